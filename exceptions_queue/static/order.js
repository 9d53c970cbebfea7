// One order worked by keys: issues, fields, panels. The server draws; this moves the focus and sends what was typed.
import { fieldClicked, linkEvidence, showEvidence } from "./evidence.js";
import { closePicker, isPickerOpen, openPicker, pickerKey } from "./picker.js";
import { isTyped, markTyped, save, undoTyping } from "./saving.js";

const accepted = new Set();
const opened = new Set();
let current = "";

const order = () => document.getElementById("order");
const cards = () => [...document.querySelectorAll("[data-issue]")];
const unresolved = () => cards().filter((card) => !accepted.has(card.dataset.fingerprint));
const currentCard = () => document.getElementById(current) ?? unresolved()[0] ?? cards()[0];

function focusCard(card) {
  if (!card) return;
  current = card.id;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
}

function reveal(element) {
  for (let outer = element; outer; outer = outer.parentElement) {
    if (outer.matches("details")) outer.open = true;
    if (outer.matches(".line-details")) showDetails(outer, true);
  }
}

function focusField(field) {
  if (!field) return;
  reveal(field);
  field.focus();
  field.scrollIntoView({ block: "nearest" });
  field.select?.();
}

function showDetails(details, open) {
  details.hidden = !open;
  document.querySelector(`[data-details="${details.id}"]`)?.setAttribute("aria-expanded", String(open));
  open ? opened.add(details.id) : opened.delete(details.id);
}

function cardsOf(field) {
  return cards().filter((card) => card.dataset.field === field.id);
}

function accept(list) {
  for (const card of list) {
    if (card.dataset.severity === "hold") accepted.add(card.dataset.fingerprint);
  }
  markAccepted();
}

function markAccepted() {
  for (const card of cards()) {
    const done = accepted.has(card.dataset.fingerprint);
    card.classList.toggle("accepted", done);
    card.querySelector("[data-accept]")?.setAttribute("aria-pressed", String(done));
  }
  const progress = document.getElementById("progress");
  if (progress && accepted.size && cards().length) {
    const left = unresolved().length;
    progress.textContent = left ? `${left} to decide` : "all decided: approve to post";
  }
}

function goOn(from) {
  const all = cards();
  const here = from ? all.indexOf(from) : -1;
  const left = unresolved();
  const next = left.find((card) => all.indexOf(card) > here) ?? left[0];
  next ? focusCard(next) : openPanel("a");
}

function openPanel(key) {
  const panel = document.querySelector(`.action[data-key="${key}"]`);
  if (!panel) return false;
  panel.open = true;
  (panel.querySelector("[data-autofocus]") ?? panel.querySelector("summary")).focus();
  return true;
}

function closePanels() {
  const open = document.querySelector(".action[open]");
  if (!open) return false;
  open.open = false;
  open.querySelector("summary").focus();
  return true;
}

function takeFix(number, field) {
  const card = (field && cardsOf(field)[0]) ?? currentCard();
  const button = card?.querySelector(`[data-fix-key="${number}"]`);
  button?.click();
  return Boolean(button);
}

function pickOf(element) {
  if (element?.dataset.path === "customer" || element?.dataset.field === "f-customer") return "customers";
  const line = element?.closest("[data-line]")?.dataset.line;
  return line === undefined ? "" : `items?line=${line}`;
}

async function enterInField(field) {
  const mine = cardsOf(field);
  if (isTyped(field)) await save();
  else accept(mine);
  if (isTyped(field)) return;
  goOn(mine[0]?.isConnected ? mine[0] : null);
}

function enterOnCard(card) {
  if (card.dataset.severity === "hold") {
    accept([card]);
    goOn(card);
  } else if (card.querySelector("[data-pick]") && !card.querySelector("[data-fix-key]")) {
    openPicker(card.querySelector("[data-pick]").dataset.pick);
  } else {
    focusField(document.getElementById(card.dataset.field));
  }
}

function moveBetweenCards(step) {
  const all = cards();
  const here = all.indexOf(currentCard());
  focusCard(all[Math.min(Math.max(document.activeElement === all[here] ? here + step : here, 0), all.length - 1)]);
}

function escape(event) {
  const field = event.target.closest?.("[data-path]");
  if (field && isTyped(field)) undoTyping(field);
  else if (closePanels()) return true;
  else if (isPickerOpen()) closePicker();
  else if (field) cardsOf(field)[0] ? focusCard(cardsOf(field)[0]) : field.blur();
  else location.assign(order().dataset.back);
  return true;
}

function fieldKey(event, field) {
  if (event.key === "Enter") {
    enterInField(field);
    return true;
  }
  const picked = field.dataset.path === "customer" || field.dataset.path.endsWith(".item");
  return event.key === "/" && picked && order().dataset.editable === "yes" && pickFor(field);
}

