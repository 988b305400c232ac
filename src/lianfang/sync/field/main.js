// The application: enrol, unlock, today's work, one record at a time, what was not taken. Hash addresses; no framework.
import { fields, know, make } from "./forms.js";
import * as outbox from "./outbox.js";
import * as session from "./session.js";
import * as store from "./store.js";
import * as transport from "./transport.js";
import { clock, language, load, said, use, worded } from "./words.js";

const find = (selector) => document.querySelector(selector);
const main = find("#main");
let work = {};
let timer;

const show = (...children) => { main.replaceChildren(...children.filter(Boolean)); main.focus(); };
const go = (address) => { if (location.hash === address) draw(); else location.hash = address; };
const button = (name, press, more = {}) => make("button", { type: "button", onclick: press, ...more }, name);
const heading = (text) => make("h1", {}, text);
const backLink = (to = "#/") => make("a", { class: "button back", href: to }, said("back"));

let toastTimer;
const tell = (text, undo) => {
  const toast = find("#toast");
  toast.replaceChildren(text, ...(undo ? [" ", button(said("undo"), () => { toast.hidden = true; undo(); })] : []));
  toast.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { toast.hidden = true; }, undo ? 10_000 : 4000);
};

// -- enrolling and unlocking --------------------------------------------------------------------------------------

const typed = (name, label, more = {}) => make("div", { class: "field" }, make("label", { for: name }, label), make("input", { id: name, name, autocomplete: "off", ...more }));
const PIN = { type: "password", inputmode: "numeric", maxlength: "6", pattern: "[0-9]{6}" };
const isPin = (pin) => /^[0-9]{6}$/.test(pin);

const form = (title, parts, press, work) => {
  const error = make("p", { class: "error", role: "alert", hidden: true });
  const element = make("form", { class: "stack", onsubmit: async (event) => {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(element));
    const problem = await work(given).catch((failed) => failed.message || String(failed));
    error.textContent = problem ?? "";
    error.hidden = !problem;
  } }, heading(title), ...parts, error, make("button", { class: "main-action", type: "submit" }, press));
  return element;
};

const drawPairing = () => {
  const code = new URLSearchParams(location.hash.slice(1)).get("pair") ?? "";
  const parts = [make("p", {}, said("pair_how")), typed("code", said("code"), { value: code, autocapitalize: "characters" }), typed("pin", said("choose_pin"), PIN), typed("again", said("pin_again"), PIN)];
  show(form(said("pair"), parts, said("go_on"), async (given) => {
    if (!isPin(given.pin)) return said("pin_is_six");
    if (given.pin !== given.again) return said("pins_differ");
    await session.enrol(given.code, given.pin);
    session.deliverLeft();
    await opened();
    return null;
  }));
};

const drawLock = () => show(form(said("unlock"), [typed("pin", said("pin"), { ...PIN, autofocus: "" }), button(said("forgotten"), drawPairing, { class: "quiet" })], said("unlock"), async ({ pin }) => {
  try {
    const left = await session.unlock(pin);
    if (left !== null) return said("wrong_pin", { left });
  } catch {
    drawPairing();
    tell(said("too_many"));
    return null;
  }
  await opened();
  return null;
}));

const readWork = async () => {
  work = await transport.slice(session.current);
  know(Object.values(work.places ?? {}).sort((one, other) => (one.path < other.path ? -1 : 1)));
};

const opened = async () => {
  if (await session.expireSlice()) tell(said("too_old"));
  await readWork();
  go("#/");
  draw();
  refresh();
};

// -- the state line -----------------------------------------------------------------------------------------------

let connected = true;
const drawState = async () => {
  if (!session.current) { find("#state").textContent = ""; find("#tools").replaceChildren(); return; }
  const { waiting, rejected } = await outbox.counts();
  const received = await store.get("meta", "received");
  const minutes = Math.round(session.current.offset / 60);
  const parts = [
    waiting ? said("unsent", { count: waiting }) : said("all_sent"),
    received ? said("age", { time: clock(received) }) : said("no_slice"),
    connected ? "" : said("offline"),
    Math.abs(minutes) >= 2 ? said("clock_off", { minutes }) : "",
    (await store.nearlyFull()) ? said("storage_low") : "",
  ];
  find("#state").replaceChildren(parts.filter(Boolean).join(" · "), ...(rejected ? [" ", make("a", { href: "#/tray", class: "late" }, said("rejected", { count: rejected }))] : []));
  find("#who").textContent = session.current.name;
  find("#tools").replaceChildren(
    button(said("refresh"), refresh),
    button(language === "zh" ? "English" : "中文", () => { use(language === "zh" ? "en" : "zh"); draw(); }),
    button(said("lock"), () => { session.lock(); draw(); }),
  );
};

