/* Where a hub serves the book, each chapter gets a link that opens its exercise in JupyterLab.
   Everywhere else nothing is asked for, and the page stays as it is. */
(() => {
  "use strict";
  const served = location.pathname.match(/^(.*\/services\/course\/book\/)chapters\/([\w-]+)\.html$/);
  const place = document.querySelector("section#exercise");
  if (!served || !place) return;
  const [, book, slug] = served;

  const add = (known) => {
    if (!known || !Object.hasOwn(known.exercises, slug)) return;
    const link = document.createElement("a");
    link.className = "cx-launch";
    link.href = known.exercises[slug];
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = "Open the exercise in JupyterLab";
    const line = document.createElement("p");
    line.append(link);
    place.append(line);
  };

  /* The hub takes a request of this mode from a page of its own; for any other it wants a token. */
  fetch(`${book}launch.json`, { mode: "no-cors" })
    .then((answer) => (answer.ok ? answer.json() : null))
    .then(add)
    .catch(() => {});
})();
