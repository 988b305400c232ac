// What is recorded here and not taken yet. Each record is kept twice: readable under the PIN's key, and sealed to the server's,
// so that after a lost PIN it can still be delivered, and never read.
import { lock, open, seal } from "./keys.js";
import * as store from "./store.js";
import { tellTabs } from "./tabs.js";

export const UNDO_FOR = 10_000;
const UNSENT = ["waiting", "rejected"];
const FLAGGED = "flagged";
const SHOWN_FOR = 3 * 24 * 3600_000;
let opened = { device: null, entries: new Map() };

// UUIDv7: ids in the order in which they were made, even within one millisecond; the same for every attempt to send.
let latest = 0;
export const newId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  latest = Math.max(Date.now(), latest + 1);
  let time = BigInt(latest);
  for (let at = 5; at >= 0; at -= 1) { bytes[at] = Number(time & 0xffn); time >>= 8n; }
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};

// The time of a record by this clock, and how far the server measured it to be ahead, in seconds.
const stamped = (session, { id = newId(), kind, about, values, at = new Date().toISOString() }) =>
  ({ id, kind, about, at, offset_seconds: session.offset ?? 0, values });

const locked = async (session, given) => {
  const record = stamped(session, given);
  const [own, sealed] = await Promise.all([lock(session.key, { record, note: given.note ?? {} }), seal(session.sealTo, record)]);
  return [record.id, { id: record.id, own, sealed, device: session.device, state: "waiting", since: Date.now() }];
};

// Keep records, all of them or none, with what is `beside` them in the meta store; resolves to their ids when they are on disk.
// One that waits here under the same id is replaced, unless it may have been sent.
export const keep = async (session, records, beside = {}) => {
  const entries = await Promise.all(records.map((record) => locked(session, record)));
  const others = await Promise.all(Object.entries(beside).map(async ([name, value]) => [store.of(session.device, name), await lock(session.key, value)]));
  await store.within(["outbox", "meta"], "readwrite", (outbox, meta) => {
    entries.forEach(([id, entry]) => replace(outbox, id, entry));
    others.forEach(([name, value]) => meta.put(value, name));
  });
  tellTabs();
  return entries.map(([id]) => id);
};

const replace = (outbox, id, entry) => {
  outbox.get(id).onsuccess = ({ target: { result: there, transaction } }) => {
    if (there && isSent(there)) { transaction.abort(); return; }
    outbox.put(entry, id);
    opened.entries.delete(id);
  };
};

// What was kept beside records under this name.
export const beside = async (session, name) => {
  const kept = await store.get("meta", store.of(session.device, name));
  return kept ? open(session.key, kept).catch(() => undefined) : undefined;
};

// The same of every name that begins so, `{rest of the name: value}`.
export const allBeside = async (session, beginning) => {
  const kept = (await store.allOf("meta", session.device)).filter(([name]) => name.startsWith(beginning));
  return Object.fromEntries(await Promise.all(kept.map(async ([name, value]) => [name.slice(beginning.length), await open(session.key, value)])));
};

const read = async (session, { own, ...entry }) => ({ ...(await open(session.key, own)), id: entry.id, state: entry.state, tried: Boolean(entry.tried), answer: entry.answer });

// Ids of records that may have reached the server, where the store was too full to keep that they may.
const triedHere = new Set();
const isSent = ({ id, state, tried }) => state === "waiting" && (Boolean(tried) || triedHere.has(id));
const isYoung = ({ since }) => Date.now() >= since && Date.now() < since + UNDO_FOR;

// The next few records that wait, in the order in which they were made; those that may still be undone only `at_once`.
// From here on they may have reached the server, whatever becomes of the call.
export const next = async (session, most, at_once) => {
  const entries = (await store.some(session.device, "waiting", most)).filter((entry) => at_once || !isYoung(entry));
  await tryNow(entries);
  entries.map(({ id }) => opened.entries.get(id)).filter(Boolean).forEach((entry) => { entry.tried = true; });
  return Promise.all(entries.map((entry) => read(session, entry)));
};

const tryNow = async (entries) => {
  if (entries.every((entry) => entry.tried)) return;
  try {
    await store.within(["outbox"], "readwrite", (outbox) => entries.forEach((entry) => still(outbox, entry.id, (there) => outbox.put({ ...there, tried: true }, there.id))));
  } catch (failed) {
    if (!store.isFull(failed)) throw failed;
    entries.forEach(({ id }) => triedHere.add(id)); // sending is what frees a full store
  }
};

