// The document's pane: zoom, pages, and bringing a place into view. Zoom 1 fits the width of the pane.
const EASY = 1.6; // CSS pixels a point: print of 9 points is then easy to read; more is not needed
const LEGIBLE = 1.15;
const BESIDE = 12; // points kept free beside what was read
const STEP = 1.2;
const MARGIN = 70;
let zoom = 1;
let chosen = false;

const pane = () => document.getElementById("source-body");
const pages = () => [...document.querySelectorAll("#transcript .page")];
const face = (page) => page.querySelector(".page-face");
const scaleOf = (page) => face(page).getBoundingClientRect().width / Number(page.dataset.width);

export function pageNumbered(number) {
  return document.querySelector(`#transcript .page[data-page="${number}"]`);
}

function setZoom(wanted) {
  const view = pane();
  const old = zoom;
  zoom = Math.min(Math.max(wanted, 0.4), 8);
  const middle = [view.scrollLeft + view.clientWidth / 2, view.scrollTop + view.clientHeight / 2];
  view.style.setProperty("--zoom", zoom);
  view.scrollLeft = (middle[0] * zoom) / old - view.clientWidth / 2;
  view.scrollTop = (middle[1] * zoom) / old - view.clientHeight / 2;
  sayWhere();
}

function zoomBy(factor) {
  chosen = true;
  setZoom(zoom * factor);
}

function fitWidth() {
  chosen = false;
  setZoom(1);
}

// From where to where on the pages anything was read: what lies beside need not be seen.
function printed() {
  const boxes = [...document.querySelectorAll("#transcript .box > rect")].map((rect) => [rect.x.baseVal.value, rect.width.baseVal.value]);
  return { left: Math.min(...boxes.map(([x]) => x)) - BESIDE, right: Math.max(...boxes.map(([x, width]) => x + width)) + BESIDE };
}

// Unless a person has chosen a size, what was read fills the width, as far as it can be read then.
function suit(page) {
  const { left, right } = printed();
  if (chosen || right <= left) return;
  const wanted = Math.min(Math.max(pane().clientWidth / (right - left), LEGIBLE), EASY) / scaleOf(page);
  if (Math.abs(wanted - 1) > 0.02) setZoom(zoom * wanted);
}

// All that was read where it fits, else its left or right end, else the middle of the box.
function across(page, box) {
  const [view, { left, right }, scale] = [pane(), printed(), scaleOf(page)];
  const start = view.scrollLeft + face(page).getBoundingClientRect().left - view.getBoundingClientRect().left;
  const holds = (from) => from <= start + box.left * scale && start + box.right * scale <= from + view.clientWidth;
  const ends = [(left + right) / 2 - view.clientWidth / 2 / scale, left, right - view.clientWidth / scale].map((point) => start + point * scale);
  if (chosen && holds(view.scrollLeft)) return;
  const fits = (right - left) * scale <= view.clientWidth + 1;
  const middle = start + ((box.left + box.right) / 2) * scale - view.clientWidth / 2;
  view.scrollLeft = fits && !chosen ? ends[0] : ends.slice(1).find((end) => !chosen && holds(end)) ?? middle;
}

export function showBox(box) {
  const page = pageNumbered(box.page);
  if (!page) return;
  suit(page);
  const [view, outer, scale] = [pane(), face(page).getBoundingClientRect(), scaleOf(page)];
  const frame = view.getBoundingClientRect();
  across(page, box);
  const [top, bottom] = [box.top, box.bottom].map((side) => outer.top - frame.top + side * scale);
  if (top < MARGIN || bottom > view.clientHeight - MARGIN) {
    view.scrollTop += top - Math.max(view.clientHeight * 0.35 - (bottom - top) / 2, MARGIN);
  }
}

export function showElement(element) {
  const [outer, inner] = [pane().getBoundingClientRect(), element.getBoundingClientRect()];
  if (inner.top < outer.top + 40 || inner.bottom > outer.bottom - 40) element.scrollIntoView({ block: "center", inline: "nearest" });
}

function pageInView() {
  const middle = pane().getBoundingClientRect().top + pane().clientHeight * 0.4;
  return pages().find((page) => page.getBoundingClientRect().bottom > middle) ?? pages().at(-1);
}

function turn(step) {
  const all = pages();
  const next = all[all.indexOf(pageInView()) + step];
  next ? next.scrollIntoView({ block: "start", inline: "nearest" }) : pane().scrollBy(0, step * pane().clientHeight * 0.9);
  return true;
}

function sayWhere() {
  const page = pageInView();
  if (!page) return;
  const [level, place] = [document.getElementById("zoom-level"), document.getElementById("page-place")];
  if (level) level.textContent = `${Math.round((scaleOf(page) * 7200) / 96)} %`;
  if (place && pages().length > 1) place.textContent = `${page.dataset.page} / ${pages().length}`;
}

function act(what) {
  switch (what) {
    case "in": zoomBy(STEP); return true;
    case "out": zoomBy(1 / STEP); return true;
    case "fit": fitWidth(); return true;
    case "next": return turn(1);
    case "previous": return turn(-1);
    default: return false;
  }
}

const KEYS = { "+": "in", "=": "in", "-": "out", "0": "fit", ".": "next", ",": "previous", PageDown: "next", PageUp: "previous" };

export function viewerKey(event, typing) {
  if (!pane()) return false;
  if (event.key.startsWith("Page")) return event.altKey && act(KEYS[event.key]);
  return (event.altKey || !typing) && pages().length > 0 && act(KEYS[event.key]);
}

export function watchViewer() {
  if (!pane()) return;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-view]");
    if (button) act(button.dataset.view);
  });
  pane().addEventListener("scroll", sayWhere, { passive: true });
  pane().addEventListener("wheel", (event) => {
    if (!event.ctrlKey || !pages().length) return;
    event.preventDefault();
    zoomBy(event.deltaY < 0 ? STEP : 1 / STEP);
  }, { passive: false });
  new ResizeObserver(sayWhere).observe(pane());
}
