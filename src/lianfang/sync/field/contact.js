// Between this phone and the server: the line that says how things stand, the rounds of sending, and keeping a record.
import * as day from "./day.js";
import { make } from "./forms.js";
import * as outbox from "./outbox.js";
import { button, find, go, main, redraw, tell } from "./screen.js";
import * as session from "./session.js";
import * as store from "./store.js";
import * as transport from "./transport.js";
import { clock, language, said, use } from "./words.js";

let connected = true;
let timer;

export const drawState = async () => {
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
    button(language === "zh" ? "English" : "中文", () => { use(language === "zh" ? "en" : "zh"); redraw(); }),
    button(said("lock"), () => { session.lock(); redraw(); }),
  );
};

export const refresh = async () => {
  clearTimeout(timer);
  if (!session.current) return;
  const came = await transport.round(session.current);
  if (came === "wipe") { await session.wipe(); redraw(); tell(said("revoked")); return; }
  connected = came !== "offline";
  if (session.current && came === "done") {
    await day.readWork();
    if (!main.querySelector("form")) redraw();
  }
  await drawState();
  timer = setTimeout(refresh, transport.pause());
};

export const disconnected = () => { connected = false; drawState(); };

// The phone is open: throw away what is too old, read the work, and ask for news.
export const opened = async () => {
  if (await session.expireSlice()) tell(said("too_old"));
  await day.readWork();
  go("#/");
  redraw();
  refresh();
};

// Keep a record, with a way back for ten seconds; false where it could not be kept.
export const keep = async (record) => {
  try {
    const id = await outbox.keep(session.current, record);
    tell(said("recorded"), async () => { tell(said((await outbox.discard(id)) ? "undone" : "already_sent")); redraw(); });
    clearTimeout(timer);
    timer = setTimeout(refresh, 10_500);
    await drawState();
    return true;
  } catch {
    tell(said("not_saved"));
    return false;
  }
};
