// <form data-guard>: asks before leaving with unsaved changes.
// <form data-autosave="/url">: sends the form there a moment after the last change. The answer is
// one sentence ("Lagret kl. 14.02."), shown in the form's [data-autosave-status].
const PAUSE = 3000;
const dirty = new Set();
const timers = new WeakMap();

function onInput({ target }) {
  const form = target.form;
  if (!form?.matches("[data-guard], [data-autosave]")) return;
  dirty.add(form);
  if (form.dataset.autosave) {
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(save, PAUSE, form));
  }
}

async function save(form) {
  const status = form.querySelector("[data-autosave-status]");
  const body = new FormData(form);
  dirty.delete(form);
  try {
    const answer = await fetch(form.dataset.autosave, { method: "POST", body });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    if (status) status.textContent = await answer.text();
  } catch {
    dirty.add(form);
    if (status) status.textContent = status.dataset.failed;
  }
}

function onSubmit({ target }) {
  clearTimeout(timers.get(target));
  dirty.delete(target);
}

function onLeave(event) {
  for (const form of dirty) if (!form.isConnected) dirty.delete(form);
  if (dirty.size) event.preventDefault();
}

export function start() {
  document.addEventListener("input", onInput);
  document.addEventListener("submit", onSubmit);
  addEventListener("beforeunload", onLeave);
}
