// A vehicle or group that is stopped: each traveller is judged here as one types, by the rules and areas this phone holds; a
// person confirms the proposal or decides otherwise with a reason, and the server is told what was proposed.
import { keep } from "../contact.js";
import { now, sheetOf, work } from "../day.js";
import { fields, make } from "../forms.js";
import { offered, remember } from "../last.js";
import { readPlate } from "../rules.js";
import { button, go } from "../screen.js";
import { said, worded } from "../words.js";
import { mark, travellerForm } from "./traveller.js";

// What a post decides by, as this phone holds it: `{rules, says, zone, edition, name, areas}`; without rules the server judges alone.
export const protocolOf = (item) => {
  const found = work.protocols?.[item.protocol] ?? { says: {} };
  return { ...found, areas: Object.values(work.risk_areas ?? {}).filter((area) => area.protocol === item.protocol) };
};

// The day of an instant (now) where the post stands, as the server would say: 2022-03-24.
export const dayOf = (item, time = now()) => new Intl.DateTimeFormat("en-CA", { timeZone: work.protocols?.[item.protocol]?.zone }).format(time);

// A car has no line number, a train no plate, who walks neither.
const CAME_BY = { plate: ["car", "bus"], line_number: ["bus", "train"] };
const vehicleAsks = (sheet) => sheet.asks.map((ask) => (CAME_BY[ask.name] ? { ...ask, ask_when: { ask: "conveyance", is_one_of: CAME_BY[ask.name], at_least: null } } : ask));

const plateOf = (vehicle) => vehicle.element.querySelector("[data-ask=plate] input");

const checkPlate = (vehicle, protocol) => {
  const input = plateOf(vehicle);
  const read = !input.closest(".field").hidden && input.value.trim() ? readPlate(input.value) : {};
  if (read.number) input.value = read.number;
  mark(vehicle.element, "plate", read.wrong ? worded(protocol.says.plate_wrong) : "");
  return !read.wrong;
};

// What the server found wrong with the n-th traveller, by the names of the sheet (``people-0-phone``).
const wrongWith = (mended, number) => Object.fromEntries((mended?.answer?.errors ?? []).filter(({ field }) => field.startsWith(`people-${number}-`)).map(({ field, says }) => [field.split("-").slice(2).join("-"), says]));

const travellers = (item, part, protocol, mended) => {
  const rows = new Map();
  const list = make("div", { class: "stack" });
  let next = 0;
  const number = () => [...list.querySelectorAll("legend.who")].forEach((legend, at) => { legend.textContent = said("traveller_number", { number: at + 1 }); });
  const drop = (row) => { rows.delete(row); row.remove(); number(); };
  const add = (values, wrong) => {
    const made = travellerForm({ part, protocol, numbers: item.numbers ?? {}, prefix: `people-${next++}-`, today: dayOf(item), values, wrong });
    const away = rows.size ? button(said("remove"), () => drop(row), { class: "quiet" }) : null;
    const row = make("fieldset", { class: "panel" }, make("legend", { class: "who" }), made.element, away);
    rows.set(row, made);
    list.append(row);
    number();
  };
  (mended?.record.values.people ?? [undefined]).forEach((values, at) => add(values, wrongWith(mended, at)));
  const element = make("div", { class: "stack" }, list, button(said("add_traveller"), () => add(), { class: "wide" }));
  return { element, read: () => [...rows.values()].map((made) => made.read()) };
};

const lists = () => [
  make("datalist", { id: "communities" }, ...Object.values(work.places ?? {}).map((place) => make("option", { value: worded(place.name) }))),
];

// `mended` is a stop of this phone that was not taken, or waits yet: filled in again, under its own id.
export const stopForm = (item, at, kind, mended) => {
  const sheet = sheetOf(kind);
  const protocol = protocolOf(item);
  const vehicle = fields({ asks: vehicleAsks(sheet) }, { values: mended?.record.values ?? offered(kind, sheet.asks), prefix: "stop-" });
  const people = travellers(item, sheet.parts.people, protocol, mended);
  const noted = make("datalist", { id: "noted-areas" }, ...protocol.areas.map((area) => make("option", { value: area.name })));
  const by = make("p", { class: "help" }, protocol.rules ? said("by_edition", { edition: worded(protocol.name) }) : said("no_protocol"));
  const record = async (event) => {
    event.preventDefault();
    const { values, problems } = vehicle.understood();
    vehicle.show(problems);
    const plateIsRight = checkPlate(vehicle, protocol);
    const read = people.read();
    const wrong = element.querySelector(".error:not([hidden])");
    if (!plateIsRight || Object.keys(problems).length || read.some((each) => each.wrong)) { wrong?.closest(".field")?.querySelector("input, select")?.focus(); return; }
    const proposed = protocol.rules ? { proposed: { edition: protocol.edition, decisions: read.map((each) => each.proposed) } } : {};
    const told = { ...values, people: read.map((each) => each.values), ...proposed };
    const same = mended ? { id: mended.record.id, at: mended.record.at } : {};
    if (!(await keep({ kind, about: item.about, values: told, note: { item: at, title: item.title }, ...same }))) return;
    remember(kind, sheet.asks, values);
    go(`#/${at}`);
  };
  const element = make("form", { class: "stack stop", novalidate: "", onsubmit: record }, make("h2", {}, worded(sheet.name)), by,
    make("section", { class: "panel" }, vehicle.element), people.element, ...lists(), noted,
    make("button", { class: "main-action sticky", type: "submit" }, said("record")));
  plateOf(vehicle).addEventListener("change", () => checkPlate(vehicle, protocol));
  (mended?.answer?.errors ?? []).filter(({ field }) => sheet.asks.some((ask) => ask.name === field)).forEach(({ field, says }) => mark(vehicle.element, field, says));
  return element;
};
