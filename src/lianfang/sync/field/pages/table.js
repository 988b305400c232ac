// A sampling table: scan people and tubes in any order; what goes wrong is said at once, and what has happened can be recorded all the same.
import { flaggedLines } from "../answers.js";
import { isCode, isMisread, plain, readBy, scanField, spaced } from "../codes.js";
import { keep } from "../contact.js";
import { sheetOf, work } from "../day.js";
import * as filling from "../filling.js";
import { fields, make } from "../forms.js";
import * as outbox from "../outbox.js";
import { button, go, tell } from "../screen.js";
import * as session from "../session.js";
import { said, worded } from "../words.js";

const SWAB = "sampling.swab";
const CLOSE = "sampling.close_tube";
const EXEMPT = "sampling.exempt";
const RULES = { isCode, isMisread, plain };
const feel = (pattern) => navigator.vibrate?.(pattern);

let chosen = null; // somebody of the list for whom an exemption is written, or what was scanned of somebody on no list

// What a table does while it is on the screen; drawn anew after each change.
class Table {
  constructor(item, at, state) {
    Object.assign(this, { at, state, owner: session.current });
    this.waits = null; // a person who was scanned before any tube
    this.head = make("section", { class: "stack tube", "aria-live": "polite" });
    this.inside = make("section", { class: "stack" });
    this.message = make("div", { class: "stack", role: "alert" });
    this.list = make("ul", { class: "lines" });
    this.sums = make("p", { class: "figure" });
    this.flags = make("ul", { class: "lines", "aria-label": said("answers") });
    this.field = scanField({ id: "table-scan", label: said("scan_any"), typed: (text) => this.look(text), read: (text) => this.read(text) });
    this.renew(item);
  }

  // The day's work came again: who was sampled elsewhere meanwhile, and what the session says now.
  renew(item) {
    this.item = item;
    this.numbers = { ...item.numbers, open: item.open !== false };
    this.called = Object.values(work.called ?? {}).filter((each) => each.session === item.about);
    this.draw();
  }

  get beside() { return `table.${this.item.about}`; }

  note() { return { item: this.at, title: this.item.title }; }

  // Keep a record and what the table looks like after it, in one.
  async change(kind, values, after, id) {
    const before = this.state;
    const record = { ...(id && { id }), kind, about: this.item.about, values, note: this.note() };
    const undone = async () => { this.state = before; };
    if (!(await keep(record, { beside: { [this.beside]: after }, back: { [this.beside]: before }, undone, quiet: kind === SWAB }))) return false;
    this.state = after;
    this.say();
    this.draw();
    return true;
  }

  // What is wrong, with what can be done about it; nothing clears it.
  say(trouble, ...actions) {
    this.message.replaceChildren(...(trouble ? [make("p", { class: "notice wrong" }, trouble), ...actions] : []));
    if (trouble) feel([120, 60, 120]);
  }

  tell(text) { this.message.replaceChildren(make("p", { class: "notice" }, text)); feel(40); }

  read(text) {
    if (!text.trim()) return false;
    const seen = filling.understood(text, this.state, this.called, this.numbers, RULES);
    const [what] = Object.keys(seen);
    const done = { person: (each) => this.come(each), household: (people) => this.choose(people), tube: (code) => this.take(code), either: (code) => this.ask(code), misread: (code) => this.refuse(code), number: (number) => this.meet(number), words: (words) => this.look(words) };
    return done[what](seen[what]) !== false;
  }

  refuse(code) {
    const maker = this.numbers.own_labels ? [] : [button(said("makers_label"), () => this.take(code))];
    this.say(said("code_misread", { code: spaced(code) }), ...maker);
  }

  ask(code) {
    this.say(said("which_code", { code: spaced(code) }), button(said("new_tube"), () => this.take(code)), button(said("person_on_no_list"), () => this.meet(code)));
  }

  take(code) {
    const { open, closed } = this.state;
    if (closed[code] !== undefined) { this.say(said("tube_closed", { tube: spaced(code) })); return; }
    if (open?.code === code) { this.tell(said("tube_open", { tube: spaced(code) })); return; }
    if (open?.people.length) { this.say(said("close_first", { tube: spaced(open.code), count: open.people.length }), this.closeForm(code)); return; }
    if (this.elsewhere.has(code)) { this.say(said("other_session", { tube: spaced(code) }), button(said("all_the_same"), () => this.begin(code, { other_session: true, accepted: ["other_session"] }), { class: "quiet" })); return; }
    this.begin(code);
  }

