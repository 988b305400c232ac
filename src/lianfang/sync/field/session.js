// Who uses this phone, and whether it is open. Nothing readable stays when it is locked.
import * as keys from "./keys.js";
import * as store from "./store.js";
import { call, deliverSealed } from "./transport.js";

const TRIES = 10;
export let current = null;

export const isEnrolled = async () => Boolean(await store.get("meta", "enrolment"));

// Enrol by a pairing code; the tokens are locked under the PIN, except the one that only delivers.
export const enrol = async (code, pin) => {
  const { status, said } = await call("pair", { send: { code } });
  if (status !== 200) throw new Error(said.errors?.[0]?.says ?? said.detail ?? String(status));
  const { kept, key } = await keys.make(pin);
  const secrets = await keys.lock(key, { token: said.token, name: said.name });
  const enrolment = { device: said.device, kept, secrets, delivery: said.delivery_token, sealTo: said.seal_to, lives: said.slice_lives_seconds * 1000, label: said.label };
  const left = await leftBehind();
  await store.within(["meta", "items"], "readwrite", (meta, items) => { items.clear(); meta.clear(); meta.put(enrolment, "enrolment"); meta.put(0, "tries"); meta.put(left, "left"); });
  current = { device: said.device, key, token: said.token, name: said.name, sealTo: said.seal_to, lives: enrolment.lives, offset: 0 };
};

// Open with the PIN. Resolves to how many tries are left after a wrong one; null when it is open; throws "too many".
export const unlock = async (pin) => {
  const tries = ((await store.get("meta", "tries")) ?? 0) + 1;
  await store.put("meta", "tries", tries);
  const enrolment = await store.get("meta", "enrolment");
  try {
    const key = await keys.unlock(enrolment.kept, pin);
    const { token, name } = await keys.open(key, enrolment.secrets);
    await store.put("meta", "tries", 0);
    current = { device: enrolment.device, key, token, name, sealTo: enrolment.sealTo, lives: enrolment.lives, offset: (await store.get("meta", "offset")) ?? 0 };
    return null;
  } catch {
    if (tries >= TRIES) { await forget(); throw new Error("too many"); }
    return TRIES - tries;
  }
};

export const lock = () => { current = null; };

// Enrolments of this phone whose records can only be delivered sealed: the one there is now, once it ends, and those before it.
const leftBehind = async () => {
  const enrolment = await store.get("meta", "enrolment");
  const before = (await store.get("meta", "left")) ?? [];
  return enrolment ? [...before, { device: enrolment.device, token: enrolment.delivery }] : before;
};

// Remove the work and the keys that read it. What is sealed stays until it is delivered.
export const forget = async () => {
  const left = await leftBehind();
  current = null;
  await store.within(["items", "meta"], "readwrite", (items, meta) => { items.clear(); meta.clear(); meta.put(left, "left"); });
};

// Revoked: nothing stays.
export const wipe = async () => { current = null; await store.empty("meta", "items", "outbox"); };

// Sealed records of an enrolment whose PIN is lost go out whenever there is a connection.
export const deliverLeft = async () => {
  const left = (await store.get("meta", "left")) ?? [];
  const delivered = await Promise.all(left.map((each) => deliverSealed(each).catch(() => false)));
  await store.put("meta", "left", left.filter((_each, at) => !delivered[at]));
};

// The slice is for a day: after that without contact it is gone.
export const expireSlice = async () => {
  const received = await store.get("meta", "received");
  if (!received || !current || Date.now() - received < current.lives) return false;
  await store.within(["items", "meta"], "readwrite", (items, meta) => { items.clear(); meta.delete("watermark"); meta.delete("received"); });
  return true;
};
