// Small helps for people in a hurry; every page works without them.
import { keys } from "./keys.js";
import { drafts } from "./drafts.js";

const find = (selector, within = document) => within.querySelector(selector);

function tell(text, tone = "late") {
  const toast = find("#toast").content.firstElementChild.cloneNode(true);
  toast.classList.add(`tone-${tone}`);
  find("p", toast).textContent = text;
  find("#toasts").append(toast);
}

function confirmed(text) {
  const dialog = find("#confirm");
  find("#confirm-text").textContent = text;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
}

const presses = {
  toggles(button) {
    const target = document.getElementById(button.dataset.toggles);
    button.setAttribute("aria-expanded", String(target.classList.toggle("is-open")));
  },
  opens: (button) => document.getElementById(button.dataset.opens).showModal(),
  closes(button) {
    const dialog = button.closest("dialog");
    if (dialog) dialog.close();
    else button.closest(".toast").remove();
  },
  back: () => history.back(),
  print: () => window.print(),
  ticksAll(box) {
    for (const each of box.closest("form, table").querySelectorAll("input[name=ids]")) each.checked = box.checked;
    countTicked(box.closest("form"));
  },
};

function countTicked(form) {
  const bar = form && find("[data-bulk]", form);
  if (!bar) return;
  const ticked = form.querySelectorAll("input[name=ids]:checked").length;
  bar.hidden = ticked === 0;
  find("[data-ticked]", bar).textContent = ticked;
}

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-toggles],[data-opens],[data-closes],[data-back],[data-print],[data-ticks-all]");
  if (pressed) presses[Object.keys(pressed.dataset).find((name) => name in presses)](pressed);
  for (const menu of document.querySelectorAll("details[data-menu][open]")) if (!menu.contains(event.target)) menu.open = false;
});

// What was searched for may name somebody: links of such a list carry it in the body of a request, never in the address.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-carries]");
  const carry = link && find("[data-carry]");
  if (!carry || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  carry.action = link.href;
  carry.submit();
});

document.addEventListener("change", (event) => {
  if (event.target.name === "ids") countTicked(event.target.form);
  if (event.target.closest("[data-sends-itself]")) event.target.form.requestSubmit();
});

// A form with data-confirm asks first; one that is on its way is not sent twice.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  const text = event.submitter?.dataset.confirm ?? form.dataset.confirm;
  if (text && !form.dataset.agreed) {
    event.preventDefault();
    if (!(await confirmed(text))) return;
    form.dataset.agreed = "yes";
    form.requestSubmit(event.submitter ?? undefined);
    return;
  }
  if (form.method === "post" && !form.hasAttribute("hx-post") && !("again" in form.dataset)) {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  }
});
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; delete form.dataset.agreed; }));

// An item that is asked only after another answer stands away until then; what was typed in it stays.
const answersOf = (form, name) => {
  const given = [...form.elements].filter((each) => each.name === name);
  return given.filter((each) => !["radio", "checkbox"].includes(each.type) || each.checked).map((each) => each.value.trim());
};
const asNumber = (text) => { const number = Number(text.replace(/[,，]/, ".")); return number >= 300 && number <= 460 ? number / 10 : number; };
const isAsked = (form, when) => answersOf(form, when.ask).some((answer) =>
  when.at_least === null ? when.is_one_of.includes(answer) : answer !== "" && asNumber(answer) >= when.at_least);
const showAsked = (form) => {
  for (const item of form.querySelectorAll("[data-ask-when]")) {
    const field = item.closest(".field");
    const keeps = field.classList.contains("has-error") || (item.value && !["radio", "checkbox"].includes(item.type));
    field.hidden = !keeps && !isAsked(form, JSON.parse(item.dataset.askWhen));
  }
};
for (const form of new Set([...document.querySelectorAll("[data-ask-when]")].map((item) => item.form))) {
  form.addEventListener("input", () => showAsked(form));
  showAsked(form);
}

// Polled parts: what has not changed (same ETag) is not drawn again, so that focus and scroll stay.
const versions = new WeakMap();
document.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden && "live" in event.target.dataset) event.preventDefault();
});
document.addEventListener("htmx:beforeSwap", (event) => {
  const version = event.detail.xhr.getResponseHeader("ETag");
  if (version && versions.get(event.detail.target) === version) event.detail.shouldSwap = false;
  else if (version) versions.set(event.detail.target, version);
});
document.addEventListener("htmx:confirm", (event) => {
  if (!event.detail.question) return;
  event.preventDefault();
  confirmed(event.detail.question).then((yes) => yes && event.detail.issueRequest(true));
});
document.addEventListener("htmx:responseError", (event) => {
  const plain = (event.detail.xhr.getResponseHeader("Content-Type") ?? "").startsWith("text/plain");
  tell(plain ? event.detail.xhr.responseText : find("#no-answer").content.textContent);
});
document.addEventListener("htmx:sendError", () => tell(find("#no-answer").content.textContent));

// The server words every error, in the language of the page; the browser's bubbles would be in its own.
for (const form of document.querySelectorAll("form[method=post]")) form.noValidate = true;
// What scrolls must be reached by keys: a table wider or longer than its frame is a place to stop at,
// named by its heading; turning the phone changes which is one.
// On a phone a table too wide for it becomes a card for each row, every value under the name of its column.
const stack = (frame) => {
  const heads = [...frame.querySelectorAll("thead th, thead td")].map((head) => head.textContent.trim());
  for (const row of frame.querySelectorAll("tbody tr, tfoot tr")) {
    [...row.cells].forEach((cell, place) => { cell.dataset.label ??= heads[place] ?? ""; });
  }
  frame.classList.add("stacks");
};
const named = new WeakSet();
const canBeReached = (frame) => {
  if (innerWidth < 960 && frame.scrollWidth > frame.clientWidth && !find("[colspan], [rowspan]", frame)) stack(frame);
  if (named.has(frame)) return;
  const scrolls = frame.scrollWidth > frame.clientWidth || frame.scrollHeight > frame.clientHeight;
  for (const name of ["tabindex", "role", "aria-label"]) if (!scrolls) frame.removeAttribute(name);
  if (!scrolls) return;
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  const name = find("caption", frame) ?? frame.closest("section, .panel, main")?.querySelector("h1, h2, h3");
  frame.setAttribute("aria-label", name?.textContent.trim() || document.title);
};
const turned = new ResizeObserver((frames) => { for (const { target } of frames) canBeReached(target); });
const mindFrames = (within) => {
  for (const frame of within.querySelectorAll(".table-wrap")) {
    if (frame.hasAttribute("tabindex")) named.add(frame);
    canBeReached(frame);
    turned.observe(frame);
  }
};
mindFrames(document);
document.addEventListener("htmx:load", (event) => mindFrames(event.detail.elt));
find("[data-error-summary]")?.focus();
keys();
drafts();
