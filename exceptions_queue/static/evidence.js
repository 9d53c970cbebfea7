// Ties fields to the places of the document that they were read from, in both directions.
import { drawBoxes, strengthen } from "./boxes.js";
import { anchorsOf, boxOf, partOf, spanOf } from "./places.js";
import { lineOfSpan, markSpans } from "./spans.js";
import { showOwn } from "./tabs.js";
import { showBox, showElement } from "./viewer.js";

let fieldOfAnchor = new Map();

const fields = () => [...document.querySelectorAll("#fields [data-path]")];
const cards = () => [...document.querySelectorAll("[data-issue][data-anchors]")];

function titleOf(field) {
  const label = document.querySelector(`label[for="${field.id}"]`)?.firstChild?.textContent.trim() ?? "";
  return `${label}: ${field.value}`;
}

function values() {
  const known = new Map();
  for (const field of fields()) {
    for (const anchor of anchorsOf(field.dataset.readFrom)) {
      if (!known.has(anchor)) known.set(anchor, { anchor, state: field.dataset.state, target: field.id, title: titleOf(field) });
    }
  }
  for (const card of cards()) {
    for (const anchor of anchorsOf(card.dataset.anchors)) {
      const state = card.dataset.severity === "block" ? "blocks" : "holds";
      const value = known.get(anchor) ?? { anchor, target: card.id, title: card.getAttribute("aria-label") };
      // The number by which a line names its item shows that the item is not known.
      if (value.state !== "blocks") known.set(anchor, { ...value, state });
    }
  }
  return [...known.values()];
}

export function linkEvidence() {
  const all = values();
  fieldOfAnchor = new Map(all.map((value) => [value.anchor, value.target]));
  drawBoxes(all);
  markSpans("values", all.map((value) => spanOf(value.anchor)).filter(Boolean));
  for (const part of document.querySelectorAll("#transcript .part")) {
    part.classList.toggle("linked", fieldOfAnchor.has(part.dataset.anchor));
  }
}

export function showEvidence(text) {
  const anchors = anchorsOf(text);
  for (const old of document.querySelectorAll("#source .marked, #source .marked-row")) old.classList.remove("marked", "marked-row");
  const spans = anchors.map(spanOf).filter(Boolean);
  const parts = anchors.filter((anchor) => !spanOf(anchor) && !boxOf(anchor)).map(partOf).filter(Boolean);
  for (const part of parts) {
    part.classList.add("marked");
    part.closest(".segment")?.classList.add("marked-row");
  }
  markSpans("evidence", spans);
  strengthen(anchors);
  if (anchors.length) bringIntoView(anchors.map(boxOf).filter(Boolean), spans.map(lineOfSpan).filter(Boolean), parts);
}

function bringIntoView(boxes, lines, parts) {
  showOwn();
  const element = parts[0] ?? lines[0];
  if (boxes.length) showBox(boxes[0]);
  else if (element) showElement(element);
}

// The field or card that was read from what is here, if any.
export function ownerAt(target, place = null) {
  const box = target.closest?.("[data-target]");
  if (box) return document.getElementById(box.dataset.target);
  const part = target.closest?.("#transcript .part") ?? target.closest?.("#transcript .segment")?.querySelector(".part.linked");
  const id = part ? fieldOfAnchor.get(part.dataset.anchor) : place === null ? undefined : ownerOfPlace(place);
  return id ? document.getElementById(id) : null;
}

function ownerOfPlace(place) {
  for (const [anchor, id] of fieldOfAnchor) {
    const span = spanOf(anchor);
    if (span && span.from <= place && place <= span.to) return id;
  }
  return undefined;
}
