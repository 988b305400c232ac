// What the server answered: what was not taken, and mending it under the same id; what it took and flagged, and what becomes of
// that. What waits here yet is corrected the same way.
import { flaggedLines, head, says } from "../answers.js";
import { lineOf, sheetOf } from "../day.js";
import { make } from "../forms.js";
import * as outbox from "../outbox.js";
import { recordForm } from "../record.js";
import { backLink, button, go, heading, redraw, show, tell } from "../screen.js";
import * as session from "../session.js";
import { said, worded } from "../words.js";
import { pages } from "./index.js";

const discard = async (id, ask) => {
  if (!confirm(said(ask))) return;
  if (!(await outbox.discard([id]))) tell(said("already_sent"));
  redraw();
};

const drawRejected = (entry) => make("li", { class: "panel stack" }, ...head(entry),
  make("p", { class: "error" }, says(entry.answer)), ...entry.answer.errors.map((wrong) => make("p", { class: "error" }, wrong.says)),
  make("a", { class: "button", href: `#/mend/${entry.id}` }, said("mend")), button(said("put_away"), () => discard(entry.id, "discard_ask"), { class: "quiet" }));

const part = (name, entries, lines) => (entries.length ? make("section", { class: "stack" }, make("h2", {}, said(name, { count: entries.length })), make("ul", { class: "lines" }, ...lines(entries))) : null);

export const drawTray = async () => {
  const rejected = (await outbox.list(session.current)).filter((entry) => entry.state === "rejected");
  const flagged = await outbox.flagged(session.current);
  const { waiting } = await outbox.counts(session.current);
  show(backLink(), heading(said("answers")), make("p", { class: "says" }, waiting ? said("unsent", { count: waiting }) : said("all_sent")),
    part("rejected", rejected, (entries) => entries.map(drawRejected)), part("flagged", flagged, flaggedLines),
    rejected.length + flagged.length ? null : make("p", { class: "empty" }, said("none_rejected")));
};

// The form of a record filled in again: of the page that takes it by itself, or from its sheet.
const mending = (item, kind, entry) => pages[item.page]?.mend?.(item, entry) ?? recordForm([{ item, kind }], { at: entry.note.item, title: entry.note.title, mended: entry });

export const drawMend = async (id) => {
  const entry = (await outbox.list(session.current)).find((each) => each.id === id);
  if (!entry || !sheetOf(entry.record.kind)) { go("#/tray"); return; }
  const { kind, about } = entry.record;
  const line = lineOf(...(entry.note.item ?? "/").split("/"));
  const item = line?.pieces.find((piece) => (piece.item.records ?? []).includes(kind))?.item;
  const back = entry.state === "rejected" ? "#/tray" : `#/${entry.note.item}`;
  show(backLink(back), heading(worded(entry.note.title ?? said("mend"))),
    entry.tried && entry.state === "waiting" ? make("p", { class: "notice" }, said("already_sent")) : mending({ ...item, about }, kind, entry),
    entry.state === "waiting" && !entry.tried ? button(said("take_back"), () => discard(entry.id, "discard_ask"), { class: "quiet" }) : null);
};
