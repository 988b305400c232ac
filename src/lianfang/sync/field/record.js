// The form of a record, from its sheet, with what this one thing asks beside it.
import { keep } from "./contact.js";
import { sheetOf } from "./day.js";
import { fields, make } from "./forms.js";
import { button, go } from "./screen.js";
import { said, worded } from "./words.js";

export const recordForm = (item, kind, at, mended) => {
  const sheet = sheetOf(kind);
  const asks = [...sheet.asks, ...(item.asks?.[kind] ?? [])];
  const filled = { ...mended?.record.values, ...mended?.record.values.answers };
  const made = fields({ asks }, { numbers: item.numbers ?? {}, values: filled, prefix: `${kind}-` });
  const parts = Object.entries(sheet.parts ?? {}).map(([name, part]) => partsOf(name, part, item));
  const element = make("form", { class: "stack panel", onsubmit: async (event) => {
    event.preventDefault();
    const { values, problems } = made.understood();
    made.show(problems);
    const inner = parts.map((part) => part.read());
    if (Object.keys(problems).length || inner.some((part) => part.wrong)) return;
    inner.forEach(({ name, rows }) => { values[name] = rows; });
    const record = item.asks?.[kind] ? withAnswers(item.asks[kind], values) : values;
    const same = mended ? { id: mended.record.id, at: mended.record.at } : {};
    if (await keep({ kind, about: item.about[kind] ?? item.about, values: record, note: { item: at, title: item.title }, ...same })) go("#/");
  } }, make("h2", {}, worded(sheet.name)), made.element, ...parts.map((part) => part.element), make("button", { class: "main-action", type: "submit" }, said("record")));
  if (mended?.answer) made.show(Object.fromEntries(mended.answer.errors.map((wrong) => [wrong.field, wrong.says])));
  return element;
};

// Questions that differ by door are handed in beside the items of the sheet, as text.
const withAnswers = (asks, values) => {
  const names = new Set(asks.map((ask) => ask.name));
  const text = (value) => (Array.isArray(value) ? (typeof value[0] === "object" ? value.map((stay) => `${stay.place_name}|${stay.from_on}|${stay.until_on ?? stay.from_on}`).join("\n") : value.join(",")) : String(value));
  const answers = Object.entries(values).filter(([name]) => names.has(name)).map(([name, value]) => [name, text(value)]);
  return { ...Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name))), answers: Object.fromEntries(answers) };
};

const partsOf = (name, part, item) => {
  const rows = [];
  const list = make("div", { class: "stack" });
  const add = () => {
    const made = fields(part, { numbers: item.numbers ?? {}, prefix: `${name}-${rows.length}-` });
    const row = make("fieldset", { class: "panel" }, make("legend", {}, worded(part.name)), made.element);
    rows.push(made);
    list.append(row);
  };
  add();
  const read = () => {
    const read = rows.map((made) => { const { values, problems } = made.understood(); made.show(problems); return { values, wrong: Object.keys(problems).length > 0 }; });
    return { name, rows: read.map((row) => row.values), wrong: read.some((row) => row.wrong) };
  };
  return { element: make("div", { class: "stack" }, list, button(said("add"), add)), read };
};
