// A stop is typed without looking for the next field: Enter moves on (a card reader ends with Enter, too), and at the last field records or judges.
const form = document.querySelector("form.stop");
const fields = () => [...form.querySelectorAll("input:not([type=hidden],[type=radio],[type=checkbox])")].filter((field) => field.checkVisibility());

for (const field of fields()) field.enterKeyHint = "next";
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !fields().includes(event.target)) return;
  event.preventDefault();
  const next = fields()[fields().indexOf(event.target) + 1];
  if (next) next.focus();
  else form.requestSubmit(form.querySelector("button.main-action"));
});
