// Filling a field from the document: a click on a word, a rectangle over several, a cell, an element, or selected text.
import { rubber, underline } from "./boxes.js";
import { ownerAt, showEvidence } from "./evidence.js";
import { fieldInWork, focusField } from "./fields.js";
import { focusCard } from "./issues.js";
import { pointAt } from "./saving.js";
import { askToSignIn } from "./session.js";
import { placeAt, selectedSpan, wordAt as wordOfText } from "./spans.js";
import { wordAt } from "./words.js";

const FAR = 4; // pixels; a shorter way is a click
let aimed = "";
let pointing = false;
let drag = null;

// While somebody points into the document the field in work is not left, though the browser takes its focus away.
export const isPointing = () => pointing && aimed !== "";

const rounded = (number) => Number(number.toFixed(2));

function onPage(page, event) {
  const frame = page.querySelector(".page-boxes").getBoundingClientRect();
  const scale = Number(page.dataset.width) / frame.width;
  return { x: rounded((event.clientX - frame.left) * scale), y: rounded((event.clientY - frame.top) * scale) };
}

function goTo(owner) {
  owner.matches("[data-issue]") ? focusCard(owner) : focusField(owner);
}

// Another field's value leads to that field; everything else, and with Shift that too, fills the field in work.
function pointed(event, owner, anchor) {
  const fill = aimed && anchor && (event.shiftKey || !owner || owner.id === aimed || !owner.matches("[data-path]"));
  if (fill) capture(aimed, anchor);
  else if (owner) goTo(owner);
  else if (aimed) focusField(document.getElementById(aimed));
}

async function capture(id, anchor) {
  const [order, field] = [document.getElementById("order"), document.getElementById(id)];
  const query = new URLSearchParams({ path: field.dataset.path, at: anchor });
  const answer = await fetch(`${order.dataset.base}/captured?${query}`, { headers: { Accept: "application/json", "HX-Request": "true" } });
  if (answer.status === 401) return askToSignIn();
  if (!answer.ok) return location.reload();
  const { values, printed, at } = await answer.json();
  if (!values.length) focusField(field);
  else if (values.length === 1) put(id, values[0], at);
  else ask(id, printed, values, at);
}

function put(id, value, at) {
  const field = document.getElementById(id);
  field.value = value;
  pointAt(field.dataset.path, at);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  focusField(field);
  showEvidence(at);
}

function ask(id, printed, values, at) {
  const notice = document.createElement("div");
  notice.className = "notice notice-holds";
  notice.setAttribute("role", "group");
  const buttons = values.map((value) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = value;
    button.addEventListener("click", () => {
      notice.remove();
      put(id, value, at);
    });
    return button;
  });
  notice.append(`“${printed}” may be meant as `, ...buttons);
  document.getElementById("result").replaceChildren(notice);
  buttons[0].focus();
}

function pressed(event) {
  aimed = event.target.closest("#transcript") ? fieldInWork()?.id ?? "" : "";
  pointing = true;
  const page = event.target.closest("#transcript .page");
  if (!page || event.button !== 0 || !event.target.closest(".page-face")) return;
  event.preventDefault();
  drag = { page, from: onPage(page, event), at: [event.clientX, event.clientY], far: false };
}

function moved(event) {
  if (drag && aimed) {
    drag.far ||= Math.hypot(event.clientX - drag.at[0], event.clientY - drag.at[1]) > FAR;
    if (drag.far) rubber(drag.page, drag.from, onPage(drag.page, event));
    return;
  }
  const page = event.target.closest?.("#transcript .page");
  if (page && fieldInWork()) hover(page, onPage(page, event));
}

async function hover(page, point) {
  underline(page, await wordAt(page, point));
}

function released(event) {
  pointing = false;
  if (!drag) return;
  const { page, from, far } = drag;
  drag = null;
  rubber(page, from, null);
  const to = onPage(page, event);
  const sides = [Math.min(from.x, to.x), Math.min(from.y, to.y), Math.max(from.x, to.x), Math.max(from.y, to.y)].map(rounded);
  const anchor = `p${page.dataset.page}:${far ? sides : [to.x, to.y, to.x, to.y]}`;
  far ? capture(aimed, anchor) : pointed(event, ownerAt(event.target), anchor);
}

// Segments, cells and lines of text; pages are worked on by the pointer itself.
export function clickedInText(event) {
  if (event.target.closest(".page")) return;
  // Who drags over the end of a line lets go beside it.
  if (event.target.closest("#transcript .text")) return clickedLine(event);
  const part = event.target.closest("#transcript .part");
  const component = event.target.closest("[data-component]")?.dataset.component;
  const anchor = part && (component ? `${part.dataset.anchor}.${component}` : part.dataset.anchor);
  pointed(event, ownerAt(event.target), anchor);
}

function clickedLine(event) {
  const chosen = selectedSpan();
  if (chosen) return aimed && capture(aimed, `x${chosen.from}-${chosen.to}`);
  const place = placeAt(event.clientX, event.clientY);
  const word = place === null ? null : wordOfText(place);
  pointed(event, ownerAt(event.target, place), word && `x${word.from}-${word.to}`);
}

export function watchCapture() {
  document.addEventListener("pointerdown", pressed);
  document.addEventListener("mousedown", (event) => event.target.closest("#transcript .page") && event.preventDefault());
  document.addEventListener("pointermove", moved);
  document.addEventListener("pointerup", released);
}
