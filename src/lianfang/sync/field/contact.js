// Between this phone and the server: the line that says how things stand, the rounds of sending, and keeping a record.
import * as day from "./day.js";
import { make } from "./forms.js";
import * as outbox from "./outbox.js";
import { button, find, go, main, redraw, tell } from "./screen.js";
import * as session from "./session.js";
import * as store from "./store.js";
import { nextTheme } from "./theme.js";
import * as transport from "./transport.js";
import { clock, language, said, use } from "./words.js";

const QUIET_FOR = 15 * 60_000;
const TROUBLES = { offline: "offline", refused: "refused", full: "storage_full" };
let trouble = ""; // the sentence that says how the last round failed
let pressed = null; // the round that somebody asked for, until it is over
let isAskedAgain = false;
let timer;
let due = 0;

const drawTools = () => {
  const menu = make("details", { class: "menu" }, make("summary", { class: "button" }, said("more")), make("div", { class: "stack panel" },
    button(language === "zh" ? "English" : "中文", () => { use(language === "zh" ? "en" : "zh"); redraw(); }),
    button(said("theme"), () => tell(said(`theme_${nextTheme()}`))),
    button(said(session.current.shared ? "change_person" : "lock"), lockUp)));
  find("#tools").replaceChildren(button(said("refresh"), () => refresh(true)), menu);
};

export const drawState = async () => {
  if (!session.current) { find("#who").textContent = said("title"); find("#state").textContent = ""; find("#tools").replaceChildren(); return; }
  const { waiting, rejected, flagged } = await outbox.counts(session.current);
  const received = await store.get("meta", store.of(session.current.device, "received"));
  const minutes = Math.round(session.current.offset / 60);
  const parts = [
    waiting ? said("unsent", { count: waiting }) : said("all_sent"),
    received ? said("age", { time: clock(received) }) : said("no_slice"),
    pressed ? said("at_it") : trouble ? said(trouble) : "",
    Math.abs(minutes) >= 2 ? said("clock_off", { minutes }) : "",
    (await store.nearlyFull()) ? said("storage_low") : "",
  ];
  const answered = [rejected && ["rejected", "late", rejected], flagged && ["flagged", "due", flagged]].filter(Boolean);
  find("#state").replaceChildren(parts.filter(Boolean).join(" · "), ...answered.flatMap(([name, kind, count]) => [" ", make("a", { href: "#/tray", class: kind }, said(name, { count }))]));
  find("#who").textContent = session.current.name;
  drawTools();
};

const lockUp = () => { session.lock(); outbox.close(); day.close(); redraw(); deliverRest(); };

// With nobody here, what is sealed goes out all the same; who was taken from this phone is gone from its first page.
export const deliverRest = async (options) => {
  if (!navigator.onLine) return;
  const before = (await session.people()).length;
  await transport.alone(() => session.deliverRest(options), { waits: Boolean(options) });
  if (!session.current && (await session.people()).length !== before) redraw();
};

// A phone that was put down for a quarter of an hour asks for its PIN again.
export const lockWhenPutDown = () => {
  let since = 0;
  addEventListener("visibilitychange", () => {
    if (document.hidden) since = Date.now();
    else if (session.current && since && Math.abs(Date.now() - since) > QUIET_FOR) lockUp();
  });
};

// The next round in so many milliseconds, unless one comes sooner.
const schedule = (pause) => {
  if (due > Date.now() && due < Date.now() + pause) return;
  clearTimeout(timer);
  due = Date.now() + pause;
  timer = setTimeout(refresh, pause);
};

// Read the work again. A page with a form on it is left as it is; a field in which something is looked for keeps its cursor.
const readAgain = async () => {
  await day.readWork();
  if (main.querySelector("form:not(.find)")) { await drawState(); return; }
  const { id, value } = document.activeElement ?? {};
  await redraw();
  const field = id && main.querySelector(`.find #${CSS.escape(id)}`);
  if (field) { field.value = value; field.focus(); }
};

// Whoever presses while a round is under way asks for one more after it, and no more than one.
export const refresh = (atOnce = false) => {
  if (atOnce !== true) return goRound(false);
  isAskedAgain = Boolean(pressed);
  pressed ??= goPressed().finally(() => { pressed = null; drawState(); });
  drawState();
  return pressed;
};

const goPressed = async () => {
  do { isAskedAgain = false; await goRound(true); } while (isAskedAgain);
};

const goRound = async (atOnce) => {
  clearTimeout(timer);
  due = 0;
  if (!session.current) { deliverRest(); return; }
  const came = await transport.round(session.current, { atOnce, rest: session.deliverRest });
  if (came === "wipe") { await session.wipe(); outbox.close(); redraw(); tell(said("revoked")); deliverRest({ everybody: true }); return; }
  trouble = TROUBLES[came] ?? "";
  if (session.current && came === "done") await readAgain();
  else await drawState();
  const { waiting } = session.current ? await outbox.counts(session.current) : {};
  schedule(waiting && came === "done" ? outbox.UNDO_FOR : transport.pause());
};

export const disconnected = () => { trouble = "offline"; drawState(); };

// Another tab recorded, sent or received something, or the phone was wiped there.
export const heard = async () => {
  if (!session.current) return;
  if (!(await session.isThere())) lockUp();
  else await readAgain();
};

// The phone is open: throw away what is too old, read the work, and ask for news.
export const opened = async () => {
  await session.expireSlices();
  if (session.wasTooOld()) tell(said("too_old"));
  await outbox.forgetOld(session.current.device);
  await day.readWork();
  go("#/");
  redraw();
  refresh();
};

// Keep a record, or several of which all are kept or none, with a way back for ten seconds; false where that was impossible.
// `beside` is kept with them, under the same lock, and `back` in its place when they are taken back; `undone` is called then.
// A page that has a way back of its own is `quiet`.
export const keep = async (records, { beside = {}, back = {}, undone = () => {}, quiet = false } = {}) => {
  try {
    const ids = await outbox.keep(session.current, [].concat(records), beside);
    if (!quiet) tell(said("recorded"), async () => {
      const taken = await outbox.discard(ids, { session: session.current, beside: back });
      if (taken) await undone();
      tell(said(taken ? "undone" : "already_sent"));
      redraw();
    });
    schedule(outbox.UNDO_FOR + 500);
    drawState();
    return true;
  } catch (failed) {
    tell(said(store.isFull(failed) ? "storage_full" : "not_saved"));
    return false;
  }
};
