// One thing of the day: a door with all the forms that are asked there, or the page of its own that an item names.
import { kindOf, lineOf, ownRecord, recordedHere, sheetOf } from "../day.js";
import { make } from "../forms.js";
import { formsOf, recordForm } from "../record.js";
import { backLink, button, go, heading, show } from "../screen.js";
import { hour, nameOf, said, worded } from "../words.js";
import { pages } from "./index.js";

const links = (kinds, at) => (kinds.length ? make("nav", { class: "stack", "aria-label": said("more_records") }, ...kinds.map((kind) => make("a", { class: "button", href: `#/${at}/${kind}` }, nameOf(sheetOf(kind))))) : null);

const top = (line, back) => [backLink(back), heading(worded(line.item.title)), ...[...new Set(line.pieces.map(({ item }) => worded(item.says)).filter(Boolean))].map((text) => make("p", { class: "says" }, text))];

// What was found here already: by somebody else, or on this phone; recording again is possible.
const before = (line, entries) => {
  const seen = line.pieces.filter(({ item }) => item.seen).map(({ item }) => make("p", { class: "notice" }, said("seen_here", { time: hour(item.seen.at), says: worded(item.seen.says) })));
  const own = (entries ?? []).map((entry) => make("p", { class: "notice" }, said("own_here", { time: hour(entry.record.at), kind: nameOf(sheetOf(entry.record.kind)) }), " ", make("a", { href: `#/mend/${entry.id}` }, said("correct"))));
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
      ...rest.map((piece) => button(said("again", { kind: nameOf(sheetOf(kindOf(piece))) }), () => draw([...pieces, piece]), { class: "wide" })),
    ].filter(Boolean));
  };
  draw(line.pieces.filter(isLeft));
  return holder;
};

const drawForm = (line, owner, chosen, page) => show(...top(line, `#/${line.at}`),
  recordForm([{ item: owner.item, kind: chosen, filled: page?.filled?.(owner.item, chosen) }], { at: line.at, title: line.item.title, back: page ? `#/${line.at}` : "#/" }));

const drawPage = async (line, page, chosen) => {
  const others = chosen ? [] : line.item.records.filter((kind) => sheetOf(kind) && !page.records?.includes(kind));
  show(...top(line, chosen ? `#/${line.at}` : "#/"), ...(await page(line.item, line.at, chosen)), links(others, line.at));
};

const drawDoor = async (line) => {
  const entries = (await recordedHere()).get(line.at);
  const others = line.pieces.flatMap((piece) => piece.item.records.filter((kind) => sheetOf(kind) && kind !== kindOf(piece)));
  show(...top(line, "#/"), ...before(line, entries), forms(line, entries), links(others, line.at));
};

// `chosen` is the kind of record whose form is asked for.
export const drawItem = async (code, id, chosen) => {
  const line = lineOf(code, id);
  if (!line) { go("#/"); return; }
  const page = pages[line.item.page];
  const owner = chosen && sheetOf(chosen) ? line.pieces.find(({ item }) => (item.records ?? []).includes(chosen)) : null;
  if (page && (!owner || page.records?.includes(chosen))) await drawPage(line, page, owner ? chosen : undefined);
  else if (owner) drawForm(line, owner, chosen, page);
  else await drawDoor(line);
};
