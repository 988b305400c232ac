// A form from a sheet: the same items, limits and conditions as on the server (`acts.sheets`); a new kind of record needs no line here.
// How an answer is read stands in reading.js.
import { isAsked, understand } from "./reading.js";
import { said, worded } from "./words.js";

let places = [];
export const know = (known) => { places = known; };

export const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key in element && typeof value !== "string") element[key] = value;
    else if (value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== null));
  return element;
};

const KEYPADS = { number: "numeric", decimal: "decimal", temperature: "decimal", phone: "tel" };
const TYPES = { day: "date", moment: "datetime-local" };

const cards = (ask, prefix, chosen, type) => make("div", { class: "choices" }, ...ask.choices.map((choice, at) =>
  make("label", { class: "choice" }, make("input", { type, name: prefix + ask.name, value: choice.code, checked: [].concat(chosen ?? []).includes(choice.code), id: `${prefix}${ask.name}-${at}` }), worded(choice))));

const STAY = ["place_name", "from_on", "until_on"];
const stayRow = (prefix, stay = {}) => make("div", { class: "stay" }, ...STAY.map((part) => make("label", { class: "help" }, said(part), make("input", { name: prefix + part, type: part === "place_name" ? "text" : "date", autocomplete: "off", value: String(stay[part] ?? "") }))));

// Rows of a place with its first and last day.
const stays = (ask, prefix, value) => {
  const rows = make("div", { class: "stack" }, ...(value?.length ? value : [{}]).map((stay) => stayRow(`${prefix}${ask.name}-`, stay)));
  const add = make("button", { type: "button", onclick: () => rows.append(stayRow(`${prefix}${ask.name}-`)) }, said("add"));
  return make("div", { class: "stack", id: prefix + ask.name }, rows, add);
};

const staysIn = (form, ask, prefix) => {
  const parts = STAY.map((part) => [...form.querySelectorAll(`[name="${CSS.escape(`${prefix}${ask.name}-${part}`)}"]`)].map((input) => input.value.trim()));
  const rows = parts[0].map((place_name, at) => ({ place_name, from_on: parts[1][at], until_on: parts[2][at] || null }));
  return rows.filter((row) => row.place_name || row.from_on);
};

const control = (ask, prefix, value, near) => {
  if (ask.kind === "stays") return stays(ask, prefix, value);
  if (ask.kind === "place") return make("select", { id: prefix + ask.name, name: prefix + ask.name }, make("option", { value: "" }, "—"), ...(near ?? places).map((place) => make("option", { value: place.path, selected: place.path === value }, worded(place.name))));
  if (ask.kind === "choice") return cards(ask, prefix, value ?? ask.default, "radio");
  if (ask.kind === "choices") return cards(ask, prefix, value, "checkbox");
  if (ask.kind === "yes_no") return make("input", { type: "checkbox", id: prefix + ask.name, name: prefix + ask.name, checked: Boolean(value) });
  return make("input", { id: prefix + ask.name, name: prefix + ask.name, type: TYPES[ask.kind] ?? "text", inputmode: KEYPADS[ask.kind], autocomplete: "off", value: String(value ?? ask.default ?? "") });
};

const field = (ask, prefix, value, near) => {
  const inner = control(ask, prefix, value, near);
  const many = ["choice", "choices", "stays"].includes(ask.kind);
  const error = make("p", { class: "error", id: `${prefix}${ask.name}-error`, hidden: true });
  if (ask.kind === "yes_no") return make("div", { class: "field", "data-ask": ask.name }, error, make("label", { class: "choice" }, inner, worded(ask.label)), ask.help ? make("p", { class: "help" }, worded(ask.help)) : null);
  const label = many ? make("legend", {}, worded(ask.label)) : make("label", { for: prefix + ask.name }, worded(ask.label));
  const help = ask.help ? make("p", { class: "help" }, worded(ask.help)) : null;
  return make(many ? "fieldset" : "div", { class: "field", "data-ask": ask.name }, label, help, error, inner);
};

const given = (form, ask, prefix) => {
  if (ask.kind === "stays") return staysIn(form, ask, prefix);
  const inputs = [...form.querySelectorAll(`[name="${CSS.escape(prefix + ask.name)}"]`)];
  if (ask.kind === "choices") return inputs.filter((input) => input.checked).map((input) => input.value);
  if (ask.kind === "choice") return inputs.find((input) => input.checked)?.value;
  if (ask.kind === "yes_no") return inputs[0]?.checked || undefined;
  return inputs[0]?.value;
};

// The fields of a sheet, with how to read them: `{element, understood(), show(problems), showAsked()}`.
// `told` gives the `values` that another form of the same door has answered already, and what it asks itself (`covered`): neither
// is asked again. `near` are the places offered here instead of all.
export const fields = (sheet, { values = {}, numbers = {}, prefix = "", told = () => ({ values: {}, covered: new Map() }), near } = {}) => {
  const asks = sheet.asks;
  const parts = new Map(asks.map((ask) => [ask.name, field(ask, prefix, values[ask.name], near)]));
  const element = make("div", { class: "fields" }, ...parts.values());
  const understood = () => {
    const { values: known, covered } = told();
    const answers = Object.fromEntries(asks.map((ask) => [ask.name, given(element, ask, prefix)]));
    const { values: now, problems } = understand(asks, { ...answers, ...known }, numbers);
    asks.filter(({ name }) => covered.get(name) && problems[name]?.[0] === "required").forEach(({ name }) => { delete problems[name]; });
    return { values: now, problems };
  };
  const showAsked = () => {
    const { values: now, problems } = understood();
    const { values: known, covered } = told();
    asks.forEach((ask) => { parts.get(ask.name).hidden = ask.name in known || covered.has(ask.name) || (!problems[ask.name] && !isAsked(ask, now, numbers) && (now[ask.name] ?? ask.default) === ask.default); });
  };
  const show = (problems) => {
    for (const ask of asks) {
      const error = parts.get(ask.name).querySelector(".error");
      error.hidden = !problems[ask.name];
      error.textContent = problems[ask.name] ? [].concat(problems[ask.name]).length === 2 ? said(...problems[ask.name]) : problems[ask.name] : "";
      if (problems[ask.name]) parts.get(ask.name).hidden = false;
    }
    element.querySelector(".error:not([hidden])")?.closest(".field").querySelector("input, select, textarea")?.focus();
  };
  element.addEventListener("input", showAsked);
  showAsked();
  return { element, understood, show, showAsked };
};
