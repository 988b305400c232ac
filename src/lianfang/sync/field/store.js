// The phone's store (IndexedDB): keys and tokens, the slice, the outbox. Everything personal in it is locked.
const STORES = ["meta", "items", "outbox"];
let opened;

const db = () => (opened ??= new Promise((resolve, reject) => {
  const asked = indexedDB.open("lianfang-field", 1);
  asked.onupgradeneeded = () => STORES.forEach((name) => asked.result.createObjectStore(name));
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

export const get = async (name, key) => request((await db()).transaction(name).objectStore(name).get(key));
export const put = (name, key, value) => within([name], "readwrite", (store) => { store.put(value, key); });
export const drop = (name, key) => within([name], "readwrite", (store) => { store.delete(key); });
export const empty = (...names) => within(names, "readwrite", (...stores) => stores.forEach((store) => store.clear()));

export const all = async (name) => {
  const store = (await db()).transaction(name).objectStore(name);
  const [keys, values] = await Promise.all([request(store.getAllKeys()), request(store.getAll())]);
  return keys.map((key, at) => [key, values[at]]);
};

export const nearlyFull = async () => {
  const { usage = 0, quota = Infinity } = (await navigator.storage?.estimate?.()) ?? {};
  return usage > quota * 0.9;
};
