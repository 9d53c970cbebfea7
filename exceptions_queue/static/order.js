// One order worked by keys: issues, fields, panels. The server draws; this moves the focus and sends what was typed.
import { clickedInText, isPointing, watchCapture } from "./capture.js";
import { linkEvidence, showEvidence } from "./evidence.js";
import { focusField, remember, restoreOpened, showDetails } from "./fields.js";
import { hintFor } from "./hints.js";
import { accept, cardsOf, currentCard, focusCard, focusFirstCard, goOn, makeCurrent, markAccepted, moveBetweenCards, takeFix } from "./issues.js";
import { closePanels, openPanel } from "./panels.js";
import { closePicker, isPickerOpen, openPicker, pickerKey } from "./picker.js";
import { isTyped, markTyped, save, seenAt, undoTyping } from "./saving.js";
import { writeMissingPictures } from "./words.js";

const order = () => document.getElementById("order");
// What stood next while the order still waited: who leaves one for later is not brought back to it by each decision.
let following = "";

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
  } else if (card.querySelector("[data-open-panel]")) {
    openPanel(card.querySelector("[data-open-panel]").dataset.openPanel);
  } else if (card.querySelector("[data-to-difference]")) {
    (document.querySelector("#difference button") ?? document.querySelector("#difference a"))?.focus();
  } else if (card.querySelector("[data-pick]") && !card.querySelector("[data-fix-key]")) {
    openPicker(card.querySelector("[data-pick]").dataset.pick);
  } else {
    focusField(document.getElementById(card.dataset.field));
  }
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
  if (event.altKey) return /^[1-5]$/.test(event.key) && takeFix(event.key, field);
  if (field && fieldKey(event, field)) return true;
  if (typing) return false;
  return letterKey(event);
}

function letterKey(event) {
  switch (event.key) {
    case "j": moveBetweenCards(1); return true;
    case "k": moveBetweenCards(-1); return true;
    case "a": case "r": case "d": case "t": return openPanel(event.key);
    case "1": case "2": case "3": case "4": case "5": return takeFix(event.key, event.target.closest("[data-path]"));
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
  restoreOpened();
  goOnWithFollowing();
  for (const select of document.querySelectorAll("#fields select[data-shown]")) select.value = select.dataset.shown;
  showOnlyProblems();
  markAccepted();
  markTyped();
  linkEvidence();
  restoreFocus();
  showWork(document.activeElement);
}

function goOnWithFollowing() {
  const onward = document.getElementById("go-on");
  if (!onward || !following) return;
  onward.href = order().dataset.next = following;
}

function restoreFocus() {
  if (document.activeElement && document.activeElement !== document.body) return;
  const wanted = document.querySelector("#result [data-autofocus]");
  wanted ? wanted.focus() : focusFirstCard();
}

function showOnlyProblems() {
  const box = document.getElementById("only-problems");
  box?.closest(".lines").classList.toggle("only-problems", box.checked);
}

// What is shown of the document, and said in the bar below, follows the field or card that is worked on.
function showWork(target) {
  const [card, field] = [target.closest("[data-issue]"), target.closest("[data-path]")];
  if (card) {
    makeCurrent(card);
    showEvidence(card.dataset.anchors || document.getElementById(card.dataset.field)?.dataset.anchors || "");
  }
  if (field) showEvidence(seenAt(field.dataset.path) ?? field.dataset.anchors);
  const why = document.getElementById("why");
  if (why) why.textContent = field ? document.getElementById(`${field.id}-why`)?.textContent ?? "" : card ? hintFor(card) : "";
}

function clicked(event) {
  const button = event.target.closest("button");
  if (button?.matches("[data-pick]")) openPicker(button.dataset.pick);
  else if (button?.matches("[data-close-picker]")) closePicker();
  else if (button?.matches("[data-accept], [data-to-difference]")) enterOnCard(button.closest("[data-issue]"));
  else if (button?.matches("[data-open-panel]")) openPanel(button.dataset.openPanel);
  else if (button?.matches("[data-show-field]")) focusField(document.getElementById(button.closest("[data-issue]").dataset.field));
  else if (button?.matches("[data-details]")) toggleDetails(button);
  else if (button?.matches("[data-change]")) change(button);
  else clickedInText(event);
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
  following = order().dataset.next ?? "";
  document.addEventListener("focusin", (event) => showWork(event.target));
  document.addEventListener("click", clicked);
  document.addEventListener("input", markTyped);
  document.addEventListener("change", (event) => {
    if (event.target.id === "only-problems") showOnlyProblems();
    else if (event.target.closest("select[data-path]")) save();
  });
  document.addEventListener("toggle", (event) => {
    if (!event.target.matches(".action") && event.target.id) remember(event.target.id, event.target.open);
  }, true);
  document.addEventListener("focusout", (event) => {
    const left = event.target.matches?.("input[data-path]") && !isPointing() && document.hasFocus();
    if (left && isTyped(event.target)) save();
  });
  document.getElementById("fields")?.addEventListener("submit", (event) => event.preventDefault());
  watchCapture();
  linkEvidence();
  writeMissingPictures();
  markTyped();
  restoreFocus();
}
