// Sending and receiving: one tab at a time (Web Locks), in batches, packed, with back-off and jitter; a retry is harmless.
import { lock, open } from "./keys.js";
import * as outbox from "./outbox.js";
import * as store from "./store.js";
import { tellTabs } from "./tabs.js";

const BATCH = 50;
const API = "/api/v1/sync/";
const LONGEST = 5 * 60_000;
const PATIENCE = 60_000;
let failures = 0;

// A call ends after a minute in which nothing came, and at once where the phone says that its line is cut.
const whileConnected = () => {
  const control = new AbortController();
  const end = () => control.abort();
  let clock;
  const heard = () => { clearTimeout(clock); clock = setTimeout(end, PATIENCE); };
  heard();
  addEventListener("offline", end, { once: true });
  return { signal: control.signal, heard, over: () => { clearTimeout(clock); removeEventListener("offline", end); } };
};

// An answer to its end, however slowly it comes; throws where it is cut.
const whole = async ({ body }, heard) => {
  const parts = [];
  const reader = body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) { parts.push(part.value); heard(); }
  return new Blob(parts).text();
};

// What is no JSON is a page of an error, and says no more than its status.
const readAs = (text) => { try { return JSON.parse(text); } catch { return {}; } };

const pack = async (text) => {
  if (!("CompressionStream" in self)) return { body: text, headers: {} };
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return { body: await new Response(packed).blob(), headers: { "Content-Encoding": "gzip" } };
};

export const call = async (path, { token, send, packed } = {}) => {
  const plain = send && JSON.stringify(send);
  const { body, headers } = packed ? await pack(plain) : { body: plain, headers: {} };
  const language = document.documentElement.lang;
  const line = whileConnected();
  const asked = { method: send ? "POST" : "GET", body, credentials: "omit", cache: "no-store", signal: line.signal };
  const began = Date.now();
  try {
    const answer = await fetch(API + path, { ...asked, headers: { "Content-Type": "application/json", "Accept-Language": language, ...(token && { Authorization: `Bearer ${token}` }), ...headers } });
    const middle = (began + Date.now()) / 2;
    return { status: answer.status, said: readAs(await whole(answer, line.heard)), middle };
  } finally {
    line.over();
  }
};

// A line that broke is tried once more at once; what was sent twice is taken once.
const again = async (path, how) => {
  try {
    return await call(path, how);
  } catch (broken) {
    if (!navigator.onLine) throw broken;
    await new Promise((done) => { setTimeout(done, 1000 + 1000 * Math.random()); });
    return call(path, how);
  }
};

// Raised where the server answers, and does not take it.
class Refused extends Error {}
const taken = ({ status }) => { if (status !== 200) throw new Refused(`status ${status}`); };

// How far this clock is ahead of the server's, in whole seconds, from the middle of a call.
const measure = async (session, { said, middle }) => {
  if (!said.now) return;
  const offset = Math.round((middle - Date.parse(said.now)) / 1000);
  if (offset === session.offset) return;
  session.offset = offset;
  await store.put("meta", "offset", offset).catch(store.unlessFull);
};

const sendAll = async (session, atOnce) => {
  for (;;) {
    const waiting = await outbox.next(session, BATCH, atOnce);
    if (!waiting.length) return "done";
    const left = (await outbox.counts(session)).waiting - waiting.length;
    const answer = await again("records", { token: session.token, send: { records: waiting.map((entry) => entry.record), left }, packed: true });
    await measure(session, answer);
    if (answer.status === 403 && answer.said.title === "sync.revoked") return "wipe";
    taken(answer);
    await outbox.settle(answer.said.answers);
    if (answer.said.wipe) return "wipe";
  }
};

const receive = async (session) => {
  const holds = (await store.get("meta", store.of(session.device, "watermark"))) ?? "";
  const answer = await again(`slice?holds=${encodeURIComponent(holds)}`, { token: session.token });
  if (answer.status === 410) return "wipe";
  taken(answer);
  await measure(session, answer);
  await keepSlice(session, answer.said);
  return "done";
};

// The new state in one transaction: a phone that dies in the middle holds the old one.
const keepSlice = async ({ device, key: own }, { put, gone, whole, watermark }) => {
  const locked = await Promise.all(Object.entries(put).map(async ([key, data]) => [key, await lock(own, data)]));
  await store.within(["items", "meta"], "readwrite", (items, meta) => {
    if (whole) items.delete(store.range(device));
    gone.forEach((key) => items.delete(store.of(device, key)));
    locked.forEach(([key, value]) => items.put(value, store.of(device, key)));
    meta.put(watermark, store.of(device, "watermark"));
    meta.put(Date.now(), store.of(device, "received"));
  });
};

export const slice = async (session) => {
  const found = await Promise.all((await store.allOf("items", session.device)).map(async ([key, value]) => [key, await open(session.key, value)]));
  const parts = {};
  for (const [key, data] of found) {
    const at = key.indexOf("/");
    (parts[key.slice(0, at)] ??= {})[key.slice(at + 1)] = data;
  }
  return parts;
};

// What one round does at a time, here or in another tab; resolves to "busy" where another is under way, unless it `waits`.
// A browser without locks has no such promise; its retries are harmless all the same.
export const alone = (work, { waits = false } = {}) => (navigator.locks ? navigator.locks.request("lianfang-field-sync", { ifAvailable: !waits }, (held) => (held ? work() : "busy")) : work());

// Send, then ask for news; a phone that hears only then that it is revoked hands in what may still be undone as well.
const exchange = async (session, atOnce) => {
  if ((await sendAll(session, atOnce)) === "wipe") return "wipe";
  const came = await receive(session);
  if (came === "wipe") await sendAll(session, true);
  return came;
};

// One round. Resolves to "done", "offline", "refused", "full", "busy" or "wipe". `atOnce`, because somebody pressed: it waits for the other round,
// and what may still be undone goes too. `rest` is what there is to do for others while the line is there.
export const round = (session, { atOnce = false, rest = async () => {} } = {}) => alone(async () => {
  if (!navigator.onLine) return "offline";
  try {
    const came = await exchange(session, atOnce);
    await rest();
    failures = 0;
    tellTabs();
    return came;
  } catch (failed) {
    failures += 1;
    return failed instanceof Refused ? "refused" : store.isFull(failed) ? "full" : "offline";
  }
}, { waits: atOnce });

// How long to wait before the next round: longer after each failure, and never all phones at once.
export const pause = () => Math.min(LONGEST, 20_000 * 2 ** Math.max(0, failures - 1)) * (0.5 + Math.random());

// Deliver what waits sealed of somebody, with no PIN at all; of the `last` of an enrolment whatever became of it before, for
// nobody can mend it here. Resolves to "done", "offline" or "wipe".
export const deliverSealed = async ({ device, token }, { last = false } = {}) => {
  try {
    for (;;) {
      const entries = await outbox.nextSealed(device, BATCH, last);
      if (last && !entries.length) return "done";
      const left = entries.length < BATCH ? 0 : await outbox.left(device, last) - entries.length;
      const answer = await call("sealed", { token, send: { sealed: entries.map((entry) => entry.sealed), left }, packed: true });
      if (answer.status === 403 && answer.said.title === "sync.revoked") return "wipe";
      if (answer.status !== 200) return "offline";
      await outbox.settle(answer.said.answers.map((each) => (last ? { ...each, state: "accepted" } : each)));
      if (answer.said.wipe) return "wipe";
      if (entries.length < BATCH) return "done";
    }
  } catch {
    return "offline";
  }
};
