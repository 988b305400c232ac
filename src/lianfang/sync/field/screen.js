// What every page is drawn with: the page itself, buttons, forms, a line that says what was done.
import { make } from "./forms.js";
import { said } from "./words.js";

export const find = (selector) => document.querySelector(selector);
export const main = find("#main");

let draw = () => {};
export const drawBy = (drawing) => { draw = drawing; };
export const redraw = () => draw();

export const show = (...children) => { main.replaceChildren(...children.filter(Boolean)); main.focus(); };
export const go = (address) => { if (location.hash === address) draw(); else location.hash = address; };
export const button = (name, press, more = {}) => make("button", { type: "button", onclick: press, ...more }, name);
export const heading = (text) => make("h1", {}, text);
export const backLink = (to = "#/") => make("a", { class: "button back", href: to }, said("back"));

let toastTimer;
export const tell = (text, undo) => {
  const toast = find("#toast");
  toast.replaceChildren(text, ...(undo ? [" ", button(said("undo"), () => { toast.hidden = true; undo(); })] : []));
  toast.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { toast.hidden = true; }, undo ? 10_000 : 4000);
};

export const typed = (name, label, more = {}) => make("div", { class: "field" }, make("label", { for: name }, label), make("input", { id: name, name, autocomplete: "off", ...more }));

// A form whose `work` answers with what is wrong, or with null.
export const form = (title, parts, press, work) => {
  const error = make("p", { class: "error", role: "alert", hidden: true });
  const element = make("form", { class: "stack", onsubmit: async (event) => {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(element));
    const problem = await work(given).catch((failed) => failed.message || String(failed));
    error.textContent = problem ?? "";
    error.hidden = !problem;
  } }, heading(title), ...parts, error, make("button", { class: "main-action", type: "submit" }, press));
  return element;
};
