// A session that ended while somebody worked: the page asks for the password and keeps what was typed into it.
import { save } from "./saving.js";

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
    dialog().close();
    return save();
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  problem().textContent = page.querySelector("[role=alert]")?.textContent.trim() ?? "That did not work. Try again.";
}

export function watchSession() {
  document.addEventListener("htmx:response:error", (event) => event.detail.ctx.response.status === 401 && askToSignIn());
  if (!dialog()) return;
  dialog().addEventListener("cancel", (event) => event.preventDefault());
  dialog().addEventListener("submit", (event) => {
    event.preventDefault();
    signIn(event.target);
  });
}