const refresh = async () => {
  clearTimeout(timer);
  if (!session.current) return;
  const came = await transport.round(session.current);
  if (came === "wipe") { await session.wipe(); draw(); tell(said("revoked")); return; }
  connected = came !== "offline";
  if (session.current && came === "done") {
    await readWork();
    if (!main.querySelector("form")) draw();
  }
  await drawState();
  timer = setTimeout(refresh, transport.pause());
};

// -- today's work -------------------------------------------------------------------------------------------------

const sheetOf = (kind) => work.sheets?.[kind];
const doneHere = async () => new Map((await outbox.list(session.current)).map((entry) => [entry.note.item, entry]));

const drawHome = async () => {
  const done = await doneHere();
  const parts = (work.parts ? Object.values(work.parts) : []).sort((one, other) => one.order - other.order);
  const lists = parts.map((part) => [part, Object.entries(work[part.code] ?? {}).sort(([, one], [, other]) => (one.sort < other.sort ? -1 : 1))]).filter(([, items]) => items.length);
  const line = (part, [id, item]) => make("li", {}, make("a", { href: `#/${part.code}/${id}`, class: `line ${item.urgent ? "late" : ""}` },
    make("strong", {}, worded(item.title)), make("span", {}, worded(item.says)), done.has(`${part.code}/${id}`) ? make("span", { class: "done" }, said("kept_until")) : null));
  show(heading(said("today")), ...lists.flatMap(([part, items]) => [make("h2", {}, `${worded(part.name)} (${items.length})`), make("ul", { class: "lines" }, ...items.map((item) => line(part, item)))]),
    lists.length ? null : make("p", { class: "empty" }, said("nothing_today")));
};

const keep = async (record) => {
  try {
    const id = await outbox.keep(session.current, record);
    tell(said("recorded"), async () => { tell(said((await outbox.discard(id)) ? "undone" : "already_sent")); draw(); });
    clearTimeout(timer);
    timer = setTimeout(refresh, 10_500);
    await drawState();
    return true;
  } catch {
    tell(said("not_saved"));
    return false;
  }
};

// One thing of the day: what it is, and a form for each kind of record it asks for.
const drawItem = (code, id, chosen) => {
  const item = work[code]?.[id];
  if (!item) { go("#/"); return; }
  const kinds = item.records.filter(sheetOf);
  const first = chosen ?? (item.counter ? null : kinds[0]);
  const others = chosen ? [] : kinds.filter((kind) => kind !== first);
  show(backLink(chosen ? `#/${code}/${id}` : "#/"), heading(worded(item.title)), make("p", {}, worded(item.says)),
    item.counter && !chosen ? counter(item, id) : null,
    first ? recordForm(item, first, `${code}/${id}`) : null,
    make("nav", { class: "stack" }, ...others.map((kind) => make("a", { class: "button", href: `#/${code}/${id}/${kind}` }, worded(sheetOf(kind).name)))));
};

const recordForm = (item, kind, at, mended) => {
  const sheet = sheetOf(kind);
  const asks = [...sheet.asks, ...(item.asks?.[kind] ?? [])];
  const filled = { ...mended?.record.values, ...mended?.record.values.answers };
  const made = fields({ asks }, { numbers: item.numbers ?? {}, values: filled, prefix: `${kind}-` });
  const parts = Object.entries(sheet.parts ?? {}).map(([name, part]) => partsOf(name, part, item));
  const element = make("form", { class: "stack panel", onsubmit: async (event) => {
    event.preventDefault();
    const { values, problems } = made.understood();
    made.show(problems);
    const inner = parts.map((part) => part.read());
    if (Object.keys(problems).length || inner.some((part) => part.wrong)) return;
    inner.forEach(({ name, rows }) => { values[name] = rows; });
    const record = item.asks?.[kind] ? withAnswers(item.asks[kind], values) : values;
    const same = mended ? { id: mended.record.id, at: mended.record.at } : {};
    if (await keep({ kind, about: item.about[kind] ?? item.about, values: record, note: { item: at, title: item.title }, ...same })) go("#/");
  } }, make("h2", {}, worded(sheet.name)), made.element, ...parts.map((part) => part.element), make("button", { class: "main-action", type: "submit" }, said("record")));
  if (mended?.answer) made.show(Object.fromEntries(mended.answer.errors.map((wrong) => [wrong.field, wrong.says])));
  return element;
};

