// The words of pages, fetched when somebody first works on a page.
import { writeWords } from "./boxes.js";

const known = new Map();

async function fetched(page) {
  const answer = await fetch(page.dataset.words, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`the words of page ${page.dataset.page} could not be fetched: ${answer.status}`);
  const { words } = await answer.json();
  return words.map(([text, left, top, right, bottom]) => ({ text, left, top, right, bottom }));
}

export function wordsOf(page) {
  const key = page.dataset.words;
  if (!known.has(key)) known.set(key, fetched(page));
  return known.get(key);
}

export async function wordAt(page, { x, y }) {
  const words = await wordsOf(page);
  return words.find((word) => word.left - 1 <= x && x <= word.right + 1 && word.top - 1 <= y && y <= word.bottom + 1) ?? null;
}

// A page of which no picture could be drawn shows its words at their places.
export function writeMissingPictures() {
  for (const page of document.querySelectorAll(".page.without-picture:not(.written)")) {
    page.classList.add("written");
    wordsOf(page).then((words) => writeWords(page, words));
  }
}