  // A new tube is at hand; whoever was scanned before it goes in.
  async begin(code, known) {
    const after = filling.opened(this.state, code, known);
    if (!(await keep([], { beside: { [this.beside]: after }, quiet: true }))) return;
    this.state = after;
    this.say();
    feel(40);
    this.draw();
    const waited = this.waits;
    this.waits = null;
    if (waited) this.come(waited);
  }

  // The people of a household: the one who is not sampled yet, or whoever is pressed.
  choose(people) {
    const left = people.filter((each) => !each.sampled && !this.state.sampled[each.person]);
    if (left.length === 1) { this.come(left[0]); return; }
    this.show(people);
  }

  come(each) {
    const coming = { person: each.person ?? "", name: each.name, door: each.door ?? "", household: each.code ?? "", sampled: each.sampled, code: each.typed ?? "", values: each.values };
    if (!this.state.open) { this.waits = each; this.tell(said("scan_tube", { name: each.name })); return; }
    const trouble = filling.troubleWith(this.state, coming, this.numbers, this.state.open.accepted);
    if (!trouble) { this.put(coming); return; }
    const [name, values] = trouble;
    if (name === "tube_full") this.waits = each;
    this.say(said(name, { ...values, ...(values.tube && { tube: spaced(values.tube) }) }), ...(name === "tube_full" ? [this.closeForm()] : []), button(said("all_the_same"), () => this.put(coming, name), { class: "quiet" }));
  }

  // `accepted` is what was wrong and has happened; what is wrong with the tube is not said again of the next person.
  async put({ values, code, ...coming }, accepted) {
    const id = outbox.newId();
    const swab = { ...values, tube: this.state.open.code, ...(coming.person && { person: coming.person }), ...(code && { code }) };
    if (await this.change(SWAB, swab, filling.withPerson(this.state, { id, ...coming }, accepted), id)) this.tell(said("in_tube", { name: coming.name || said("unnamed") }));
  }

  async takeOut(each) {
    const after = filling.withoutPerson(this.state, each.id);
    const back = await outbox.discard([each.id], { session: session.current, beside: { [this.beside]: after } });
    if (!back) { tell(said("already_sent")); return; }
    this.state = after;
    tell(said("undone"));
    this.draw();
  }

  // Somebody on no list, of whom a code or an ID number may have been read.
  meet(code) { chosen = { code }; go(`#/${this.at}/${SWAB}`); }

  look(words) { this.show(filling.found(words, this.called), words); return false; }

  show(people) {
    const line = (each) => {
      const sampled = each.sampled || this.state.sampled[each.person];
      const mark = sampled ? said("is_sampled") : this.isExempt(each) ? said("is_exempt") : "";
      return make("li", { class: "person" }, make("span", {}, make("strong", {}, each.name), ` ${each.area} ${each.door}`, mark ? make("span", { class: "chip done" }, mark) : null),
        make("span", { class: "beside" }, button(said("into_tube"), () => { this.clear(); this.come(each); }), sampled || this.isExempt(each) ? null : button(said("exempt"), () => { chosen = each; go(`#/${this.at}/${EXEMPT}`); }, { class: "quiet" })));
    };
    this.list.replaceChildren(...people.map(line));
  }

  isExempt(each) { return each.exempt || this.state.exempt.includes(each.person); }

  clear() { this.list.replaceChildren(); this.field.querySelector("input").value = ""; }

  // The tube at hand is closed with the count of a hand; `next` is the one that was scanned already.
  closeForm(next) {
    const { open } = this.state;
    const counted = make("input", { id: "counted", inputmode: "numeric", autocomplete: "off", value: String(open.people.length) });
    return make("form", { class: "stack find", onsubmit: async (event) => {
      event.preventDefault();
      const count = Number(counted.value.normalize("NFKC"));
      if (!Number.isInteger(count) || count < 0 || count > 99) { tell(said("not_a_number")); return; }
      if (!(await this.change(CLOSE, { tube: open.code, counted: count }, filling.closed(this.state)))) return;
      feel([40, 40, 40]);
      if (next) this.take(next);
    } }, make("div", { class: "field" }, make("label", { for: "counted" }, said("counted")), counted), make("button", { class: "main-action", type: "submit" }, said("close_tube", { tube: spaced(open.code) })));
  }

