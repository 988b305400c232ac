
// Keeps the application's own files so that it opens with no signal; never anything with data.
const CACHE = "field-VERSION";
const FILES = "KEPT";
const ALONE = "ALONE";

const isWhole = async () => {
  const cache = await caches.open(CACHE);
  return (await Promise.all(FILES.map((path) => cache.match(path)))).every(Boolean);
};

// The page of a first visit has kept everything already.
self.addEventListener("install", (event) => {
  event.waitUntil(isWhole().then((whole) => whole || keepFiles("VERSION", ALONE)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("field-") && name !== CACHE;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || !FILES.includes(address.pathname)) return;
  event.respondWith(caches.open(CACHE).then(async (cache) => (await cache.match(address.pathname)) ?? fetch(event.request)));
});
