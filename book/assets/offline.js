/* Keeps the book on this device, to be read without a connection: by itself, once a page has stood still for a while, or
   when the reader asks. Who saves data, or has said no, is left alone. The box says how far it is. The work is done by
   sw.js; a script in the head has written html[data-keep], the folder of the language, where all this can be. */
(() => {
  "use strict";
  const KEY = "everyone-owns-the-experience:offline";
  const STILL = 5000; // milliseconds after a page has come: it goes first
  const root = document.documentElement;
  if (!("keep" in root.dataset)) return;
  const folder = root.dataset.keep;
  const own = new URL(root.dataset.content_root || "./", location.href);
  const site = new URL("../".repeat(folder.split("/").length - 1) || "./", own);
  // By a script, since a browser that opens the page as a file complains about them.
  for (const [rel, file] of [["manifest", "manifest.json"], ["apple-touch-icon", "_static/icon-192.png"]]) {
    const link = Object.assign(document.createElement("link"), { rel, href: new URL(file, own), crossOrigin: "use-credentials" });
    document.head.append(link);
  }
  const boxes = [...document.querySelectorAll(".cx-offline")];
  const lines = boxes.flatMap((box) => [...box.querySelectorAll("p")]).map((line) => [line, line.textContent]);

  const choice = () => {
    try { return localStorage.getItem(KEY); } catch { return null; }
  };
  const choose = (word) => {
    try { localStorage.setItem(KEY, word); } catch { /* no storage: it holds until the page is left */ }
  };
  const saves = () => navigator.connection?.saveData || /2g/.test(navigator.connection?.effectiveType ?? "");

  const known = {};
  const megabytes = (bytes) => (bytes === undefined ? "…" : String(Math.ceil(bytes / 1e6)));
  const show = (said) => {
    Object.assign(known, said);
    if (known.state === "gone") { delete root.dataset.keep; return; }
    for (const [line, words] of lines) {
      const now = words.replace("{done}", megabytes(known.done ?? 0)).replace("{all}", megabytes(known.all));
      if (line.textContent !== now) line.textContent = now;
    }
    for (const box of boxes) {
      box.dataset.state = known.state;
      const bar = box.querySelector("progress");
      bar.value = known.state === "going" ? known.done / known.all : 0;
    }
  };

  let port;
  const ask = async (what, hear) => {
    const channel = new MessageChannel();
    port?.close();
    port = channel.port1;
    port.onmessage = ({ data }) => hear(data);
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage({ ask: what, folder }, [channel.port2]);
  };

  const keep = async () => {
    try {
      await navigator.serviceWorker.register(new URL("sw.js", site), { updateViaCache: "none" });
      await ask("keep", show);
    } catch {
      show({ state: "later" }); // no worker here, or signed off
    }
  };
  const letGo = async () => {
    show({ state: "no", done: 0 });
    const kept = await navigator.serviceWorker.getRegistration(site);
    if (kept) await ask("forget", () => kept.unregister());
  };

  for (const button of boxes.flatMap((box) => [...box.querySelectorAll("button")])) {
    button.addEventListener("click", () => {
      button.closest(".cx-offline").setAttribute("aria-live", "polite"); // what the reader asked for is also said
      choose(button.value);
      if (button.value === "no") return letGo();
      navigator.storage?.persist?.(); // the browser may leave it longer
      show({ state: "going", done: 0 });
      return keep();
    });
  }

  // How much it takes is fetched when a reader comes near the box and the device does not know it.
  const size = () => fetch(new URL("offline-size.json", own)).then((answer) => answer.json()).then(({ bytes }) => show({ all: bytes }), () => {});
  const near = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    near.disconnect();
    if (known.state === "soon" && navigator.serviceWorker.controller) return ask("state", (said) => (said.all ? show(said) : size()));
    return size();
  });
  boxes.forEach((box) => near.observe(box));

  const still = () => {
    setTimeout(() => (window.requestIdleCallback ?? setTimeout)(() => {
      if ((choice() ?? (saves() ? "no" : "yes")) === "yes") keep();
    }, { timeout: STILL }), STILL);
  };
  show({ state: choice() === "no" || (saves() && !choice()) ? "no" : "soon" });
  if (known.state === "soon") document.readyState === "complete" ? still() : addEventListener("load", still);
  addEventListener("pagehide", () => port?.close()); // a page that waits to come back hears nothing
  addEventListener("pageshow", (event) => { if (event.persisted && known.state === "going") keep(); });
})();
