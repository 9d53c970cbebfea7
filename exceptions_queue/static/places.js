// Anchors, as the server writes them: `p1:72,100,120,112` a box on a page, `x3-9` a span of text, `/Order[1]/ID[1]` an
// XPath, which the line of its element gives as a span, others a marked part.
let xml = { transcript: null, spans: new Map() };

export function boxOf(anchor) {
  const found = anchor.match(/^p(\d+):(-?[\d.]+),(-?[\d.]+),(-?[\d.]+),(-?[\d.]+)$/);
  if (!found) return null;
  const [page, left, top, right, bottom] = found.slice(1).map(Number);
  return { anchor, page, left, top, right, bottom };
}

export function spanOf(anchor) {
  if (anchor.startsWith("/")) return xmlSpans().get(anchor) ?? xmlSpans().get(anchor.split("/@")[0]) ?? null;
  const found = anchor.match(/^x(\d+)-(\d+)$/);
  return found ? { from: Number(found[1]), to: Number(found[2]) } : null;
}

function xmlSpans() {
  const transcript = document.getElementById("transcript");
  if (xml.transcript !== transcript) xml = { transcript, spans: new Map(readPlaces(transcript)) };
  return xml.spans;
}

// The text or attribute of XML that a character belongs to, so that no mark-up is taken with it.
export function xmlSpanAt(place) {
  return [...xmlSpans().values()].find((span) => span.from <= place && place <= span.to) ?? null;
}

function* readPlaces(transcript) {
  for (const line of transcript?.querySelectorAll("[data-places]") ?? []) {
    for (const [, path, from, to] of line.dataset.places.matchAll(/(\S+)=(\d+)-(\d+)/g)) yield [path, { from: Number(from), to: Number(to) }];
  }
}

export function partOf(anchor) {
  const marked = (name) => document.querySelector(`:is(#transcript, .source-head) [data-anchor="${CSS.escape(name)}"]`);
  return marked(anchor) ?? marked(anchor.split(".")[0]);
}

export function anchorsOf(text) {
  return (text ?? "").split(" ").filter(Boolean);
}
