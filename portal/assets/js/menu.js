// <details class="menu">: closes on Escape and when something else is clicked.
const open = () => document.querySelectorAll(".menu[open]");

function onKey(event) {
  if (event.key !== "Escape") return;
  for (const menu of open()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
}

function onClick(event) {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
}

export function start() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
}
