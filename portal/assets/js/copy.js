// <button data-copy="#id">: copies the value of a field and says so in its own label.
import { say, sentence } from "./live.js";

async function copied(field) {
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    // No permission, or plain http: leave the text selected, so that the keyboard can copy it.
    field.select();
    return false;
  }
  return true;
}

async function onClick(event) {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const done = await copied(document.querySelector(button.dataset.copy));
  const text = sentence(done ? "copied" : "select");
  button.querySelector("[data-label]").textContent = text;
  say(text);
}

export const start = () => document.addEventListener("click", onClick);
