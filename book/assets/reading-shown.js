/* Shows what was read and answered: on the path, in the list of chapters, in the routes, on the page "Your progress". */
(() => {
  "use strict";
  const cx = window.cxReading;
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const slugOf = (link) => (link.getAttribute("href") === "#" ? location.href : link.href).match(/\/chapters\/([\w-]+)\.html/)?.[1];

  /* The marks of the list of chapters, made once: for the eye a tick (sidebar.css), for screen readers a word. */
  const word = document.querySelector("[data-say-done]")?.dataset.sayDone ?? "";
  const links = new Map();
  for (const link of document.querySelectorAll("nav.bd-links a[href]")) {
    const slug = slugOf(link);
    if (!slug || link.hash) continue;
    const mark = Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: ` ${word}`, hidden: true });
    link.append(mark);
    links.set(link, { slug, mark });
  }

  const right = (answers, ids) => ids.filter((id) => answers[id]?.right).length;
  const said = ({ dataset }, isRead, counts) => [
    isRead && dataset.sayRead,
    counts.all > 0 && fill(dataset.say, counts),
  ].filter(Boolean).join(" · ");

  cx.show = () => {
    const chapters = cx.chapters(), answers = cx.answers();
    const isRead = (slug) => chapters[slug]?.read === true;
    for (const station of document.querySelectorAll(".cx-rail li[data-page]")) station.classList.toggle("done", isRead(station.dataset.page));
    for (const [link, { slug, mark }] of links) {
      link.classList.toggle("cx-read", isRead(slug));
      mark.hidden = !isRead(slug);
    }
    for (const place of document.querySelectorAll(".cx-done")) {
      const ids = place.dataset.questions.split(" ").filter(Boolean);
      const counts = { done: right(answers, ids), all: ids.length };
      place.textContent = said(place, isRead(place.dataset.page), counts);
      place.classList.toggle("cx-all-done", isRead(place.dataset.page) && counts.done === counts.all);
    }
    for (const place of document.querySelectorAll(".cx-read-sum")) {
      const slugs = place.dataset.pages ? place.dataset.pages.split(" ") : stations();
      const read = slugs.filter(isRead).length;
      place.textContent = read || "always" in place.dataset ? fill(place.dataset.say, { read, all: slugs.length }) : "";
    }
  };

  /* The chapters of the path that the reader keeps. */
  const stations = () => {
    const { path } = document.documentElement.dataset;
    return [...document.querySelectorAll(`.cx-rail li[data-paths~="${CSS.escape(path ?? "")}"]`)].map((station) => station.dataset.page);
  };

  cx.show();
  addEventListener("pageshow", cx.show); // the page comes back from the browser's memory after a chapter was read
  addEventListener("storage", cx.show); // a chapter in another window
  new MutationObserver(cx.show).observe(document.documentElement, { attributeFilter: ["data-path"] });
  for (const name of ["submit", "reset"]) document.addEventListener(name, cx.show); // after quiz.js, which listens nearer
})();
