// <button data-print>: opens the browser's own print dialogue.
export const start = () =>
  document.addEventListener("click", ({ target }) => target.closest("[data-print]") && print());
