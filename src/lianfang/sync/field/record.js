// The forms of one door, from their sheets, under one press: one record for each of them, all kept or none.
import { keep } from "./contact.js";
import { aboutOf, kindOf, sheetOf } from "./day.js";
import { fields, make } from "./forms.js";
import { offered, remember } from "./last.js";
import { isAsked } from "./reading.js";
import { button, go } from "./screen.js";
import { nameOf, said, worded } from "./words.js";

// One form from a sheet with what this one thing asks beside it: `{element, kind, read(), showAsked()}`.
const section = ({ item, kind, filled: given }, told, mended) => {
  const sheet = sheetOf(kind);
  const asks = [...sheet.asks, ...(item.asks?.[kind] ?? [])];
  const filled = mended ? { ...mended.record.values, ...mended.record.values.answers } : { ...offered(kind, asks), ...given };
  const made = fields({ asks }, { numbers: item.numbers ?? {}, values: filled, prefix: `${kind}-`, told, near: item.places });
  const inner = Object.entries(sheet.parts ?? {});
  const parts = inner.map(([name, part]) => partsOf(name, part, item, filled[name], inner.length === 1 && !mended));
  if (mended?.answer) made.show(Object.fromEntries(mended.answer.errors.map((wrong) => [wrong.field, wrong.says])));
  const named = new Set([...asks.map((ask) => ask.name), ...inner.map(([name]) => name), "answers"]);
  const beside = Object.fromEntries(Object.entries(mended?.record.values ?? {}).filter(([name]) => !named.has(name)));
  const read = () => {
    const { values, problems } = made.understood();
    made.show(problems);
    const within = parts.map((part) => part.read());
    within.forEach(({ name, rows }) => { values[name] = rows; });
    Object.assign(values, beside);
    return { wrong: Object.keys(problems).length > 0 || within.some((part) => part.wrong), values: item.asks?.[kind] ? withAnswers(item.asks[kind], values) : values };
  };
  const element = make("section", { class: "stack" }, make("h2", {}, nameOf(sheet)), made.element, ...parts.map((part) => part.element));
  return { element, kind, item, asks, read, understood: made.understood, showAsked: made.showAsked };
};

// What the forms before it tell one of this door, `tells: {other_kind: {item: {from: item, as: {code: code}}}}`: the answers,
// and which items are `covered` because they are asked there, with whether an answer is required there.
const toldTo = (kind, others) => {
  const values = {};
  const covered = new Map();
  for (const other of others) {
    const said = other.understood().values;
    for (const [name, { from, as }] of Object.entries(other.item.tells?.[kind] ?? {})) {
      const source = other.asks.find((ask) => ask.name === from);
      const answer = as ? as[said[from]] : said[from];
      if (answer !== undefined) values[name] ??= answer;
      else if (source && said[from] === undefined && isAsked(source, said, other.item.numbers)) covered.set(name, Boolean(source.required));
    }
  }
  return { values, covered };
};

const sectionsOf = (wanted, mended) => {
  const made = [];
  const tellingFirst = [...wanted].sort((one, other) => Boolean(other.item.tells) - Boolean(one.item.tells));
  tellingFirst.forEach((each, number) => made.push(section(each, () => toldTo(each.kind, made.slice(0, number)), mended)));
  return made;
};

// `wanted` are the forms, `[{item, kind, filled}]`; `mended` is a record of this phone that is filled in again under its own id.
export const recordForm = (wanted, { at, title, mended, back = "#/" }) => {
  const made = sectionsOf(wanted, mended);
  const element = make("form", { class: "stack panel", onsubmit: async (event) => {
    event.preventDefault();
    const read = made.map((each) => ({ ...each.read(), ...each }));
    if (read.some((each) => each.wrong)) return;
    const same = mended ? { id: mended.record.id, at: mended.record.at } : {};
    const records = made.map(({ item, kind }, number) => ({ kind, about: aboutOf(item, kind), values: read[number].values, note: { item: at, title }, ...same }));
    if (!(await keep(records))) return;
    made.forEach(({ kind, asks }, number) => remember(kind, asks, read[number].values));
    go(back);
  } }, ...made.map((each) => each.element), make("button", { class: "main-action sticky", type: "submit" }, said("record")));
  element.addEventListener("input", () => made.forEach((each) => each.showAsked()));
  made.forEach((each) => each.showAsked());
  return element;
};

// The first form of each piece of a line.
export const formsOf = (pieces) => pieces.map((piece) => ({ item: piece.item, kind: kindOf(piece) })).filter(({ kind }) => kind);

// Questions that differ by door are handed in beside the items of the sheet, as text.
const withAnswers = (asks, values) => {
  const names = new Set(asks.map((ask) => ask.name));
  const answers = Object.entries(values).filter(([name]) => names.has(name)).map(([name, value]) => [name, asText(value)]);
  return { ...Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name))), answers: Object.fromEntries(answers) };
};

const stayText = ({ place_name, from_on, until_on }) => `${place_name}|${from_on}|${until_on ?? from_on}`;
const asText = (value) => (Array.isArray(value) ? (typeof value[0] === "object" ? value.map(stayText).join("\n") : value.join(",")) : String(value));

// Rows of a part, as the travellers of a vehicle. One list of them begins with its first row; of several none does.
const partsOf = (name, part, item, filled, begin) => {
  const rows = new Set();
  const list = make("div", { class: "stack" });
  let number = 0;
  const add = (values = {}) => {
    const made = fields(part, { numbers: item.numbers ?? {}, prefix: `${name}-${number++}-`, values });
    const away = button(said("remove"), () => { rows.delete(made); row.remove(); }, { class: "quiet" });
    const row = make("fieldset", { class: "panel" }, make("legend", {}, worded(part.name)), made.element, away);
    rows.add(made);
    list.append(row);
  };
  (filled?.length ? filled : begin ? [{}] : []).forEach((values) => add(values));
  const read = () => {
    const found = [...rows].map((made) => { const { values, problems } = made.understood(); made.show(problems); return { values, wrong: Object.keys(problems).length > 0 }; });
    return { name, rows: found.map((row) => row.values), wrong: found.some((row) => row.wrong) };
  };
  return { element: make("div", { class: "stack" }, list, button(said("add_one", { kind: worded(part.name) }), () => add(), { class: `wide add-${name}` })), read };
};
