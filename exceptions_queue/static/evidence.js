// Ties fields to the places of the source document that they were read from, in both directions.
let fieldOfAnchor = new Map();

function placesOf(anchor) {
  const span = anchor.match(/^x(\d+)-(\d+)$/);
  if (span) {
    const [from, to] = [Number(span[1]), Number(span[2])];
    return [...document.querySelectorAll("#transcript [data-from]")].filter(
      (line) => Number(line.dataset.from) <= to && Number(line.dataset.to) >= from);
  }
  const place = document.querySelector(`#transcript [data-anchor="${CSS.escape(anchor)}"]`)
    ?? document.querySelector(`#transcript [data-anchor="${CSS.escape(anchor.split(".")[0])}"]`);
  return place ? [place] : [];
}

export function showEvidence(anchors) {
  for (const old of document.querySelectorAll("#transcript .marked, #transcript .marked-row")) {
    old.classList.remove("marked", "marked-row");
  }
  const places = anchors.split(" ").filter(Boolean).flatMap(placesOf);
  for (const place of places) {
    place.classList.add("marked");
    place.closest(".segment")?.classList.add("marked-row");
  }
  if (places.length) bringIntoView(places[0]);
}

function bringIntoView(place) {
  const source = document.getElementById("source");
  const [outer, inner] = [source.getBoundingClientRect(), place.getBoundingClientRect()];
  if (inner.top < outer.top + 40 || inner.bottom > outer.bottom - 40) place.scrollIntoView({ block: "center", inline: "nearest" });
}

export function linkEvidence() {
  fieldOfAnchor = new Map();
  for (const field of document.querySelectorAll("[data-path][data-read-from]")) {
    for (const anchor of field.dataset.readFrom.split(" ")) {
      if (anchor && !fieldOfAnchor.has(anchor)) fieldOfAnchor.set(anchor, field.id);
    }
  }
  for (const part of document.querySelectorAll("#transcript .part")) {
    part.classList.toggle("linked", Boolean(fieldAt(part)));
  }
}

function fieldAt(part) {
  if (part.dataset.anchor) return fieldOfAnchor.get(part.dataset.anchor);
  const [from, to] = [Number(part.dataset.from), Number(part.dataset.to)];
  for (const [anchor, id] of fieldOfAnchor) {
    const span = anchor.match(/^x(\d+)-(\d+)$/);
    if (span && Number(span[1]) <= to && Number(span[2]) >= from) return id;
  }
  return undefined;
}

export function fieldClicked(target) {
  const part = target.closest("#transcript .part") ?? target.closest("#transcript .segment")?.querySelector(".part.linked");
  const id = part && fieldAt(part);
  return id ? document.getElementById(id) : null;
}