  draw() {
    const { open, closed } = this.state;
    const size = this.numbers.tube_size;
    const holds = open && said("tube_holds", { tube: spaced(open.code), count: open.people.length, size });
    this.head.replaceChildren(...(open ? [make("h2", {}, holds), make("progress", { max: size, value: Math.min(size, open.people.length), "aria-label": holds })] : [make("h2", {}, said(Object.keys(closed).length ? "next_tube" : "first_tube"))]));
    this.inside.replaceChildren(...(open?.people.length ? [
      button(said("close_tube", { tube: spaced(open.code) }), () => { this.tell(said("count_them")); this.message.append(this.closeForm()); }, { class: open.people.length >= size ? "main-action" : "wide" }),
      make("ol", { class: "inside" }, ...open.people.map((each) => make("li", {}, make("span", {}, `${each.name || said("unnamed")} ${each.door}`), button(said("take_out"), () => this.takeOut(each), { class: "quiet", "aria-label": `${said("take_out")} ${each.name}` })))),
    ] : []));
    this.drawSums();
  }

  drawSums() {
    const { open, closed } = this.state;
    const here = Object.values(closed).reduce((sum, count) => sum + count, open?.people.length ?? 0);
    const left = this.called.filter((each) => !each.sampled && !this.isExempt(each) && !this.state.sampled[each.person]).length;
    this.sums.textContent = said("drawn_here", { people: here, tubes: Object.keys(closed).length, left, called: this.called.length });
  }

  elements() {
    return [this.item.open === false ? make("p", { class: "notice wrong" }, said("not_open")) : null, this.flags, this.head, this.field, this.message, this.list, this.inside, this.sums,
      button(said("person_on_no_list"), () => this.meet(""), { class: "wide" })];
  }
}

// Tubes that are another session's: as the server knew at the last contact, and as this phone filled them itself.
const tubesElsewhere = ({ about }, tables) => {
  const { [about]: _own, ...others } = tables;
  return new Set([...(work.elsewhere?.[about]?.tubes ?? []), ...Object.values(others).flatMap(filling.codesOf)]);
};

let shown = null; // the table on the screen, with what is typed and said on it
const tableOf = async (item, at) => {
  const tables = await outbox.allBeside(session.current, "table.");
  const state = { ...filling.empty, ...tables[item.about] };
  if (shown?.at === at && shown.owner === session.current) { shown.state = state; shown.renew(item); } else shown = new Table(item, at, state);
  shown.elsewhere = tubesElsewhere(item, tables);
  shown.flags.replaceChildren(...flaggedLines((await outbox.flagged(session.current)).filter(({ note }) => note.item === at)));
  return shown;
};

// Who is on no list is entered on the spot, with what was scanned of them.
const stranger = (table) => {
  const code = chosen?.code ?? "";
  const asks = sheetOf(SWAB).asks.filter(({ name }) => !["tube", "person", "code"].includes(name));
  const values = /^\d{17}[\dX]$/.test(code) ? { id_number: code } : {};
  const made = fields({ asks }, { prefix: `${SWAB}-`, values });
  return make("form", { class: "stack panel", onsubmit: async (event) => {
    event.preventDefault();
    const { values: given, problems } = made.understood();
    made.show(problems);
    if (Object.keys(problems).length) return;
    if (!code && !given.name && !given.id_number) { made.show({ name: ["name_or_number", {}] }); return; }
    chosen = null;
    waiting = { name: given.name ?? spaced(code), values: given, typed: isCode(code) ? code : "" };
    go(`#/${table.at}`);
  } }, make("h2", {}, said("person_on_no_list")), isCode(code) ? make("p", { class: "figure" }, spaced(code)) : null, made.element, make("button", { class: "main-action sticky", type: "submit" }, said("into_tube")));
};

let waiting = null; // somebody entered on the spot, on the way back to the table

const exemption = (table) => {
  const person = chosen;
  const asks = sheetOf(EXEMPT).asks.filter(({ name }) => !["person", "code"].includes(name));
  const made = fields({ asks }, { prefix: `${EXEMPT}-` });
  return make("form", { class: "stack panel", onsubmit: async (event) => {
    event.preventDefault();
    const { values, problems } = made.understood();
    made.show(problems);
    if (Object.keys(problems).length) return;
    const after = { ...table.state, exempt: [...table.state.exempt, person.person] };
    if (await table.change(EXEMPT, { ...values, person: person.person }, after)) go(`#/${table.at}`);
  } }, make("h2", {}, said("exempt")), make("p", { class: "figure" }, `${person.name} ${person.door}`), made.element, make("button", { class: "main-action sticky", type: "submit" }, said("record")));
};

export const table = async (item, at, kind) => {
  const drawn = await tableOf(item, at);
  if (kind === SWAB) return [stranger(drawn)];
  if (kind === EXEMPT && chosen?.person) return [exemption(drawn)];
  if (kind) { go(`#/${at}`); return []; }
  readBy((text) => drawn.read(text));
  if (waiting) { const each = waiting; waiting = null; drawn.come(each); }
  return drawn.elements();
};
table.records = [SWAB, CLOSE, EXEMPT];
