// A session that ended while somebody worked: the page asks for the password and keeps what was typed into it.
import { save } from "./saving.js";

let signedInAt = 0;
const dialog = () => document.getElementById("session");
const problem = () => dialog().querySelector("[role=alert]");

export function askToSignIn() {
  if (!dialog() || dialog().open) return;
  problem().textContent = "";
  dialog().showModal();
  document.getElementById("session-password").focus();
}

async function signIn(form) {
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" });
  form.reset();
  if (answer.type === "opaqueredirect") {
    signedInAt = performance.now();
    dialog().close();
    return save();
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  problem().textContent = page.querySelector("[role=alert]")?.textContent.trim() ?? "That did not work. Try again.";
}

export function watchSession() {
  // What was asked before the new session may be answered after it.
  document.addEventListener("htmx:before:request", (event) => { event.detail.ctx.askedAt = performance.now(); });
  document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
    if (ctx.response.status === 401 && ctx.askedAt > signedInAt) askToSignIn();
  });
  if (!dialog()) return;
  dialog().addEventListener("cancel", (event) => event.preventDefault());
  dialog().addEventListener("submit", (event) => {
    event.preventDefault();
    signIn(event.target);
  });
}
