// A form with data-draft="name" survives a reload in this tab. What may be personal (data-personal, passwords, files) is never kept.
const KEPT = "input[name]:not([type=hidden],[type=password],[type=file],[data-personal]), select[name]:not([data-personal]), textarea[name]:not([data-personal])";

const isTick = (field) => field.type === "checkbox" || field.type === "radio";
const keyOf = (form) => `draft:${location.pathname}:${form.dataset.draft}`;
const nameOf = (field) => (isTick(field) ? `${field.name}=${field.value}` : field.name);

function keep(form) {
  const values = {};
  for (const field of form.querySelectorAll(KEPT)) values[nameOf(field)] = isTick(field) ? field.checked : field.value;
  sessionStorage.setItem(keyOf(form), JSON.stringify(values));
}

function restore(form) {
  const values = JSON.parse(sessionStorage.getItem(keyOf(form)) ?? "{}");
  for (const field of form.querySelectorAll(KEPT)) {
    const value = values[nameOf(field)];
    if (value === undefined) continue;
    if (isTick(field)) field.checked = value;
    else field.value = value;
  }
}

export function drafts() {
  for (const form of document.querySelectorAll("form[data-draft]")) {
    if (!form.querySelector("[data-error-summary]")) restore(form);
    form.addEventListener("input", () => keep(form));
    form.addEventListener("submit", () => sessionStorage.removeItem(keyOf(form)));
  }
}
