// Who uses this phone, and whether it is open. Several people of a post may use one phone in turn: each has a PIN, keys and
// tokens of their own, and nothing of one can be read by another. Nothing readable stays when it is locked.
import * as keys from "./keys.js";
import * as store from "./store.js";
import { call, deliverSealed } from "./transport.js";

const TRIES = 10;
const ASK_EVERY = 10 * 60_000;
const asked = new Map();
export let current = null;
export let wasWiped = false;

// The people of this phone, in the order in which they were enrolled.
export const people = async () => (await store.get("meta", "people")) ?? [];
export const others = async () => (await people()).filter(({ device }) => device !== current?.device);
export const isEnrolled = async () => (await people()).length > 0;
export const isThere = async () => (await people()).some(({ device }) => device === current?.device);
export const lastDevice = () => store.get("meta", "last");

// By what somebody is chosen on a phone that is locked: 王**. A found phone tells no more.
const markOf = (name) => `${[...name][0] ?? ""}**`;

const open = async ({ device, sealTo, lives, shared }, key, { token, name }) => {
  current = { device, key, token, name, sealTo, lives, shared, offset: (await store.get("meta", "offset")) ?? 0 };
};

const leaving = ({ device, delivery }) => ({ device, token: delivery });

// Enrol by a pairing code; the tokens are locked under the PIN, except the one that only delivers. On a shared phone this
// adds a person; on any other it takes the place of whoever was there, whose unsent records are delivered sealed. False where the
// line broke: the code may be used up by then.
export const enrol = async (code, pin) => {
  const answer = await call("pair", { send: { code } }).catch(() => null);
  if (!answer) return false;
  const { status, said } = answer;
  if (status !== 200) throw new Error(said.errors?.[0]?.says ?? said.detail ?? String(status));
  const { kept, key } = await keys.make(pin);
  const secrets = await keys.lock(key, { token: said.token, name: said.name });
  const person = { device: said.device, person: said.person, shared: said.shared, mark: markOf(said.name), kept, secrets, delivery: said.delivery_token, sealTo: said.seal_to, lives: said.slice_lives_seconds * 1000, label: said.label };
  const before = await people();
  const staying = before.filter((each) => said.shared && each.shared === said.shared && each.person !== said.person);
  await keepPeople([...staying, person], before.filter((each) => !staying.includes(each)));
  await store.put("meta", "last", said.device);
  await open(person, key, said);
  wasWiped = false;
  return true;
};

// Who is left, and who goes: of those the work and the keys are removed, and what is sealed stays until it is delivered.
const keepPeople = async (staying, going) => {
  const left = (await store.get("meta", "left")) ?? [];
  await store.within(["meta", "items"], "readwrite", (meta, items) => {
    going.forEach(({ device }) => [meta, items].forEach((each) => each.delete(store.range(device))));
    meta.put(staying, "people");
    meta.put([...left, ...going.map(leaving)], "left");
  });
};

// Open with somebody's PIN. Resolves to how many tries are left after a wrong one; null when it is open; throws "too many".
export const unlock = async (device, pin) => {
  const person = (await people()).find((each) => each.device === device);
  const tries = ((await store.get("meta", store.of(device, "tries"))) ?? 0) + 1;
  await store.put("meta", store.of(device, "tries"), tries);
  try {
    const key = await keys.unlock(person.kept, pin);
    const secrets = await keys.open(key, person.secrets);
    await store.put("meta", store.of(device, "tries"), 0);
    await store.put("meta", "last", device);
    await open(person, key, secrets);
    return null;
  } catch {
    if (tries >= TRIES) { await forget(device); throw new Error("too many"); }
    return TRIES - tries;
  }
};

export const lock = () => { current = null; };

const forget = async (device) => {
  const all = await people();
  if (current?.device === device) current = null;
  await keepPeople(all.filter((each) => each.device !== device), all.filter((each) => each.device === device));
};

// Revoked: nothing of this person stays. Where nobody else is on the phone, nothing stays at all.
export const wipe = async (device = current?.device) => {
  if (current?.device === device) current = null;
  wasWiped = true;
  const staying = (await people()).filter((each) => each.device !== device);
  if (!staying.length) { await store.empty("meta", "items", "outbox"); return; }
  await store.within(["meta", "items", "outbox"], "readwrite", (meta, items, outbox) => {
    [meta, items].forEach((each) => each.delete(store.range(device)));
    meta.put(staying, "people");
    store.dropOf(outbox, device);
  });
};

// Whether somebody who is not here now has to be asked about: something waits, or the server has not been asked for a while
// whether the person still belongs to the phone.
const isDue = async ({ device }) => (await store.count(device, "waiting")) > 0 || Date.now() - (asked.get(device) ?? 0) > ASK_EVERY;

// Deliver sealed what those recorded who are not here now, and what an enrolment left whose PIN is lost. `everybody`: ask about
// each person of the phone, whatever was asked before.
export const deliverRest = async ({ everybody = false } = {}) => {
  const left = (await store.get("meta", "left")) ?? [];
  const undelivered = [];
  for (const each of left) if ((await deliverSealed(each, { last: true })) === "offline") undelivered.push(each);
  if (left.length) await store.put("meta", "left", undelivered);
  for (const person of await others()) {
    if (!everybody && !(await isDue(person))) continue;
    const came = await deliverSealed(leaving(person));
    if (came !== "offline") asked.set(person.device, Date.now());
    if (came === "wipe") await wipe(person.device);
  }
};

// A slice is for a day: after that without contact it is gone, whether its person opens the phone again or not.
const over = new Set();
export const expireSlices = async () => {
  for (const { device, lives } of await people()) {
    const received = await store.get("meta", store.of(device, "received"));
    if (!received || Date.now() - received < lives) continue;
    await store.within(["items", "meta"], "readwrite", (items, meta) => { items.delete(store.range(device)); ["watermark", "received"].forEach((name) => meta.delete(store.of(device, name))); });
    over.add(device);
  }
};

// Whether the work of who is here now was removed because of its age; said once.
export const wasTooOld = () => over.delete(current?.device);
