// The phone's store (IndexedDB): keys and tokens, the slice, the outbox. Everything personal in it is locked.
const STORES = ["meta", "items", "outbox"];
let opened;

// Version 2 finds records by whose they are and how they stand, so that nothing is read in order to be counted.
const upgrade = (base, transaction) => {
  STORES.filter((name) => !base.objectStoreNames.contains(name)).forEach((name) => base.createObjectStore(name));
  const outbox = transaction.objectStore("outbox");
  if (outbox.indexNames.contains("state")) return;
  outbox.createIndex("state", ["device", "state"]);
  outbox.openCursor().onsuccess = ({ target: { result: cursor } }) => { if (cursor) { cursor.update({ ...cursor.value, id: cursor.key }); cursor.continue(); } };
};

const db = () => (opened ??= new Promise((resolve, reject) => {
  const asked = indexedDB.open("lianfang-field", 2);
  asked.onupgradeneeded = () => upgrade(asked.result, asked.transaction);
  asked.onsuccess = () => { asked.result.onversionchange = () => asked.result.close(); resolve(asked.result); };
  asked.onerror = () => reject(asked.error);
}));

// Run `work` over stores in one transaction that is on disk when this resolves; all of it or nothing.
export const within = async (names, mode, work) => {
  const base = await db();
  return new Promise((resolve, reject) => {
    const transaction = base.transaction(names, mode, { durability: "strict" });
    let answer;
    transaction.oncomplete = () => resolve(answer?.result !== undefined && answer instanceof IDBRequest ? answer.result : answer);
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error("not saved"));
    answer = work(...names.map((name) => transaction.objectStore(name)));
  });
};

const request = (asked) => new Promise((resolve, reject) => {
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});

const reading = async (name) => (await db()).transaction(name).objectStore(name);

export const get = async (name, key) => request((await reading(name)).get(key));
export const put = (name, key, value) => within([name], "readwrite", (store) => { store.put(value, key); });
export const drop = (name, key) => within([name], "readwrite", (store) => { store.delete(key); });
export const empty = (...names) => within(names, "readwrite", (...stores) => stores.forEach((store) => store.clear()));

// What belongs to one person of this phone stands under a name of that person; all of it is one range.
export const of = (device, name) => `${device}|${name}`;
export const range = (device) => IDBKeyRange.bound(of(device, ""), of(device, "\uffff"));

// Everything of one person in a store, by the names without the person.
export const allOf = async (name, device) => {
  const store = await reading(name);
  const [keys, values] = await Promise.all([request(store.getAllKeys(range(device))), request(store.getAll(range(device)))]);
  return keys.map((key, at) => [key.slice(of(device, "").length), values[at]]);
};

// Remove every record of one person; within a transaction over the outbox.
export const dropOf = (outbox, device) => {
  outbox.index("state").openCursor(IDBKeyRange.bound([device], [device, "\uffff"])).onsuccess = ({ target: { result: cursor } }) => { if (cursor) { cursor.delete(); cursor.continue(); } };
};

// Of the records of one enrolment in one state: how many, their ids in the order in which they were made, the first few.
const ofState = async (device, state) => [(await reading("outbox")).index("state"), IDBKeyRange.only([device, state])];
export const count = async (device, state) => { const [index, range] = await ofState(device, state); return request(index.count(range)); };
export const ids = async (device, state) => { const [index, range] = await ofState(device, state); return request(index.getAllKeys(range)); };
export const some = async (device, state, most) => { const [index, range] = await ofState(device, state); return request(index.getAll(range, most)); };

export const isFull = (failed) => failed?.name === "QuotaExceededError";

// For what may be forgotten when the phone is closed: a full store is no reason to stop.
export const unlessFull = (failed) => { if (!isFull(failed)) throw failed; };

export const nearlyFull = async () => {
  const { usage = 0, quota = Infinity } = (await navigator.storage?.estimate?.()) ?? {};
  return usage > quota * 0.9;
};
