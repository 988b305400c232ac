// Each press on the pad is an act of its own: it gets its own id on the phone, so that a repeat counts once and two presses count twice.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.target.matches("[data-press]")) event.detail.parameters.set("stamp", crypto.randomUUID());
});
