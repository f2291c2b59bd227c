// A link to something inside a closed fold opens the fold; a link in an error summary also puts
// the cursor in the field.
const target = (hash) => document.getElementById(hash.slice(1));

function unfold(element) {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    fold.open = true;
  }
}

function show(hash) {
  const element = target(hash);
  if (!element) return;
  unfold(element);
  element.scrollIntoView();
}

function onClick(event) {
  const link = event.target.closest('a[href^="#"]');
  const element = link && target(link.hash);
  if (!element) return;
  unfold(element);
  if (link.closest(".ds-error-summary")) element.focus();
}

export function start() {
  document.addEventListener("click", onClick);
  addEventListener("hashchange", () => show(location.hash));
  if (target(location.hash)?.closest("details:not([open])")) show(location.hash);
}
