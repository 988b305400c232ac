// Today's work as this phone holds it: lists of lines, each a door, a post, a round or a session, and what was recorded of it here.
import { know } from "./forms.js";
import * as outbox from "./outbox.js";
import * as session from "./session.js";
import * as transport from "./transport.js";
import { worded } from "./words.js";

export let work = {};

export const readWork = async () => {
  work = await transport.slice(session.current);
  know(Object.values(work.places ?? {}).sort((one, other) => (one.path < other.path ? -1 : 1)));
};
export const close = () => { work = {}; };

export const sheetOf = (kind) => work.sheets?.[kind];

// What this clock would say if it were right.
export const now = () => Date.now() - (session.current?.offset ?? 0) * 1000;

// -- lines ----------------------------------------------------------------------------------------------------------

const parts = () => Object.values(work.parts ?? {}).sort((one, other) => one.order - other.order);
const joiningTo = (code) => parts().filter((part) => part.joins === code).map((part) => part.code);

// Whatever stands at one door: `{at, id, pieces: [{code, item}], item}`; `item` is the first of them. Null where nothing does.
export const lineOf = (code, id) => {
  const pieces = [code, ...joiningTo(code)].map((each) => ({ code: each, item: work[each]?.[id] })).filter(({ item }) => item);
  return pieces.length ? { at: `${code}/${id}`, id, pieces, item: pieces[0].item } : null;
};

// The door, post or session whose code this is; null where this phone carries none.
export const lineOfCode = (text) => {
  for (const part of parts()) {
    const id = Object.keys(work[part.code] ?? {}).find((key) => work[part.code][key].code === text);
    if (id) return lineOf(part.joins || part.code, id);
  }
  return null;
};

const isPast = (time) => Boolean(time) && Date.parse(time) < now();
export const isLate = (line) => line.pieces.some(({ item }) => isPast(item.due_at));
export const isUrgent = (line) => isLate(line) || line.pieces.some(({ item }) => item.urgent);
export const dueAt = (line) => line.pieces.map(({ item }) => item.due_at).filter(Boolean).sort()[0];

// Urgent first, then as one walks: 2-101 before 10-101.
const order = new Intl.Collator("zh", { numeric: true });
const byWay = (one, other) => isUrgent(other) - isUrgent(one) || order.compare(one.item.sort ?? worded(one.item.title), other.item.sort ?? worded(other.item.title));

// The lists of the first page: `[{part, lines}]`.
export const lists = () => parts().filter((part) => !part.joins).map((part) => {
  const ids = new Set([part.code, ...joiningTo(part.code)].flatMap((code) => Object.keys(work[code] ?? {})));
  return { part, lines: [...ids].map((id) => lineOf(part.code, id)).sort(byWay) };
}).filter(({ lines }) => lines.length);

// -- what was recorded here -----------------------------------------------------------------------------------------

// The entries of the outbox by the line that they are about.
export const recordedHere = async () => {
  const found = new Map();
  for (const entry of await outbox.list(session.current)) {
    const at = entry.note.item;
    found.set(at, [...(found.get(at) ?? []), entry]);
  }
  return found;
};

export const aboutOf = (item, kind) => item.about?.[kind] ?? item.about;

// What is asked first of a thing; the rest is recorded when there is reason to.
export const kindOf = ({ item }) => (item.records ?? []).find(sheetOf);

// The newest record kept here of what is asked first.
export const ownRecord = (piece, entries = []) => entries.findLast((entry) => entry.record.kind === kindOf(piece) && entry.record.about === aboutOf(piece.item, entry.record.kind));

const isKept = (piece, entries) => (piece.item.once ? entries.some(({ state }) => state === "waiting") : ownRecord(piece, entries)?.state === "waiting");

// Nothing is left to do: each piece was recorded here, or somebody did it. A post, a round or a session is never done by one
// record; what has a page of its own and is done `once` is.
export const isDone = (line, entries = []) => line.pieces.every((piece) => (!piece.item.page || piece.item.once) && (piece.item.done || isKept(piece, entries)));

// What a line is found by.
export const textOf = (line) => line.pieces.flatMap(({ item }) => [item.title, item.says, item.code, ...(item.names ?? [])].map(worded)).join(" ").normalize("NFKC").toLowerCase();
