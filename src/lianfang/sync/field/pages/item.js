// One thing of the day: a door with all the forms that are asked there, or the page of its own that an item names.
import { kindOf, lineOf, ownRecord, recordedHere, sheetOf } from "../day.js";
import { make } from "../forms.js";
import { formsOf, recordForm } from "../record.js";
import { backLink, button, go, heading, show } from "../screen.js";
import { hour, said, worded } from "../words.js";
import { pages } from "./index.js";

const links = (kinds, at) => (kinds.length ? make("nav", { class: "stack", "aria-label": said("more_records") }, ...kinds.map((kind) => make("a", { class: "button", href: `#/${at}/${kind}` }, worded(sheetOf(kind).name)))) : null);

const top = (line, back) => [backLink(back), heading(worded(line.item.title)), ...[...new Set(line.pieces.map(({ item }) => worded(item.says)).filter(Boolean))].map((text) => make("p", { class: "says" }, text))];

// What was found here already: by somebody else, or on this phone; recording again is possible.
const before = (line, entries) => {
  const seen = line.pieces.filter(({ item }) => item.seen).map(({ item }) => make("p", { class: "notice" }, said("seen_here", { time: hour(item.seen.at), says: worded(item.seen.says) })));
  const own = (entries ?? []).map((entry) => make("p", { class: "notice" }, said("own_here", { time: hour(entry.record.at), kind: worded(sheetOf(entry.record.kind)?.name ?? "") }), " ", make("a", { href: `#/mend/${entry.id}` }, said("correct"))));
  return [...seen, ...own];
};

// The form of what is left to do here; what is done is opened again by a press.
const forms = (line, entries) => {
  const holder = make("div", {});
  const isLeft = (piece) => kindOf(piece) && !piece.item.done && !ownRecord(piece, entries);
  const draw = (pieces) => {
    const rest = line.pieces.filter((piece) => kindOf(piece) && !pieces.includes(piece));
    holder.replaceChildren(...[
      pieces.length ? recordForm(formsOf(pieces), { at: line.at, title: line.item.title }) : null,
      ...rest.map((piece) => button(said("again", { kind: worded(sheetOf(kindOf(piece)).name) }), () => draw([...pieces, piece]), { class: "wide" })),
    ].filter(Boolean));
  };
  draw(line.pieces.filter(isLeft));
  return holder;
};

// `chosen` is the kind of record whose form is asked for.
export const drawItem = async (code, id, chosen) => {
  const line = lineOf(code, id);
  if (!line) { go("#/"); return; }
  const at = line.at;
  const owner = line.pieces.find(({ item }) => (item.records ?? []).includes(chosen));
  if (owner && sheetOf(chosen)) {
    show(...top(line, `#/${at}`), recordForm([{ item: owner.item, kind: chosen }], { at, title: line.item.title, back: line.item.page ? `#/${at}` : "#/" }));
    return;
  }
  const own = pages[line.item.page];
  if (own) {
    const others = line.item.records.filter((kind) => sheetOf(kind) && !own.records?.includes(kind));
    show(...top(line, "#/"), ...(await own(line.item, at)), links(others, at));
    return;
  }
  const entries = (await recordedHere()).get(at);
  const others = line.pieces.flatMap((piece) => piece.item.records.filter((kind) => sheetOf(kind) && kind !== kindOf(piece)));
  show(...top(line, "#/"), ...before(line, entries), forms(line, entries), links(others, at));
};
