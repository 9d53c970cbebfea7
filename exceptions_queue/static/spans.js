import { xmlSpanAt } from "./places.js";

// Spans of a text, marked without touching it: characters are counted through the whole text, lines know their first.
const MARKS = typeof Highlight === "function" && CSS.highlights;
const lines = () => [...document.querySelectorAll("#transcript .text-line")];

function rangesOf({ from, to }) {
  return lines().filter((line) => Number(line.dataset.from) < to && Number(line.dataset.to) > from).map((line) => {
    const [start, text] = [Number(line.dataset.from), line.firstChild];
    const range = new Range();
    range.setStart(text, Math.max(from - start, 0));
    range.setEnd(text, Math.min(to - start, text.length));
    return range;
  });
}

export function markSpans(name, spans) {
  if (MARKS) CSS.highlights.set(name, new Highlight(...spans.flatMap(rangesOf)));
}

export function lineOfSpan(span) {
  return lines().find((line) => Number(line.dataset.to) > span.from) ?? null;
}

// Where in the text a point of the screen lies; null outside of it.
export function placeAt(x, y) {
  const caret = document.caretPositionFromPoint?.(x, y);
  const range = caret ? null : document.caretRangeFromPoint?.(x, y);
  return placeOf(caret?.offsetNode ?? range?.startContainer, caret?.offset ?? range?.startOffset);
}

function placeOf(node, offset) {
  const line = node?.parentElement?.closest("#transcript .text-line");
  return line ? Number(line.dataset.from) + offset : null;
}

export function selectedSpan() {
  const chosen = getSelection();
  if (!chosen?.rangeCount || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  const [from, to] = [placeOf(range.startContainer, range.startOffset), placeOf(range.endContainer, range.endOffset)];
  return from === null || to === null || from >= to ? null : { from, to };
}

export function wordAt(place) {
  const value = xmlSpanAt(place);
  if (value) return value;
  const line = lines().find((one) => Number(one.dataset.from) <= place && place <= Number(one.dataset.to));
  const start = Number(line?.dataset.from);
  for (const word of line?.textContent.matchAll(/\S+/g) ?? []) {
    if (start + word.index <= place && place <= start + word.index + word[0].length) {
      return { from: start + word.index, to: start + word.index + word[0].length };
    }
  }
  return null;
}
