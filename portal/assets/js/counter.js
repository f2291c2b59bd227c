// Characters left under a text field. Nothing is cut off: the server says when it is too long.
import { say } from "./live.js";

const words = (note, left) =>
  (left < 0 ? note.dataset.over : note.dataset.left).replace("{n}", Math.abs(left));

let speaking;

function update(field, aloud) {
  const note = document.querySelector(`[data-counter-for="${CSS.escape(field.id)}"]`);
  if (!note) return;
  const left = note.dataset.limit - field.value.length;
  note.textContent = words(note, left);
  clearTimeout(speaking);
  // Only near the end, and only when the typing pauses.
  if (aloud && left < note.dataset.limit / 5)
    speaking = setTimeout(() => say(note.textContent), 1500);
}

export function start() {
  document.addEventListener("input", ({ target }) => target.id && update(target, true));
  for (const note of document.querySelectorAll("[data-counter-for]")) {
    update(document.getElementById(note.dataset.counterFor), false);
  }
}
