// How the application comes to a phone: in one piece, however often the line breaks, and only then it starts, from what is kept.
// No module: the page begins with it, and so does the worker (`sync.shell`), which fetches a later version by it.
const TRIES = 12;
const STALLED = 60_000;
const wait = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

// An answer that arrived whole; asked for again where the line broke, or nothing came for a minute.
const patiently = async (path, read = (answer) => answer.clone().arrayBuffer().then(() => answer)) => {
  for (let tried = 1; ; tried += 1) {
    try {
      const answer = await fetch(path, { cache: "no-cache", signal: AbortSignal.timeout?.(STALLED * tried) });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      return await read(answer);
    } catch (broken) {
      if (tried === TRIES) throw broken;
      await wait(Math.min(30_000, 400 * 2 ** tried) * (0.5 + Math.random()));
    }
  }
};

// Keep every file of this version: all in one piece, but for those of `alone`, whose answers say more than their content.
const keepFiles = async (version, alone) => {
  const cache = await caches.open(`field-${version}`);
  const keepOne = async (path) => cache.put(path, await patiently(path));
  const keepAll = async () => {
    const files = await patiently("/field/pack.json", (answer) => answer.json());
    await Promise.all(Object.entries(files).map(([path, { type, text }]) => cache.put(path, new Response(text, { headers: { "Content-Type": type } }))));
  };
  await Promise.all([keepAll(), ...alone.map(keepOne)]);
};

// The worker answers for this page from now on.
const served = async () => {
  const { serviceWorker } = navigator;
  const controlled = new Promise((done) => { serviceWorker.addEventListener("controllerchange", done, { once: true }); });
  const { installing } = await serviceWorker.register("/field/sw.js", { scope: "/field/" });
  const failed = new Promise((_done, fail) => { installing?.addEventListener("statechange", () => installing.state === "redundant" && fail(new Error("not kept"))); });
  if (installing && !serviceWorker.controller) await Promise.race([controlled, failed]);
};

// At the first visit everything is fetched and kept before it begins; where nothing can be kept it begins all the same.
const fetchAll = async ({ version, alone }) => {
  await keepFiles(version, alone.split(" "));
  for (let tried = 1; tried < TRIES; tried += 1) {
    const came = await served().then(() => true, () => wait(1000 * tried));
    if (came) return;
  }
};

const begin = async () => {
  const kept = "serviceWorker" in navigator && "caches" in self;
  const isFirst = kept && !navigator.serviceWorker.controller;
  if (isFirst) await fetchAll(document.documentElement.dataset).catch(() => {});
  else if (kept) served().catch(() => {});
  if (isFirst && !document.styleSheets.length) document.head.append(document.querySelector("link[rel=stylesheet]").cloneNode());
  await import("/field/app/main.js");
};

if (self.document) begin();
