// Keying in by keyboard alone: Enter goes on, the arrows go up and down a column, and a row is sent as soon as it is left.
// Without this the page is one form with one button, and does the same.
const form = document.querySelector("[data-keying]");
const ROW = "[data-row]";

const inputs = () => [...form.querySelectorAll("input:not([type=hidden]), button[data-last]")];

function go(from, step) {
  const all = inputs();
  const next = all[all.indexOf(from) + step];
  if (!next) return;
  next.focus();
  if (next.select) next.select();
}

function column(from, step) {
  const row = from.closest(ROW);
  const place = [...row.querySelectorAll("input:not([type=hidden])")].indexOf(from);
  const beside = step > 0 ? row.nextElementSibling : row.previousElementSibling;
  const target = beside?.querySelectorAll("input:not([type=hidden])")[place];
  if (!target) return false;
  target.focus();
  target.select();
  return true;
}

form?.addEventListener("keydown", (event) => {
  if (!event.target.matches("input") || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Enter") {
    event.preventDefault();
    go(event.target, event.shiftKey ? -1 : 1);
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && event.target.closest(ROW)) {
    if (column(event.target, event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
  }
});

form?.addEventListener("input", (event) => {
  const row = event.target.closest(ROW);
  if (row) row.dataset.dirty = "yes";
});

form?.addEventListener("focusout", (event) => {
  const row = event.target.closest(ROW);
  if (!row || row.contains(event.relatedTarget) || !row.dataset.dirty) return;
  delete row.dataset.dirty;
  htmx.trigger(row, "key-in");
});

// Who typed on in a row while it was on its way keeps what they typed: only the version they have seen is brought up to date.
form?.addEventListener("htmx:beforeSwap", (event) => {
  const row = event.detail.target;
  if (!row.matches?.(ROW) || !row.dataset.dirty) return;
  const answer = document.createElement("template");
  answer.innerHTML = `<table>${event.detail.serverResponse}</table>`;
  const seen = answer.content.querySelector(`#${CSS.escape(row.id)} input[type=hidden]`);
  if (seen) row.querySelector("input[type=hidden]").value = seen.value;
  event.detail.shouldSwap = false;
});

const first = form?.querySelector("[aria-invalid]") ?? [...(form?.querySelectorAll("#head input") ?? [])].find((input) => !input.value);
(first ?? form?.querySelector(`${ROW}:not(.tone-done) td input`))?.focus();
