// A form that has been sent is not sent again by a second press. The server would give the first
// answer anyway (request_key); this only spares the person the doubt.
import { say, sentence } from "./live.js";

const sent = new Map();

function onSubmit(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.matches("[hx-post], [data-again]"))
    return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.set(form, event.submitter);
  // Not "disabled": that would take the button's own value out of what is sent.
  event.submitter?.setAttribute("aria-disabled", "true");
  say(sentence("sending"));
}

/** Back from the browser's cache: everything may be sent again. */
function reset() {
  for (const button of sent.values()) button?.removeAttribute("aria-disabled");
  sent.clear();
}

export function start() {
  document.addEventListener("submit", onSubmit);
  addEventListener("pageshow", reset);
}
