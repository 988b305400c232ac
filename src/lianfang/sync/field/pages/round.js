// A round: my doors, those to go to again, what was found on no list, and closing my part; all of it without a signal.
import { lineOf, recordedHere, work } from "../day.js";
import { make } from "../forms.js";
import { hour, said, worded } from "../words.js";

const DOOR = "screening.door";
const NEW_DOOR = "screening.new_door";
const CLOSE = "screening.close";
const order = new Intl.Collator("zh", { numeric: true });

// Doors of this round on this phone with what was recorded of them here: `[{line, item, outcome, at}]`.
const doorsOf = async (round) => {
  const kept = await recordedHere();
  return Object.entries(work.round_doors ?? {}).filter(([, item]) => item.round === round).map(([id, item]) => {
    const line = lineOf("doors", id);
    const own = (kept.get(line.at) ?? []).filter(({ record }) => record.kind === DOOR && record.about === item.about[DOOR]).map(({ record }) => record);
    const last = own.at(-1);
    return { line, item, own, outcome: last?.values.outcome ?? item.seen?.outcome, at: last?.at ?? item.seen?.at };
  }).sort((one, other) => order.compare(one.item.sort, other.item.sort));
};

const found = async (at) => ((await recordedHere()).get(at) ?? []).filter(({ record }) => record.kind === NEW_DOOR).length;

// The server's numbers of my part, and what was recorded here since.
const countsOf = async (item, at, doors) => {
  const fresh = await found(at);
  const visited = doors.filter(({ own }) => own.length);
  const firstVisits = visited.filter(({ item: door }) => !door.seen).length;
  const reachedNow = visited.filter(({ outcome }) => outcome === "done").length;
  const { counts } = item;
  return { doors: counts.doors + fresh, worked: counts.worked + firstVisits + fresh, reached: counts.reached + reachedNow + fresh, open: Math.max(0, counts.open - firstVisits), new: counts.new + fresh };
};

const figures = (counts) => make("dl", { class: "figures" }, ...["doors", "worked", "reached", "open", "new"].map((name) => make("div", {}, make("dt", {}, said(`round_${name}`)), make("dd", {}, String(counts[name])))));

const drawDoor = ({ line, item, outcome, at, own }) => make("li", {}, make("a", { class: "line", href: `#/${line.at}` }, make("strong", {}, worded(item.title)),
  outcome ? make("span", { class: "says" }, `${hour(at)} ${said(`outcome_${outcome}`)}`) : null,
  make("span", { class: "chips" }, own.length ? make("span", { class: "chip done" }, said("kept_until")) : item.planned_at ? make("span", { class: "chip due" }, said("planned", { time: hour(item.planned_at) })) : null)));

const part = (name, doors) => (doors.length ? [make("h2", {}, `${said(name)} (${doors.length})`), make("ul", { class: "lines" }, ...doors.map(drawDoor))] : []);

export const round = async (item, at) => {
  const doors = await doorsOf(item.about);
  const left = doors.filter(({ own }) => !own.length);
  counted = await countsOf(item, at, doors);
  return [figures(counted),
    ...part("again_today", left.filter((door) => door.item.seen)),
    ...part("not_walked", left.filter((door) => !door.item.seen)),
    ...part("walked_here", doors.filter(({ own }) => own.length))];
};

let counted = { worked: 0, reached: 0 };
round.filled = (_item, kind) => (kind === CLOSE ? { said_visited: counted.worked, said_reached: counted.reached } : {});
