// The border between document and order: dragged, or moved by the arrow keys. Each browser remembers its own.
const STORE = "ordermill.document-width";
const LIMITS = [20, 75];

const splitter = () => document.getElementById("splitter");

function setWidth(percent) {
  const width = Math.min(Math.max(percent, LIMITS[0]), LIMITS[1]);
  document.documentElement.style.setProperty("--document-width", `${width}fr`);
  document.documentElement.style.setProperty("--order-width", `${100 - width}fr`);
  localStorage.setItem(STORE, String(width));
}

function width() {
  const [source, columns] = [document.getElementById("source"), splitter().parentElement];
  return (source.getBoundingClientRect().width / columns.getBoundingClientRect().width) * 100;
}

function follow(event) {
  const columns = splitter().parentElement.getBoundingClientRect();
  setWidth(((event.clientX - columns.left) / columns.width) * 100);
}

export function splitterKey(event) {
  const step = { ArrowLeft: -3, ArrowRight: 3 }[event.key];
  if (!step || event.target !== splitter()) return false;
  setWidth(width() + step);
  return true;
}

export function watchSplitter() {
  if (!splitter()) return;
  const kept = Number(localStorage.getItem(STORE));
  if (kept) setWidth(kept);
  document.addEventListener("pointerdown", (event) => {
    if (event.target !== splitter()) return;
    event.preventDefault();
    document.addEventListener("pointermove", follow);
    document.addEventListener("pointerup", () => document.removeEventListener("pointermove", follow), { once: true });
  });
}
