// What is recorded here and not taken yet. Each record is kept twice: readable under the PIN's key, and sealed to the server's,
// so that after a lost PIN it can still be delivered, and never read.
import { lock, open, seal } from "./keys.js";
import * as store from "./store.js";

// UUIDv7: ids in the order of time, made here, the same for every attempt to send.
export const newId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = BigInt(Date.now());
  for (let at = 5; at >= 0; at -= 1) { bytes[at] = Number(time & 0xffn); time >>= 8n; }
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};

// Keep a record; resolves when it is on disk. `offset` is what the server measured this clock to be ahead, in seconds.
export const keep = async (session, { id = newId(), kind, about, values, at = new Date().toISOString(), note = {} }) => {
  const record = { id, kind, about, at, offset_seconds: session.offset ?? 0, values };
  const [own, sealed] = await Promise.all([lock(session.key, { record, note }), seal(session.sealTo, record)]);
  await store.put("outbox", id, { own, sealed, device: session.device, state: "waiting", since: Date.now() });
  return id;
};

// Every record as this person may read it: `{id, record, note, state, answer}`. Those of an enrolment before this one nobody here can read.
export const list = async (session) => {
  const mine = (await store.all("outbox")).filter(([, entry]) => entry.device === session.device);
  const kept = mine.sort(([one], [other]) => (one < other ? -1 : 1));
  return Promise.all(kept.map(async ([id, entry]) => ({ id, ...(await open(session.key, entry.own)), state: entry.state, answer: entry.answer })));
};

export const counts = async () => {
  const states = (await store.all("outbox")).map(([, entry]) => entry.state);
  return { waiting: states.filter((state) => state === "waiting").length, rejected: states.filter((state) => state === "rejected").length };
};

// Take a record back; false where it has been taken by the server already.
export const discard = async (id) => {
  const there = Boolean(await store.get("outbox", id));
  await store.drop("outbox", id);
  return there;
};

// What the server answered: taken records leave, rejected ones stay with the reason.
export const settle = (answers) => store.within(["outbox"], "readwrite", (outbox) => {
  for (const answer of answers) {
    if (answer.state !== "rejected") outbox.delete(answer.id);
    else {
      const asked = outbox.get(answer.id);
      asked.onsuccess = () => asked.result && outbox.put({ ...asked.result, state: "rejected", answer }, answer.id);
    }
  }
});
