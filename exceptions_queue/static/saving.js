// Sends what was typed. While one change is under way further ones wait, and go out together with the new version.
let running = null;
let again = false;
const refused = new Map();
const seen = new Map();

// Where in the document a person saw what stands in a field, until that is sent.
export function pointAt(path, anchor) {
  seen.set(path, anchor);
}

export function seenAt(path) {
  return seen.get(path);
}

export function isTyped(entry) {
  return entry.value !== (entry.dataset.shown ?? entry.defaultValue) || seen.has(entry.dataset.path);
}

export function undoTyping(entry) {
  entry.value = entry.dataset.shown ?? entry.defaultValue;
  entry.classList.remove("typed");
  refused.delete(entry.dataset.path);
  seen.delete(entry.dataset.path);
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

export function save(extra = {}) {
  if (document.getElementById("order")?.dataset.editable !== "yes") return null;
  if (running) {
    again = true;
    return Object.keys(extra).length ? running.then(() => save(extra)) : running;
  }
  running = sendAll(extra).finally(() => { running = null; });
  return running;
}

async function sendAll(extra) {
  let answered = await send(toSend(), extra);
  for (let rest = left(); answered && rest.length; rest = left()) answered = await send(rest, {});
}

// What was typed meanwhile; in the field with the cursor somebody may still be typing, unless it was to be saved.
function left() {
  const all = toSend().filter((entry) => again || entry !== document.activeElement);
  again = false;
  return all;
}

async function send(list, extra) {
  const order = document.getElementById("order");
  const sent = new Map(list.map((entry) => [entry.dataset.path, { value: entry.value, at: seen.get(entry.dataset.path) }]));
  if (!sent.size && !Object.keys(extra).length) return true;
  document.getElementById("result").replaceChildren();
  await htmx.ajax("POST", `${order.dataset.base}/correct`, { values: formOf(order, sent, extra), target: "#order", swap: "outerMorph" });
  return settle(sent);
}

// Whatever became of them is said in the page. Where nothing is, they did not arrive, and stay to be sent again.
function outcome() {
  if (document.querySelector("#result [role=alert]")) return "refused";
  return document.querySelector("#result .notice") ? "taken" : "unanswered";
}

function formOf(order, sent, extra) {
  const values = { version: order.dataset.version, ...extra };
  for (const [path, { value, at }] of sent) {
    values[`field:${path}`] = value;
    if (at) values[`seen:${path}`] = at;
  }
  // A store that was said once is known from then on.
  if ([...sent.keys()].some((path) => path.startsWith("place["))) values.learn = "this_customer";
  if (sent.has("ship_to") && document.getElementById("learn-ship-to")?.checked) values.learn = "this_customer";
  return values;
}

function settle(sent) {
  const became = outcome();
  for (const entry of entries()) {
    const was = sent.get(entry.dataset.path);
    if (was === undefined) continue;
    if (became === "refused") refused.set(entry.dataset.path, was.value);
    else if (became === "taken" && entry.value === was.value && seen.get(entry.dataset.path) === was.at) undoTyping(entry);
  }
  markTyped();
  if (became === "unanswered" && !document.querySelector("dialog[open]")) sayUnanswered();
  return became !== "unanswered";
}

function sayUnanswered() {
  const notice = document.createElement("div");
  notice.className = "notice notice-blocks";
  notice.setAttribute("role", "alert");
  notice.textContent = "The server did not answer. What you typed is kept, and sent again when you leave the next field.";
  document.getElementById("result").replaceChildren(notice);
}