export function orderKey(event, typing) {
  if (!order()) return false;
  if (pickerKey(event)) return true;
  if (event.key === "Escape") return escape(event);
  const field = event.target.closest?.("[data-path]");
  if (event.altKey) return /^[123]$/.test(event.key) && takeFix(event.key, field);
  if (field && fieldKey(event, field)) return true;
  if (typing) return false;
  return letterKey(event);
}

function letterKey(event) {
  switch (event.key) {
    case "j": moveBetweenCards(1); return true;
    case "k": moveBetweenCards(-1); return true;
    case "a": case "r": case "d": case "t": return openPanel(event.key);
    case "1": case "2": case "3": return takeFix(event.key, event.target.closest("[data-path]"));
    case "/": return pickFor(event.target);
    case "[": return goTo(order().dataset.previous);
    case "]": return goTo(order().dataset.next);
    case "F2": focusField(document.getElementById(currentCard()?.dataset.field)); return true;
    case "Enter": return enterOutside(event.target);
    default: return false;
  }
}

function pickFor(target) {
  const what = pickOf(target.closest("[data-path], [data-issue]") ?? currentCard());
  if (what) openPicker(what);
  return Boolean(what);
}

function goTo(address) {
  if (address) location.assign(address);
  return Boolean(address);
}

function enterOutside(target) {
  const card = target.closest("[data-issue]");
  if (!card || target !== card) return false;
  enterOnCard(card);
  return true;
}

export function restoreOrder() {
  if (!order()) return;
  for (const id of opened) {
    const details = document.getElementById(id);
    if (details?.matches("details")) details.open = true;
    else if (details) showDetails(details, true);
  }
  for (const select of document.querySelectorAll("#fields select[data-shown]")) select.value = select.dataset.shown;
  showOnlyProblems();
  markAccepted();
  markTyped();
  linkEvidence();
  restoreFocus();
}

function restoreFocus() {
  if (document.activeElement && document.activeElement !== document.body) return;
  const wanted = document.querySelector("#result [data-autofocus]");
  wanted ? wanted.focus() : focusCard(document.getElementById(current) ?? unresolved()[0]);
}

function showOnlyProblems() {
  const box = document.getElementById("only-problems");
  box?.closest(".lines").classList.toggle("only-problems", box.checked);
}

function focused(event) {
  const card = event.target.closest("[data-issue]");
  const field = event.target.closest("[data-path]");
  if (card) {
    current = card.id;
    const about = document.getElementById(card.dataset.field);
    showEvidence(card.dataset.anchors || about?.dataset.anchors || "");
  }
  if (field) showEvidence(field.dataset.anchors);
  const why = document.getElementById("why");
  if (why) why.textContent = field ? document.getElementById(`${field.id}-why`)?.textContent ?? "" : "";
}

function clicked(event) {
  const button = event.target.closest("button");
  if (button?.matches("[data-pick]")) openPicker(button.dataset.pick);
  else if (button?.matches("[data-close-picker]")) closePicker();
  else if (button?.matches("[data-accept]")) enterOnCard(button.closest("[data-issue]"));
  else if (button?.matches("[data-show-field]")) focusField(document.getElementById(button.closest("[data-issue]").dataset.field));
  else if (button?.matches("[data-details]")) toggleDetails(button);
  else if (button?.matches("[data-change]")) change(button);
  else focusField(fieldClicked(event.target));
}

function toggleDetails(button) {
  const details = document.getElementById(button.dataset.details);
  showDetails(details, details.hidden);
}

function change(button) {
  if (button.dataset.confirm && !button.dataset.asked) {
    button.dataset.asked = "yes";
    button.textContent = `${button.dataset.confirm} Press again`;
    return;
  }
  save({ [`field:${button.dataset.change}`]: button.dataset.value });
}

export function watchOrder() {
  if (!order()) return;
  document.addEventListener("focusin", focused);
  document.addEventListener("click", clicked);
  document.addEventListener("input", markTyped);
  document.addEventListener("change", (event) => {
    if (event.target.id === "only-problems") showOnlyProblems();
    else if (event.target.closest("[data-path]")) save();
  });
  document.addEventListener("toggle", (event) => {
    if (event.target.matches(".action")) event.target.open && event.target.querySelector("[data-autofocus]")?.focus();
    else if (event.target.id) event.target.open ? opened.add(event.target.id) : opened.delete(event.target.id);
  }, true);
  document.getElementById("fields")?.addEventListener("submit", (event) => event.preventDefault());
  linkEvidence();
  markTyped();
  restoreFocus();
}
