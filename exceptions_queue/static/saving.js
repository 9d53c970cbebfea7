// Sends what was typed. While one change is under way further ones wait, and go out together with the new version.
let sending = false;
const refused = new Map();

export function isTyped(entry) {
  return entry.value !== (entry.dataset.shown ?? entry.defaultValue);
}

export function undoTyping(entry) {
  entry.value = entry.dataset.shown ?? entry.defaultValue;
  entry.classList.remove("typed");
  refused.delete(entry.dataset.path);
}

function entries() {
  return [...document.querySelectorAll("#fields [data-path]")];
}

function toSend() {
  return entries().filter((entry) => isTyped(entry) && refused.get(entry.dataset.path) !== entry.value);
}

export function markTyped() {
  for (const entry of entries()) entry.classList.toggle("typed", isTyped(entry));
}

export async function save(extra = {}) {
  const order = document.getElementById("order");
  if (sending || order?.dataset.editable !== "yes") return;
  const sent = new Map(toSend().map((entry) => [entry.dataset.path, entry.value]));
  if (!sent.size && !Object.keys(extra).length) return;
  const values = { version: order.dataset.version, ...extra };
  for (const [path, value] of sent) values[`field:${path}`] = value;
  if (sent.has("ship_to") && document.getElementById("learn-ship-to")?.checked) values.learn = "this_customer";
  sending = true;
  try {
    await htmx.ajax("POST", `${order.dataset.base}/correct`, { values, target: "#order", swap: "outerMorph" });
  } finally {
    sending = false;
  }
  settle(sent);
  if (toSend().length) await save();
}

function settle(sent) {
  for (const entry of entries()) {
    const value = sent.get(entry.dataset.path);
    if (value === undefined) continue;
    const taken = document.querySelector("#result [role=alert]") === null;
    if (!taken) refused.set(entry.dataset.path, value);
    else if (entry.value === value) undoTyping(entry);
  }
  markTyped();
}
