// A checkpoint: one press for what simply passes, a stop with what the protocol proposes, the shift at its end. Whatever is
// counted by the phones of a post adds to one count; nothing moves here by itself, and nothing is asked of the network.
import { keep } from "../contact.js";
import { work } from "../day.js";
import { make } from "../forms.js";
import * as outbox from "../outbox.js";
import { button, tell } from "../screen.js";
import * as session from "../session.js";
import { said } from "../words.js";
import { shiftForm, shiftPanel, takeForm } from "./shift.js";
import { dayOf, stopForm } from "./stop.js";

const TALLY = "checkpoints.tally";
const STOP = "checkpoints.stop";
const SHIFT = "checkpoints.shift";
const TAKE = "checkpoints.take_shift";
const LOADS = [1, 2, 3, 4, 5, 6, 7, 8];

const happened = (record) => Date.parse(record.at) - record.offset_seconds * 1000;

// What this person pressed here and the server does not count yet, of the records for which `isIn` holds of their time.
export const unsent = async (item, isIn) => {
  const waiting = (await outbox.list(session.current)).filter(({ record }) => record.kind === TALLY && record.about === item.about && isIn(happened(record)));
  const sum = (name) => waiting.reduce((total, { record }) => total + record.values[name], 0);
  return { vehicles: sum("vehicles"), people: sum("people") };
};

// The count of the day as the server knows it, with what this phone adds; of another day nothing is known yet.
const drawSums = async (item, element) => {
  const counted = work.counts?.[item.about];
  const known = counted?.day === dayOf(item) ? counted : { vehicles_in: 0, vehicles_out: 0, people_in: 0, people_out: 0, vehicles_stopped: 0 };
  const here = await unsent(item, (time) => dayOf(item, time) === dayOf(item));
  const vehicles = known.vehicles_in + known.vehicles_out + here.vehicles;
  const people = known.people_in + known.people_out + here.people;
  element.replaceChildren(make("strong", {}, said("post_today", { vehicles, people, stopped: known.vehicles_stopped })), make("span", { class: "says" }, said("post_unsent", here)));
};

// What was pressed last, with the way back: above the pad, where it covers no button.
const drawPressed = (item, sums, pressed, id, text) => {
  const back = async () => {
    tell(said((await outbox.discard([id])) ? "undone" : "already_sent"));
    pressed.replaceChildren(said("ready"));
    await drawSums(item, sums);
  };
  pressed.replaceChildren(make("span", {}, text), button(said("undo"), back));
};

const pad = (item, at, sums) => {
  const pressed = make("p", { class: "pressed", role: "status" }, said("ready"));
  const press = async (direction, vehicles, people) => {
    const record = { id: outbox.newId(), kind: TALLY, about: item.about, values: { direction, vehicles, people }, note: { item: at, title: item.title } };
    if (!(await keep(record, { quiet: true }))) return;
    const what = vehicles ? said("vehicle_with", { direction: said(direction), people }) : said("foot_with", { direction: said(direction), people });
    drawPressed(item, sums, pressed, record.id, what);
    await drawSums(item, sums);
  };
  const row = (direction) => make("div", { class: "counter" }, make("h2", {}, said(direction)),
    ...LOADS.map((people) => button(String(people), () => press(direction, 1, people), { class: "big", "aria-label": said("vehicle_with", { direction: said(direction), people }) })),
    button(said("on_foot"), () => press(direction, 0, 1), { class: "big half" }), button(said("ten_more"), () => press(direction, 0, 10), { class: "big half" }));
  return [pressed, make("p", { class: "help" }, said("press_how")), row("in"), row("out")];
};

export const counter = async (item, at, chosen) => {
  if (chosen === STOP) return [stopForm(item, at, STOP)];
  if (chosen === SHIFT) return [await shiftForm(item, at, SHIFT, unsent)];
  if (chosen === TAKE) return [await takeForm(item, at, TAKE)];
  const sums = make("p", { class: "stack notice", role: "status" });
  await drawSums(item, sums);
  const stop = make("a", { class: "button main-action big", href: `#/${at}/${STOP}` }, said("stop_somebody"));
  return [sums, make("section", { class: "stack" }, ...pad(item, at, sums), stop), shiftPanel(item, at, { hand: SHIFT, take: TAKE })];
};
counter.records = [STOP, SHIFT, TAKE];
counter.mend = (item, entry) => (entry.record.kind === STOP ? stopForm(item, entry.note.item, STOP, entry) : null);
