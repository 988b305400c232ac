// What was not taken, and mending it under the same id.
import { sheetOf, work } from "../day.js";
import { make } from "../forms.js";
import * as outbox from "../outbox.js";
import { recordForm } from "../record.js";
import { backLink, button, go, heading, redraw, show } from "../screen.js";
import * as session from "../session.js";
import { said, worded } from "../words.js";

export const drawTray = async () => {
  const rejected = (await outbox.list(session.current)).filter((entry) => entry.state === "rejected");
  const line = (entry) => make("li", { class: "panel" }, make("strong", {}, worded(entry.note.title ?? "")), make("p", {}, entry.answer.says), ...entry.answer.errors.map((wrong) => make("p", { class: "error" }, wrong.says)),
    make("a", { class: "button", href: `#/mend/${entry.id}` }, said("mend")), button(said("put_away"), async () => { if (confirm(said("discard_ask"))) { await outbox.discard(entry.id); redraw(); } }));
  show(backLink(), heading(said("rejected", { count: rejected.length })), make("ul", { class: "lines" }, ...rejected.map(line)));
};

export const drawMend = async (id) => {
  const entry = (await outbox.list(session.current)).find((each) => each.id === id);
  if (!entry || !sheetOf(entry.record.kind)) { go("#/tray"); return; }
  const [code, key] = (entry.note.item ?? "/").split("/");
  const item = work[code]?.[key] ?? { about: entry.record.about, title: entry.note.title };
  show(backLink("#/tray"), heading(said("mend")), recordForm({ ...item, about: entry.record.about }, entry.record.kind, entry.note.item, entry));
};
