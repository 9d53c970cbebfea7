// The panels of the decisions: approve, refuse, duplicate, try again, retire, decline.
export function watchPanels() {
  document.addEventListener("toggle", (event) => {
    if (event.target.matches(".action") && event.target.open) event.target.querySelector("[data-autofocus]")?.focus();
  }, true);
}

export function openPanel(key) {
  const panel = document.querySelector(`.action[data-key="${key}"]`);
  if (!panel) return false;
  panel.open = true;
  (panel.querySelector("[data-autofocus]") ?? panel.querySelector("summary")).focus();
  return true;
}

export function closePanels() {
  const open = document.querySelector(".action[open]");
  if (!open) return false;
  open.open = false;
  open.querySelector("summary").focus();
  return true;
}
