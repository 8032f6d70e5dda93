/* The button that copies code comes when a reader first opens code: most never do. */
(() => {
  "use strict";
  const COPYING = ["clipboard.min.js", "copybutton.js"]; // in this order
  const root = document.documentElement.dataset.content_root || "./";
  const load = (name) => {
    const src = new URL(`${root}_static/${name}`, document.baseURI);
    document.head.append(Object.assign(document.createElement("script"), { src, async: false }));
  };
  const shut = document.querySelectorAll("details.hide");
  let come = Boolean(document.querySelector("script[src*='copybutton.js']"));
  for (const code of shut) {
    code.addEventListener("toggle", () => {
      if (!come) COPYING.forEach(load);
      come = true;
    }, { once: true });
  }
})();
