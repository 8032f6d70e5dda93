/* The worker of the book (sw.js), first half: keeps the book on the reader's device when offline.js asks for it.
   Files are kept by checksum, and what is not the file of the list is never kept: no error, no page that asks to sign
   on, no half of a newer book. One entry says which lists are whole; writing it is the switch to a new version. */
"use strict";
const ROOT = new URL("./", self.location).pathname;
const OURS = "cx-book "; // so the names of our caches begin; they end with the book's folder: one address may have several
const STORE = `${OURS}1 ${ROOT}`; // 1: the form of what is kept
const WHOLE = `${ROOT}?kept`;
const FORM = 1; // of the lists
const AT_ONCE = 3;
const HEADERS = ["content-type", "content-security-policy", "referrer-policy", "x-content-type-options", "permissions-policy"];

let whole; // folder of a language → its list
let generation = 0; // a higher one: what is being kept now is not wanted any more
let turn = Promise.resolve(); // one language is kept after the other
const hearing = new Map(); // folder → ports of the pages that want to know how far it is

const store = () => caches.open(STORE);
const keyOf = (name, [sum]) => `${ROOT}?file=${sum}${name.slice(name.lastIndexOf("."))}`;
const lists = async () => (whole ??= await (await caches.match(WHOLE, { cacheName: STORE }))?.json() ?? {}); // makes no cache
const tell = (folder, said) => hearing.get(folder)?.forEach((port) => port.postMessage(said));

class Gone extends Error {} // the book is there, and is not to be kept any more

const listOf = async (folder) => {
  const fresh = (name) => fetch(`${ROOT}${folder}${name}`, { cache: "no-cache" });
  const answer = await fresh("offline.json");
  if ([404, 410].includes(answer.status)) {
    const first = await fresh("index.html");
    if (first.ok && !first.redirected) throw new Gone();
  }
  const list = answer.ok ? await answer.json() : {};
  if (list.form !== FORM) throw new Error("This is no list that we know.");
  return list;
};

const checksum = async (bytes) => {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).slice(0, 16);
  return btoa(String.fromCharCode(...digest)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};

const fetched = async (address, [sum, , query = ""]) => {
  const answer = await fetch(address + query, { cache: "no-cache", priority: "low" });
  const bytes = await answer.arrayBuffer();
  if (!answer.ok || await checksum(bytes) !== sum) throw new Error(`${address} is not the file of the list.`);
  // A copy that does not know its address: one file may stand at several.
  const headers = HEADERS.filter((name) => answer.headers.has(name)).map((name) => [name, answer.headers.get(name)]);
  return new Response(bytes, { headers });
};

const keep = async (folder) => {
  const mine = generation;
  const list = await listOf(folder);
  const all = list.bytes;
  if ((await lists())[folder]?.version === list.version) return tell(folder, { state: "kept", all });
  const box = await store();
  const waiting = Object.entries(list.files).reverse();
  let done = 0;
  const work = async () => {
    while (waiting.length && mine === generation) {
      const [name, file] = waiting.pop();
      if (!await box.match(keyOf(name, file))) await box.put(keyOf(name, file), await fetched(ROOT + folder + name, file));
      tell(folder, { state: "going", done: done += file[1], all });
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } catch (trouble) {
    waiting.length = 0; // the others stop, too
    throw trouble;
  }
  if (mine !== generation) return;
  const now = { ...await lists(), [folder]: list };
  await box.put(WHOLE, new Response(JSON.stringify(now)));
  whole = now;
  tell(folder, { state: "kept", all });
  await tidy(box, now);
};

const tidy = async (box, now) => {
  const needed = new Set([WHOLE]);
  for (const { files } of Object.values(now)) Object.entries(files).forEach(([name, file]) => needed.add(keyOf(name, file)));
  for (const request of await box.keys()) {
    const { pathname, search } = new URL(request.url);
    if (!needed.has(pathname + search)) await box.delete(request);
  }
};

/* Caches of this book; those of others at the same address are none of ours. */
const letGo = async (stays) => {
  for (const name of await caches.keys()) {
    if (name.startsWith(OURS) && name.endsWith(` ${ROOT}`) && name !== stays) await caches.delete(name);
  }
};
const forget = async () => {
  generation += 1;
  whole = {};
  await letGo();
};

const begin = async (folder) => {
  try {
    await keep(folder);
  } catch (trouble) {
    const held = (await lists())[folder]; // an older version is better than none
    if (!(trouble instanceof Gone)) return tell(folder, held ? { state: "kept", all: held.bytes } : { state: trouble.name === "QuotaExceededError" ? "full" : "later" });
    await forget();
    await self.registration.unregister();
    tell(folder, { state: "gone" });
  } finally {
    hearing.delete(folder);
  }
};

self.addEventListener("message", (event) => {
  const { ask, folder } = event.data;
  const [port] = event.ports;
  if (ask === "state") {
    event.waitUntil(lists().then((known) => port.postMessage(known[folder] ? { state: "kept", all: known[folder].bytes } : {})));
    return;
  }
  if (ask === "forget") {
    generation += 1;
    turn = turn.then(forget).finally(() => port.postMessage({ state: "no" }));
  } else if (hearing.has(folder)) {
    hearing.get(folder).push(port); // it is under way
  } else {
    hearing.set(folder, [port]);
    turn = turn.then(() => begin(folder));
  }
  event.waitUntil(turn);
});
