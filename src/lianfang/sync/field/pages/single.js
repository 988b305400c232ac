// Somebody who is sampled singly: where they are, and a tube for them alone, filled and closed by one scan at the door.
import { isCode, isMisread, plain, readBy, scanField, spaced } from "../codes.js";
import { keep } from "../contact.js";
import * as filling from "../filling.js";
import { make } from "../forms.js";
import * as outbox from "../outbox.js";
import { button, go } from "../screen.js";
import * as session from "../session.js";
import { hour, said, worded } from "../words.js";

const SWAB = "sampling.swab";
const CLOSE = "sampling.close_tube";

const stateOf = async (about) => ({ ...filling.empty, ...(await outbox.beside(session.current, `table.${about}`)) });

// What is wrong with a code for this tube: the name of a sentence; null where it can be taken.
const wrongWith = async (code, numbers) => {
  if (isMisread(plain(code)) && numbers.own_labels) return "code_misread";
  if (!filling.isTube(code, numbers, isCode)) return "no_tube";
  const tables = Object.values(await outbox.allBeside(session.current, "table."));
  return tables.some((state) => filling.codesOf(state).includes(code)) ? "tube_in_use" : null;
};

class Single {
  constructor(item, at) {
    Object.assign(this, { item, at });
    this.chosen = item.sessions[0];
    this.message = make("div", { class: "stack", role: "alert" });
  }

  async read(text) {
    const code = filling.tubeCode(text, isCode, plain);
    const wrong = await wrongWith(code, this.chosen.numbers);
    if (!wrong) { await this.record(code); return; }
    const all = button(said("all_the_same"), () => this.record(code), { class: "quiet" });
    this.message.replaceChildren(make("p", { class: "notice wrong" }, said(wrong, { code: spaced(code), tube: spaced(code) })), ...(wrong === "no_tube" ? [] : [all]));
  }

  // The person and the closing, both or none; the tube is known at the table from now on.
  async record(tube) {
    const { about } = this.chosen;
    const before = await stateOf(about);
    const note = { item: this.at, title: this.item.title };
    const records = [
      { kind: SWAB, about, values: { tube, person: this.item.person, why: this.item.why }, note },
      { kind: CLOSE, about, values: { tube, counted: 1 }, note },
    ];
    const beside = { [`table.${about}`]: filling.single(before, tube) };
    if (await keep(records, { beside, back: { [`table.${about}`]: before } })) go("#/");
  }

  choice() {
    const { sessions } = this.item;
    if (sessions.length < 2) return null;
    const one = (each, at) => make("label", { class: "choice" }, make("input", { type: "radio", name: "session", id: `session-${at}`, checked: each === this.chosen, onchange: () => { this.chosen = each; } }), worded(each.title));
    return make("fieldset", { class: "field" }, make("legend", {}, said("which_session")), make("div", { class: "choices" }, ...sessions.map(one)));
  }

  elements() {
    const field = scanField({ id: "single-scan", label: said("scan_single"), read: (text) => { if (text.trim()) this.read(text); return Boolean(text.trim()); } });
    return [this.choice(), field, this.message, make("p", { class: "help" }, said("single_how"))].filter(Boolean);
  }
}

const kept = async (at) => (await outbox.list(session.current)).filter((entry) => entry.note.item === at && entry.record.kind === SWAB);

export const single = async (item, at) => {
  const due = item.due_at ? make("p", { class: "figure" }, said("due_by", { time: hour(item.due_at) })) : null;
  const [own] = await kept(at);
  if (own) return [make("p", { class: "notice" }, said("single_kept", { time: hour(own.record.at), tube: spaced(own.record.values.tube) }))];
  if (!item.sessions.length) return [due, make("p", { class: "notice wrong" }, said("no_session"))].filter(Boolean);
  const drawn = new Single(item, at);
  readBy((text) => drawn.read(text));
  return [due, ...drawn.elements()].filter(Boolean);
};
single.records = [SWAB];
