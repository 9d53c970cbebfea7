// Bringing a field to the person: what is folded around it opens, and stays open when the page is drawn anew.
const opened = new Set();

export function focusField(field) {
  if (!field) return;
  reveal(field);
  field.focus();
  field.scrollIntoView({ block: "nearest" });
  field.select?.();
}

function reveal(element) {
  for (let outer = element; outer; outer = outer.parentElement) {
    if (outer.matches("details")) outer.open = true;
    if (outer.matches(".line-details")) showDetails(outer, true);
  }
}

export function showDetails(details, open) {
  details.hidden = !open;
  document.querySelector(`[data-details="${details.id}"]`)?.setAttribute("aria-expanded", String(open));
  remember(details.id, open);
}

export function remember(id, open) {
  open ? opened.add(id) : opened.delete(id);
}

export function restoreOpened() {
  for (const id of opened) {
    const details = document.getElementById(id);
    if (details?.matches("details")) details.open = true;
    else if (details) showDetails(details, true);
  }
}

// The field that is worked on: the one with the cursor, or the one that the focused issue is about.
export function fieldInWork() {
  const focused = document.activeElement;
  const id = focused?.closest("[data-issue]")?.dataset.field;
  const field = focused?.closest("#fields [data-path]") ?? (id ? document.getElementById(id) : null);
  return field?.matches("input:not([readonly])") ? field : null;
}
