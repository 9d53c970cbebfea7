// The tabs above the document: the document itself, and what else arrived with it, fetched when it is first looked at.
const tabs = () => [...document.querySelectorAll(".viewer-tabs [role=tab]")];

async function select(tab, { focus = true } = {}) {
  for (const other of tabs()) {
    const mine = other === tab;
    other.setAttribute("aria-selected", String(mine));
    other.tabIndex = mine ? 0 : -1;
    document.getElementById(other.getAttribute("aria-controls")).hidden = !mine;
  }
  document.querySelector(".viewer-zoom")?.toggleAttribute("hidden", tab.id !== "tab-own");
  if (focus) tab.focus();
  const panel = document.getElementById(tab.getAttribute("aria-controls"));
  if (panel.dataset.source && !panel.childElementCount) {
    await htmx.ajax("GET", panel.dataset.source, { target: `#${panel.id}`, swap: "innerHTML" });
  }
}

export function showOwn() {
  const own = document.getElementById("tab-own");
  if (own && own.getAttribute("aria-selected") !== "true") select(own, { focus: false });
}

export function tabKey(event) {
  const tab = event.target.closest?.("[role=tab]");
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!tab || !step) return false;
  const all = tabs();
  select(all[(all.indexOf(tab) + step + all.length) % all.length]);
  return true;
}

export function watchTabs() {
  document.addEventListener("click", (event) => {
    const tab = event.target.closest(".viewer-tabs [role=tab]");
    if (tab) select(tab);
  });
}
