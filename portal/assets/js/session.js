// The warning before the session ends (WCAG 2.2.1), from #session in layout/session.html:
// data-seconds-left, data-warn-seconds, the form that extends, and the sentences.
// Focus never moves. Other tabs learn of a longer session through a channel; nothing is stored.
const MINUTE = 60_000;
let box;
let endsAt;
let timer;
let channel;

const minutesLeft = () => Math.ceil((endsAt - Date.now()) / MINUTE);

function words() {
  if (Date.now() >= endsAt) return box.dataset.ended;
  const minutes = minutesLeft();
  return minutes > 1 ? box.dataset.many.replace("{n}", minutes) : box.dataset.one;
}

/** Shows what is true now, and wakes again when that changes: at the warning, then each minute. */
function tick() {
  const warnAt = endsAt - box.dataset.warnSeconds * 1000;
  const ended = Date.now() >= endsAt;
  box.hidden = Date.now() < warnAt;
  const sentence = box.hidden ? "" : words();
  const text = box.querySelector("[data-text]");
  if (text.textContent !== sentence) text.textContent = sentence;
  box.querySelector("form").hidden = ended;
  clearTimeout(timer);
  if (ended) return;
  const next = box.hidden ? warnAt : endsAt - (minutesLeft() - 1) * MINUTE;
  timer = setTimeout(tick, Math.max(next - Date.now(), 0) + 100);
}

function lasts(seconds) {
  endsAt = Date.now() + seconds * 1000;
  channel.postMessage(endsAt);
  tick();
}

async function extend(event) {
  event.preventDefault();
  const form = event.target;
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form) }).catch(
    () => null,
  );
  if (answer?.ok && !answer.redirected) lasts(Number(box.dataset.secondsLeft));
  else form.submit();
}

export function start() {
  box = document.getElementById("session");
  if (!box) return;
  channel = new BroadcastChannel("session");
  channel.onmessage = ({ data }) => {
    endsAt = Math.max(endsAt, data);
    tick();
  };
  box.querySelector("form").addEventListener("submit", extend);
  // A phone that has slept has not counted.
  document.addEventListener("visibilitychange", tick);
  lasts(Number(box.dataset.secondsLeft));
}
