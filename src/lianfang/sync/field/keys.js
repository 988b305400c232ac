// Keys of this phone. What it holds is locked by a key that only the PIN and this phone's own key together give back.
// PBKDF2 slows guessing down; the phone's key cannot be taken out of the browser. This protects a found phone, not a forensic copy.
const ROUNDS = 600_000;
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const random = (length) => crypto.getRandomValues(new Uint8Array(length));

export const toText = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
export const toBytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

const fromPin = async (pin, salt) => {
  const plain = await crypto.subtle.importKey("raw", encoder.encode(pin), "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS }, plain, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
};

export const lock = async (key, value) => {
  const nonce = random(12);
  const locked = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, encoder.encode(JSON.stringify(value)));
  return { nonce, locked };
};

export const open = async (key, { nonce, locked }) =>
  JSON.parse(decoder.decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce }, key, locked)));

// A new data key, wrapped twice: by the PIN, and around that by the phone's own key.
export const make = async (pin) => {
  const device = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const raw = random(32);
  const salt = random(16);
  const inner = await lock(await fromPin(pin, salt), { key: toText(raw) });
  const outer = await lock(device, { nonce: toText(inner.nonce), locked: toText(inner.locked) });
  return { kept: { device, salt, outer }, key: await dataKey(raw) };
};

const dataKey = (raw) => crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);

// The data key; throws for a wrong PIN.
export const unlock = async ({ device, salt, outer }, pin) => {
  const inner = await open(device, outer);
  const { key } = await open(await fromPin(pin, salt), { nonce: toBytes(inner.nonce), locked: toBytes(inner.locked) });
  return dataKey(toBytes(key));
};

// Seal to the server: a key pair for this one record; nobody on this phone can open it again.
export const seal = async (serverPoint, value) => {
  const theirs = await crypto.subtle.importKey("raw", toBytes(serverPoint), { name: "ECDH", namedCurve: "P-256" }, false, []);
  const mine = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, mine.privateKey, 256);
  const material = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const info = encoder.encode("lianfang sealed record 1");
  const key = await crypto.subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info }, material, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const { nonce, locked } = await lock(key, value);
  const point = await crypto.subtle.exportKey("raw", mine.publicKey);
  return { key: toText(point), nonce: toText(nonce), locked: toText(locked) };
};
