// What the server answered of a record: which one it was, why it says so, and what happens next.
import { spaced } from "./codes.js";
import { drawState } from "./contact.js";
import { sheetOf } from "./day.js";
import { make } from "./forms.js";
import * as outbox from "./outbox.js";
import { button, redraw } from "./screen.js";
import { clock, nameOf, nextOf, said, worded } from "./words.js";

export const says = ({ says: once, in_both }) => worded(in_both) || once;

const what = ({ record }, count) => [nameOf(sheetOf(record.kind)), spaced(record.values.tube ?? ""), clock(record.at), count > 1 ? `× ${count}` : ""].filter(Boolean).join(" ");
export const head = (entry, count = 1) => [make("strong", {}, worded(entry.note.title ?? "")), make("span", { class: "says" }, what(entry, count))];

const read = async (entries) => { await outbox.discard(entries.map(({ id }) => id)); await drawState(); redraw(); };

const drawFlagged = (entries) => make("li", { class: "panel stack flagged" }, ...head(entries[0], entries.length), make("p", { class: "notice due" }, says(entries[0].answer)),
  make("p", {}, nextOf(entries[0].answer.code)), button(said("have_read"), () => read(entries), { class: "quiet" }));

// Records that were taken and flagged, those of one tube or one thing with the same reason together; each stands there until
// somebody has read why.
export const flaggedLines = (entries) => {
  const groups = new Map();
  for (const entry of entries) {
    const { record, note, answer } = entry;
    const same = [note.item, record.kind, record.values.tube, answer.code].join();
    groups.set(same, [...(groups.get(same) ?? []), entry]);
  }
  return [...groups.values()].map(drawFlagged);
};