// The next few of somebody who is not here now, sealed: those that wait, and with `all` those that were rejected as well.
export const nextSealed = async (device, most, all) => {
  const entries = (await Promise.all((all ? UNSENT : ["waiting"]).map((state) => store.some(device, state, most)))).flat().slice(0, most);
  await tryNow(entries);
  return entries;
};

// How many of somebody's are to be delivered so.
export const left = async (device, all) => (await Promise.all((all ? UNSENT : ["waiting"]).map((state) => store.count(device, state)))).reduce((sum, each) => sum + each, 0);

// Do something with an entry if it is there yet.
const still = (outbox, id, work) => { outbox.get(id).onsuccess = ({ target: { result } }) => { if (result) work(result); }; };

// Every record as this person may read it: `{id, record, note, state, answer}`. Those of an enrolment before this one nobody here can read.
// What was opened before is not opened again.
const all = async (session) => {
  if (opened.device !== session.device) opened = { device: session.device, entries: new Map() };
  const found = (await Promise.all([...UNSENT, FLAGGED].map(async (state) => (await store.ids(session.device, state)).map((id) => [id, state])))).flat();
  const known = opened.entries;
  const there = new Set(found.map(([id]) => id));
  [...known.keys()].filter((id) => !there.has(id)).forEach((id) => known.delete(id));
  await Promise.all(found.filter(([id, state]) => known.get(id)?.state !== state).map(async ([id]) => {
    const entry = await store.get("outbox", id);
    if (entry) known.set(id, await read(session, { ...entry, id }));
  }));
  return [...known.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
};

// What is here yet, and what the server has taken and flagged: the one waits for it, the other for a person to have read why.
export const list = async (session) => (await all(session)).filter(({ state }) => state !== FLAGGED);
export const flagged = async (session) => (await all(session)).filter(({ state }) => state === FLAGGED);

// Nothing that was opened stays in memory.
export const close = () => { opened = { device: null, entries: new Map() }; };

export const counts = async (session) => {
  const [waiting, rejected, flagged] = await Promise.all([...UNSENT, FLAGGED].map((state) => store.count(session.device, state)));
  return { waiting, rejected, flagged };
};

// Take records back, and put back what was `beside` them; false, and nothing changed, where one has been sent or may have been.
export const discard = async (ids, { session, beside = {} } = {}) => {
  const others = await Promise.all(Object.entries(beside).map(async ([name, value]) => [store.of(session.device, name), await lock(session.key, value)]));
  const taken = await store.within(["outbox", "meta"], "readwrite", (outbox, meta) => {
    ids.forEach((id) => {
      outbox.get(id).onsuccess = ({ target: { result: there, transaction } }) => {
        if (!there || isSent(there)) transaction.abort();
        else outbox.delete(id);
      };
    });
    others.forEach(([name, value]) => meta.put(value, name));
    return true;
  }).catch(() => false);
  tellTabs();
  return taken;
};

// What the server answered: taken records leave first, which makes room, rejected ones stay with the reason, and so do those that it took and flagged,
// until somebody has read it; of these nothing is kept that could be sent again.
const ANSWERED = {
  rejected: (there, answer) => ({ ...there, state: "rejected", answer }),
  flagged: ({ id, device, own }, answer) => ({ id, device, own, state: FLAGGED, answer, since: Date.now() }),
};

export const settle = async (answers) => {
  const [taken, others] = [false, true].map((stays) => answers.filter(({ state }) => Boolean(ANSWERED[state]) === stays));
  await store.within(["outbox"], "readwrite", (outbox) => taken.forEach(({ id }) => outbox.delete(id)));
  if (others.length) await store.within(["outbox"], "readwrite", (outbox) => others.forEach((answer) => still(outbox, answer.id, (there) => outbox.put(ANSWERED[answer.state](there, answer), answer.id))));
};

// What was flagged days ago is said no longer.
export const forgetOld = async (device) => {
  const old = (await store.some(device, FLAGGED)).filter(({ since }) => Date.now() - since > SHOWN_FOR);
  if (old.length) await store.within(["outbox"], "readwrite", (outbox) => old.forEach(({ id }) => outbox.delete(id)));
};