// Questions that differ by door are handed in beside the items of the sheet, as text.
const withAnswers = (asks, values) => {
  const names = new Set(asks.map((ask) => ask.name));
  const text = (value) => (Array.isArray(value) ? (typeof value[0] === "object" ? value.map((stay) => `${stay.place_name}|${stay.from_on}|${stay.until_on ?? stay.from_on}`).join("\n") : value.join(",")) : String(value));
  const answers = Object.entries(values).filter(([name]) => names.has(name)).map(([name, value]) => [name, text(value)]);
  return { ...Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name))), answers: Object.fromEntries(answers) };
};

const partsOf = (name, part, item) => {
  const rows = [];
  const list = make("div", { class: "stack" });
  const add = () => {
    const made = fields(part, { numbers: item.numbers ?? {}, prefix: `${name}-${rows.length}-` });
    const row = make("fieldset", { class: "panel" }, make("legend", {}, worded(part.name)), made.element);
    rows.push(made);
    list.append(row);
  };
  add();
  const read = () => {
    const read = rows.map((made) => { const { values, problems } = made.understood(); made.show(problems); return { values, wrong: Object.keys(problems).length > 0 }; });
    return { name, rows: read.map((row) => row.values), wrong: read.some((row) => row.wrong) };
  };
  return { element: make("div", { class: "stack" }, list, button(said("add"), add)), read };
};

// One press, no plate, for a car that simply passes: several phones at one post add to one count.
const counter = (item, id) => {
  const sums = make("p", { class: "figure" });
  const drawSums = async () => {
    const today = new Date().toDateString();
    const kept = (await store.get("meta", "counted")) ?? {};
    const counted = kept.day === today && kept.post === id ? kept : { day: today, post: id, vehicles: 0, people: 0 };
    sums.textContent = said("counted_here", counted);
    return counted;
  };
  const press = async (direction, vehicles, people) => {
    const counted = await drawSums();
    if (!(await keep({ kind: "checkpoints.tally", about: item.about, values: { direction, vehicles, people }, note: { item: `posts/${id}`, title: item.title } }))) return;
    await store.put("meta", "counted", { ...counted, vehicles: counted.vehicles + vehicles, people: counted.people + people });
    await drawSums();
  };
  drawSums();
  const row = (direction) => make("div", { class: "counter" }, make("h2", {}, said(direction)),
    ...[1, 2, 3, 4, 5].map((people) => button(String(people), () => press(direction, 1, people), { class: "big", "aria-label": `${said("vehicle")} ${said(direction)} ${people}` })),
    button(said("on_foot"), () => press(direction, 0, 1), { class: "big wide" }));
  return make("section", { class: "stack" }, make("p", { class: "help" }, said("people_in_car")), row("in"), row("out"), sums);
};

// -- what was not taken -------------------------------------------------------------------------------------------

const drawTray = async () => {
  const rejected = (await outbox.list(session.current)).filter((entry) => entry.state === "rejected");
  const line = (entry) => make("li", { class: "panel" }, make("strong", {}, worded(entry.note.title ?? "")), make("p", {}, entry.answer.says), ...entry.answer.errors.map((wrong) => make("p", { class: "error" }, wrong.says)),
    make("a", { class: "button", href: `#/mend/${entry.id}` }, said("mend")), button(said("put_away"), async () => { if (confirm(said("discard_ask"))) { await outbox.discard(entry.id); draw(); } }));
  show(backLink(), heading(said("rejected", { count: rejected.length })), make("ul", { class: "lines" }, ...rejected.map(line)));
};

const drawMend = async (id) => {
  const entry = (await outbox.list(session.current)).find((each) => each.id === id);
  if (!entry || !sheetOf(entry.record.kind)) { go("#/tray"); return; }
  const [code, key] = (entry.note.item ?? "/").split("/");
  const item = work[code]?.[key] ?? { about: entry.record.about, title: entry.note.title };
  show(backLink("#/tray"), heading(said("mend")), recordForm({ ...item, about: entry.record.about }, entry.record.kind, entry.note.item, entry));
};

// -- drawing ------------------------------------------------------------------------------------------------------

const draw = async () => {
  if (!(await session.isEnrolled())) { drawPairing(); await drawState(); return; }
  if (!session.current) { drawLock(); await drawState(); return; }
  const [code, id, kind] = location.hash.replace(/^#\//, "").split("/");
  if (code === "tray") await drawTray();
  else if (code === "mend") await drawMend(id);
  else if (code && id) drawItem(code, id, kind);
  else await drawHome();
  await drawState();
};

const start = async () => {
  await load();
  await draw();
  addEventListener("hashchange", draw);
  addEventListener("online", refresh);
  addEventListener("offline", () => { connected = false; drawState(); });
  session.deliverLeft();
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/field/sw.js", { scope: "/field/" });
  navigator.storage?.persist?.();
};

start();
