/* The worker of the book (sw.js), second half: answers from what is kept, when no server answers.
   Online the server is asked for each page, so a page is never old, and who is signed off is asked to sign on. */
const PATIENCE = 4000; // milliseconds until the kept copy is shown while the server makes up its mind
const IMPATIENCE = 500; // the same, when it has just been slow
const SLOW_FOR = 30_000;
const NO_SERVER = [502, 503, 504];

const byLength = (folders) => folders.sort((one, other) => other.length - one.length);

const find = async (path) => {
  const known = await lists();
  for (const folder of byLength(Object.keys(known)).filter((each) => path.startsWith(each))) {
    const { files } = known[folder];
    const rest = path.slice(folder.length);
    const name = [rest, /^$|\/$/.test(rest) ? `${rest}index.html` : `${rest}.html`].find((each) => Object.hasOwn(files, each));
    if (name) return { name, file: files[name] };
  }
};
const opened = async ({ name, file }) => (await store()).match(keyOf(name, file));

/* For an address that is not kept: the page for wrong addresses, or the one that says that something is not here. */
const instead = async (path, from) => {
  const known = await lists();
  const folders = byLength(Object.keys(known));
  const own = folders.find((folder) => path.startsWith(folder) && !known[folder].others.some((other) => path.startsWith(other)));
  const came = folders.find((folder) => from.startsWith(ROOT + folder));
  const folder = own ?? came ?? folders[0];
  const wrong = own !== undefined && !/\.(?!html$)\w+$/.test(path);
  const name = wrong ? "404.html" : "offline.html";
  const file = known[folder]?.files[name];
  const copy = file && await opened({ name, file });
  if (!copy) return Response.error();
  // It is shown at any address, and has to find the other pages.
  const text = (await copy.text()).replace("<html", `<html data-root="${ROOT}${folder}"`);
  return new Response(text, { status: wrong ? 404 : 503, headers: copy.headers });
};

let slowUntil = 0;
const inTime = (network) => new Promise((resolve, reject) => {
  const wait = Date.now() < slowUntil ? IMPATIENCE : PATIENCE;
  const clock = setTimeout(() => {
    slowUntil = Date.now() + SLOW_FOR;
    reject(new Error("The server is slow."));
  }, wait);
  network.then(resolve, reject).finally(() => clearTimeout(clock));
});

const plain = (path) => {
  try { return decodeURI(path); } catch { return path; }
};

const answer = async (event, { pathname, search }) => {
  const { request } = event;
  const navigates = request.mode === "navigate";
  const ask = async () => (navigates && await event.preloadResponse) || fetch(request);
  const asked = navigates ? ask() : null; // a page is under way while we look
  asked?.catch(() => {});
  const path = plain(pathname).slice(ROOT.length);
  const found = await find(path);
  const copy = found && await opened(found);
  // An address that changes with its file never means another file.
  if (copy && !navigates && search && found.file[2] === search) return copy;
  try {
    const said = await (copy ? inTime(asked ?? ask()) : asked ?? ask());
    return copy && NO_SERVER.includes(said.status) ? copy : said;
  } catch {
    if (copy) return copy;
    return navigates ? instead(path, request.referrer ? new URL(request.referrer).pathname : "") : Response.error();
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  const ours = address.origin === self.location.origin && address.pathname.startsWith(ROOT);
  if (ours && request.method === "GET" && !request.headers.has("range")) event.respondWith(answer(event, address));
});

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const ready = async () => {
    await letGo(STORE); // what an older worker kept in another form
    await self.registration.navigationPreload?.enable();
    await self.clients.claim();
  };
  event.waitUntil(ready());
});
