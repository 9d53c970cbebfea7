// The picker of items and customers: docked below the order, one search field and a list.
let opener = null;

function picker() {
  return document.getElementById("picker");
}

export function isPickerOpen() {
  return Boolean(picker() && !picker().hidden);
}

export async function openPicker(what) {
  const order = document.getElementById("order");
  if (order?.dataset.editable !== "yes") return;
  opener = document.activeElement;
  await htmx.ajax("GET", `${order.dataset.base}/${what}`, { target: "#picker", swap: "innerHTML" });
  picker().hidden = false;
  picker().querySelector("[data-autofocus]")?.focus();
  picker().scrollIntoView({ block: "nearest" });
}

export function closePicker() {
  picker().hidden = true;
  picker().replaceChildren();
  opener?.isConnected && opener.focus();
}

export function pickerKey(event) {
  if (!isPickerOpen() || !picker().contains(event.target)) return false;
  if (event.key === "Escape") {
    closePicker();
    return true;
  }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") return move(event.key === "ArrowDown" ? 1 : -1);
  if (event.key === "Enter" && event.target.matches("input")) {
    if (picker().querySelector(".candidate :checked")) picker().querySelector("form").requestSubmit();
    return true;
  }
  return false;
}

function move(step) {
  const all = [...picker().querySelectorAll(".candidate input")];
  if (!all.length) return true;
  const here = all.findIndex((radio) => radio.checked);
  const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
  next.checked = true;
  next.scrollIntoView({ block: "nearest" });
  return true;
}
