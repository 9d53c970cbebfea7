// The issue cards: which one is worked on, which are accepted, and where Enter goes next.
import { openPanel } from "./panels.js";

const accepted = new Set();
let current = "";

export const cards = () => [...document.querySelectorAll("[data-issue]")];
const isAccepted = (card) => card.dataset.severity === "hold" && accepted.has(card.dataset.fingerprint);
// What another person has to accept is nothing to decide for this one.
const unresolved = () => cards().filter((card) => card.dataset.severity !== "waits" && !isAccepted(card));
export const currentCard = () => document.getElementById(current) ?? unresolved()[0] ?? cards()[0];

export function cardsOf(field) {
  return cards().filter((card) => card.dataset.field === field.id);
}

export function makeCurrent(card) {
  current = card.id;
}

export function focusCard(card) {
  if (!card) return;
  makeCurrent(card);
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
}

export function focusFirstCard() {
  focusCard(document.getElementById(current) ?? unresolved()[0]);
}

export function accept(list) {
  for (const card of list) {
    if (card.dataset.severity === "hold") accepted.add(card.dataset.fingerprint);
  }
  markAccepted();
}

export function markAccepted() {
  for (const card of cards()) {
    const done = isAccepted(card);
    card.classList.toggle("accepted", done);
    card.querySelector("[data-accept]")?.setAttribute("aria-pressed", String(done));
  }
  const progress = document.getElementById("progress");
  if (progress && cards().some(isAccepted)) {
    const left = unresolved().length + Number(document.getElementById("issues").dataset.further);
    progress.textContent = left ? `${left} to decide` : "all decided: approve to post";
  }
}

// The server lists reading errors first, then what rules found; after the last one comes the decision.
export function goOn(from) {
  const all = cards();
  const here = from ? all.indexOf(from) : -1;
  const left = unresolved();
  const next = left.find((card) => all.indexOf(card) > here) ?? left[0];
  next ? focusCard(next) : openPanel("a");
}

export function takeFix(number, field) {
  const card = (field && cardsOf(field)[0]) ?? currentCard();
  const button = card?.querySelector(`[data-fix-key="${number}"]`);
  button?.click();
  return Boolean(button);
}

export function moveBetweenCards(step) {
  const all = cards();
  const here = all.indexOf(currentCard());
  focusCard(all[Math.min(Math.max(document.activeElement === all[here] ? here + step : here, 0), all.length - 1)]);
}
