// The one entry point of all pages: keys go to the list or to the order, whichever the page shows.
import { listKey, restoreSelection, watchLists } from "./lists.js";
import { orderKey, restoreOrder, watchOrder } from "./order.js";
import { closePanels, watchPanels } from "./panels.js";
import { watchSession } from "./session.js";
import { splitterKey, watchSplitter } from "./splitter.js";
import { tabKey, watchTabs } from "./tabs.js";
import { viewerKey, watchViewer } from "./viewer.js";

const PLACES = { q: "/", o: "/orders", d: "/documents", k: "/knowledge" };
let placeAwaited = false;

export function isTyping(element) {
  return element?.matches?.("input:not([type=radio], [type=checkbox]), select, textarea") && !element.readOnly;
}

function openKeys() {
  document.getElementById("keys")?.showModal();
}

function pageKey(event) {
  if (placeAwaited && PLACES[event.key]) {
    location.assign(PLACES[event.key]);
    return true;
  }
  placeAwaited = event.key === "g";
  if (event.key === "?") {
    openKeys();
    return true;
  }
  return placeAwaited;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
  const typing = isTyping(event.target);
  // After G the next letter names a place, whatever it does elsewhere.
  const goes = placeAwaited && !typing && !event.altKey && pageKey(event);
  const taken = goes || tabKey(event) || splitterKey(event) || viewerKey(event, typing) || orderKey(event, typing) || (event.key === "Escape" && closePanels()) || listKey(event, typing) || (!typing && !event.altKey && pageKey(event));
  if (taken) event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-open-keys]")) openKeys();
});

document.addEventListener("htmx:after:swap", (event) => {
  restoreSelection();
  // The counts in the bar refresh themselves while somebody works below.
  if (!event.detail.ctx?.target?.closest?.("#overview, #picker, #source")) restoreOrder();
});

watchSession();
watchPanels();
watchLists();
watchViewer();
watchTabs();
watchSplitter();
watchOrder();
