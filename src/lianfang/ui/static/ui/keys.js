// Everything by keyboard: / search, n new, j k move, Enter open, ? help. Never while somebody is typing.
const LINES = "[data-lines] [data-line]";

const isTyping = (element) => element.matches("input:not([type=checkbox],[type=radio],[type=button]), textarea, select, [contenteditable]");

function move(step) {
  const lines = [...document.querySelectorAll(LINES)];
  if (!lines.length) return;
  const here = lines.findIndex((line) => line.classList.contains("is-here"));
  lines[here]?.classList.remove("is-here");
  const line = lines[Math.min(lines.length - 1, Math.max(0, here + step))];
  line.classList.add("is-here");
  line.scrollIntoView({ block: "nearest" });
  (line.querySelector("a[href]") ?? line).focus({ preventScroll: true });
}

function search() {
  const field = document.querySelector("[data-search]");
  if (field) field.focus();
  else document.querySelector("[data-search-page]")?.click();
}

const actions = {
  "/": search,
  n: () => document.querySelector("[data-new]")?.click(),
  j: () => move(1),
  k: () => move(-1),
  "?": () => document.getElementById("keys").showModal(),
};

export function keys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}
