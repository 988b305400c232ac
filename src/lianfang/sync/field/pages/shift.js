// The shift of a post: handed over with its counts, kit and open matters by who leaves, signed for by who comes.
import { keep, opened } from "../contact.js";
import { sheetOf, work } from "../day.js";
import { fields, make } from "../forms.js";
import { newId } from "../outbox.js";
import { go, typed } from "../screen.js";
import * as session from "../session.js";
import { clock, said, worded } from "../words.js";
import { PIN, choosePerson, tryPin } from "./pairing.js";

// The shift that was signed on this phone last, until the server tells of it: `{post, device, name, id, at, values}`.
let signed = null;

const lastOf = (item) => work.shifts?.[item.about]?.last;
const known = (item) => (signed?.post === item.about && signed.id !== lastOf(item)?.id ? signed : null);

const openMatters = (item) => {
  const { calls = [], on_their_way = 0 } = work.shifts?.[item.about] ?? {};
  const lines = [...calls.map((call) => said("call_open", { time: clock(call.at), what: worded(call.says) })), ...(on_their_way ? [said("on_their_way", { count: on_their_way })] : [])];
  return lines.length ? make("ul", { class: "inside" }, ...lines.map((line) => make("li", {}, line))) : make("p", { class: "help" }, said("nothing_open"));
};

const soFar = async (item, unsent) => {
  const counted = work.counts?.[item.about]?.shift;
  if (!counted) return null;
  const here = await unsent(item, (time) => time >= Date.parse(counted.since));
  return make("p", { class: "notice" }, said("shift_so_far", { time: clock(counted.since), vehicles: counted.vehicles_in + counted.vehicles_out + here.vehicles, people: counted.people_in + counted.people_out + here.people, stopped: counted.people_stopped }));
};

export const shiftForm = async (item, at, kind, unsent) => {
  const sheet = sheetOf(kind);
  const kit = Object.fromEntries(Object.entries(lastOf(item)?.kit ?? {}).map(([name, number]) => [`kit_${name}`, number]));
  const made = fields(sheet, { values: kit, prefix: "shift-" });
  const sign = async (event) => {
    event.preventDefault();
    const { values, problems } = made.understood();
    made.show(problems);
    if (Object.keys(problems).length) return;
    const record = { id: newId(), kind, about: item.about, values, at: new Date().toISOString(), note: { item: at, title: item.title } };
    if (!(await keep(record, { undone: () => { signed = null; } }))) return;
    signed = { post: item.about, device: session.current.device, name: session.current.name, id: record.id, at: record.at, values };
    go(`#/${at}`);
  };
  return make("form", { class: "stack", onsubmit: sign }, make("h2", {}, said("hand_over_shift")), await soFar(item, unsent), make("p", { class: "help" }, said("state_yourself")),
    openMatters(item), make("section", { class: "panel" }, made.element), make("button", { class: "main-action sticky", type: "submit" }, said("sign_hand_over")));
};

// What was handed over, line by line, by the labels of the sheet.
const summary = (values) => {
  const lines = sheetOf("checkpoints.shift").asks.filter((ask) => ![undefined, null, ""].includes(values[ask.name])).map((ask) => [worded(ask.label), String(values[ask.name])]);
  return make("dl", { class: "said" }, ...lines.flatMap(([label, value]) => [make("dt", {}, label), make("dd", {}, value)]));
};

const valuesOf = ({ to, stated, kit, kit_note, open_matters }) => ({
  to_name: to, kit_note, open_matters,
  ...Object.fromEntries(Object.entries(stated).map(([name, number]) => [`stated_${name}`, number])),
  ...Object.fromEntries(Object.entries(kit).map(([name, number]) => [`kit_${name}`, number])),
});

const how = (last) => (last.taken_at ? said("taken_over", { time: clock(last.taken_at), name: last.taken_by }) : said("not_taken"));

// On the page of the post: who handed over last, whether somebody signed, and what can be done about it.
export const shiftPanel = (item, at, { hand, take }) => {
  const last = lastOf(item);
  const own = known(item);
  const lines = own ? [make("strong", {}, said("last_shift", { time: clock(own.at), name: own.name })), make("span", { class: "late" }, said("not_taken"))]
    : last ? [make("strong", {}, said("last_shift", { time: clock(last.at), name: last.by })), make("span", { class: last.taken_at ? "says" : "late" }, how(last))] : [];
  const waits = own || (last && !last.taken_at);
  return make("section", { class: "panel stack" }, ...lines,
    waits ? make("a", { class: "button wide", href: `#/${at}/${take}` }, said("take_shift")) : null,
    make("a", { class: "button wide", href: `#/${at}/${hand}` }, said("hand_over_shift")));
};

export const takeForm = async (item, at, kind) => {
  const last = lastOf(item);
  const own = known(item);
  const shown = own ?? (last && !last.taken_at ? { ...last, values: valuesOf(last) } : null);
  if (!shown) return make("p", { class: "empty" }, said("no_shift"));
  const about = [make("h2", {}, said("take_shift")), make("p", { class: "says" }, said("last_shift", { time: clock(shown.at), name: own?.name ?? last.by })), summary(shown.values), openMatters(item)];
  const record = (values) => ({ kind, about: item.about, values: { ...values, shift: { id: shown.id } }, note: { item: at, title: item.title } });
  const isMine = own ? own.device === session.current.device : last.is_mine;
  if (!isMine) return signing(kind, about, [], async (values) => { if (await keep(record(values))) go(`#/${at}`); });
  const people = await session.people();
  return people.length > 1 ? signingByAnother(kind, about, people, record) : make("section", { class: "stack" }, ...about, make("p", { class: "notice" }, said("take_by_other")));
};

const signing = (kind, about, parts, signed) => {
  const made = fields(sheetOf(kind), { prefix: "take-" });
  const sign = async (event) => {
    event.preventDefault();
    const { values, problems } = made.understood();
    made.show(problems);
    if (!Object.keys(problems).length) await signed(values, new FormData(event.target));
  };
  return make("form", { class: "stack", onsubmit: sign }, ...about, make("section", { class: "panel" }, made.element), ...parts, make("button", { class: "main-action sticky", type: "submit" }, said("sign_take_over")));
};

// Who comes signs on this phone by an own PIN; from then on it is theirs, and the view of who left is closed.
const signingByAnother = (kind, about, people, record) => {
  const error = make("p", { class: "error", role: "alert", hidden: true });
  const [next] = people.filter(({ device }) => device !== session.current.device);
  const parts = [make("p", { class: "notice" }, said("take_by_other")), choosePerson(people, next.device, session.current.device), typed("pin", said("pin"), PIN), error];
  return signing(kind, about, parts, async (values, given) => {
    const problem = await tryPin(given.get("device"), given.get("pin")).catch(() => said("too_many"));
    error.textContent = problem ?? "";
    error.hidden = !problem;
    if (problem) return;
    await keep(record(values));
    await opened();
  });
};
