// Boxes over the pictures of pages: faint for every value, strong for what is focused. Drawn in points of the page.
import { boxOf } from "./places.js";
import { pageNumbered } from "./viewer.js";

const SVG = "http://www.w3.org/2000/svg";
const PAD = 1;
const GLYPH = 8;
let strong = [];

function made(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function rectangle(box) {
  return made("rect", {
    x: box.left - PAD, y: box.top - PAD, rx: 1.5,
    width: Math.max(box.right - box.left, 1) + 2 * PAD, height: Math.max(box.bottom - box.top, 1) + 2 * PAD,
  });
}

function glyph(box, state) {
  const icons = document.querySelector(".icon use")?.getAttribute("href").split("#")[0];
  const holder = made("svg", { class: `box-glyph icon-${state}`, x: box.right + PAD - 1, y: box.top - PAD - GLYPH + 1, width: GLYPH, height: GLYPH, viewBox: "0 0 16 16" });
  holder.append(made("circle", { cx: 8, cy: 8, r: 9 }), made("use", { href: `${icons}#${state}` }));
  return holder;
}

function drawn({ box, state, target, title }) {
  const group = made("g", { class: `box box-${state}`, "data-box": box.anchor, "data-target": target });
  const name = made("title", {});
  name.textContent = title;
  group.append(name, rectangle(box));
  if (state === "blocks" || state === "holds") group.append(glyph(box, state));
  return group;
}

// `values`: anchor, state, target (the id of a field or card) and title of each; the small ones lie on top.
export function drawBoxes(values) {
  for (const layer of document.querySelectorAll("#transcript .page-boxes")) layer.replaceChildren(...layer.querySelectorAll(".word"));
  const found = values.map((value) => ({ ...value, box: boxOf(value.anchor) })).filter((value) => value.box);
  const size = ({ box }) => (box.right - box.left) * (box.bottom - box.top);
  for (const value of found.sort((one, other) => size(other) - size(one))) {
    pageNumbered(value.box.page)?.querySelector(".page-boxes").append(drawn(value));
  }
  strengthen(strong);
}

export function strengthen(anchors) {
  strong = anchors;
  for (const old of document.querySelectorAll(".box.strong")) old.classList.remove("strong");
  for (const old of document.querySelectorAll(".box-new")) old.remove();
  for (const box of anchors.map(boxOf).filter(Boolean)) {
    const there = document.querySelector(`[data-box="${CSS.escape(box.anchor)}"]`) ?? drawNew(box);
    there?.classList.add("strong");
  }
}

function drawNew(box) {
  const layer = pageNumbered(box.page)?.querySelector(".page-boxes");
  const group = made("g", { class: "box box-new", "data-box": box.anchor });
  group.append(rectangle(box));
  layer?.append(group);
  return group;
}

export function rubber(page, from, to) {
  const layer = page.querySelector(".page-boxes");
  const old = layer.querySelector(".rubber");
  if (!to) return old?.remove();
  const shape = old ?? layer.appendChild(made("rect", { class: "rubber" }));
  shape.setAttribute("x", Math.min(from.x, to.x));
  shape.setAttribute("y", Math.min(from.y, to.y));
  shape.setAttribute("width", Math.abs(from.x - to.x));
  shape.setAttribute("height", Math.abs(from.y - to.y));
}

export function underline(page, word) {
  const layer = page.querySelector(".page-boxes");
  layer.querySelector(".hovered")?.remove();
  if (word) {
    const shape = rectangle(word);
    shape.classList.add("hovered");
    layer.append(shape);
  }
}

export function writeWords(page, words) {
  const layer = page.querySelector(".page-boxes");
  layer.prepend(...words.map((word) => {
    const written = made("text", { class: "word", x: word.left, y: word.bottom - (word.bottom - word.top) * 0.22, "font-size": (word.bottom - word.top) * 0.86, textLength: Math.max(word.right - word.left, 1), lengthAdjust: "spacingAndGlyphs" });
    written.textContent = word.text;
    return written;
  }));
}
