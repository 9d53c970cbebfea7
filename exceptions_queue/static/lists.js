// Lists worked by keys. The selection survives the list's own refresh, and moves on when its row has left.
let selected = "";
let place = 0;

function rows() {
  return [...document.querySelectorAll("[data-rows] [data-row]")];
}

function select(row, { focus = true } = {}) {
  for (const other of rows()) {
    other.classList.toggle("selected", other === row);
    other.tabIndex = other === row ? 0 : -1;
  }
  selected = row.id;
  place = rows().indexOf(row);
  if (focus) {
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }
}

function move(step) {
  const all = rows();
  if (!all.length) return;
  const here = all.findIndex((row) => row.id === selected);
  const next = here < 0 ? 0 : Math.min(Math.max(here + step, 0), all.length - 1);
  select(all[next]);
}

export function restoreSelection() {
  const all = rows();
  if (!selected || !all.length) return;
  const hadFocus = document.activeElement === document.body || document.activeElement?.matches("[data-row]");
  const row = document.getElementById(selected) ?? all[Math.min(place, all.length - 1)];
  select(row, { focus: hadFocus });
}

export function listKey(event, typing) {
  const search = document.getElementById("search");
  if (event.target === search) return searchKey(event, search);
  if (typing || event.altKey || !rows().length && event.key !== "/") return false;
  switch (event.key) {
    case "j": case "ArrowDown": move(1); return true;
    case "k": case "ArrowUp": move(-1); return true;
    case "Enter": return open(event);
    case "/": search?.focus(); search?.select(); return Boolean(search);
    default: return false;
  }
}

function searchKey(event, search) {
  if (event.key === "ArrowDown") {
    move(0);
    return true;
  }
  if (event.key === "Escape" && !search.value) {
    search.blur();
    return true;
  }
  return false;
}

function open(event) {
  if (event.target.closest("a, button, summary")) return false;
  const row = event.target.closest("[data-row]") ?? document.getElementById(selected);
  if (row) location.assign(row.dataset.href);
  return Boolean(row);
}

export function watchLists() {
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest?.("[data-row]");
    if (row && row.id !== selected) select(row, { focus: false });
  });
  document.addEventListener("click", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row || event.target.closest("a, button") || getSelection()?.toString()) return;
    location.assign(row.dataset.href);
  });
  const first = document.querySelector(".list [data-row]");
  if (first && document.activeElement === document.body) select(first, { focus: true });
}
