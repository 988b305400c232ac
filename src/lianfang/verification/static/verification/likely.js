// Likely rows by keyboard: y or 1 the first, 2 to 5 the others, n nobody on record, x later. Never while somebody is typing.
const isTyping = (element) => element.matches("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
  const key = event.key === "y" ? "1" : event.key;
  const pressed = document.querySelector(`[data-likely] [data-key="${CSS.escape(key)}"]`);
  if (!pressed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  pressed.click();
}, { capture: true });
