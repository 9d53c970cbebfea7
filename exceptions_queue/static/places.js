// Anchors, as the server writes them: `p1:72,100,120,112` a box on a page, `x3-9` a span of text, others a marked part.
export function boxOf(anchor) {
  const found = anchor.match(/^p(\d+):(-?[\d.]+),(-?[\d.]+),(-?[\d.]+),(-?[\d.]+)$/);
  if (!found) return null;
  const [page, left, top, right, bottom] = found.slice(1).map(Number);
  return { anchor, page, left, top, right, bottom };
}

export function spanOf(anchor) {
  const found = anchor.match(/^x(\d+)-(\d+)$/);
  return found ? { from: Number(found[1]), to: Number(found[2]) } : null;
}

export function partOf(anchor) {
  const marked = (name) => document.querySelector(`:is(#transcript, .source-head) [data-anchor="${CSS.escape(name)}"]`);
  return marked(anchor) ?? marked(anchor.split(".")[0]);
}

export function anchorsOf(text) {
  return (text ?? "").split(" ").filter(Boolean);
}
