/* The frame with the book: opens a page, and tells what happens there.

   `cx.openBook(outline, place, tell)` shows `place` ("chapters/finance#section"); `tell` has moved(place), reached(page)
   when the end of a page came into view, answered(id, answer) and cleared(id). */
(() => {
  "use strict";
  const cx = (window.cxScorm ??= {});
  const MOST = 255; // characters of cmi.core.lesson_location
  let known, tell;

  const address = (place) => {
    const [page, part] = place.split("#");
    return known.pages.includes(page) ? `book/${page}.html${part ? `#${part}` : ""}` : undefined;
  };

  cx.openBook = (outline, places, listeners) => {
    [known, tell] = [outline, listeners];
    const frame = document.createElement("iframe");
    Object.assign(frame, { name: "book", title: outline.title, src: places.map(address).find(Boolean) ?? "book/index.html" });
    frame.addEventListener("load", () => frame.contentWindow.focus(), { once: true }); // the keyboard scrolls the book
    document.querySelector("main").replaceChildren(frame);
    document.title = outline.title;
  };

  /* page.js calls this in every page, before the page's other scripts. */
  cx.arrived = (win) => {
    const page = cx.pageOf(win.location.href);
    if (page === undefined) return;
    document.title = win.document.title;
    win.document.documentElement.dataset.reading = "platform"; // reading.js then goes by what is read here
    followTheme(win);
    cx.adaptLinks(win.document, page, known);
    watchAnswers(win.document);
    watchEnd(win, page);
    watchPlace(win, page);
  };

  const followTheme = (win) => {
    const root = win.document.documentElement;
    const copy = () => { document.documentElement.dataset.theme = root.dataset.theme; };
    new win.MutationObserver(copy).observe(root, { attributeFilter: ["data-theme"] });
    copy();
  };

  const watchAnswers = (doc) => {
    const quiz = (event) => (event.target.matches("form.cx-quiz") ? event.target : undefined);
    doc.addEventListener("submit", (event) => { // after quiz.js, which marks the form when it has taken the answer
      const form = quiz(event);
      if (!form?.dataset.checked) return;
      const answer = [...form.querySelectorAll("input:checked")].map((input) => Number(input.value));
      const sure = form.querySelector(".cx-sure input")?.value;
      const right = form.dataset.checked === "right";
      tell.answered(form.dataset.quiz, { answer, right, sure: sure ? Number(sure) : undefined, at: Date.now() });
    });
    doc.addEventListener("reset", (event) => { if (quiz(event)) tell.cleared(quiz(event).dataset.quiz); });
  };

  const watchEnd = (win, page) => {
    const article = win.document.querySelector("article.bd-article");
    if (!article) return;
    const end = win.document.createElement("div");
    end.style.blockSize = "1px";
    article.append(end);
    const observer = new win.IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      tell.reached(page);
      win.document.dispatchEvent(new win.Event("cx:end"));
    });
    // Only once everything stands in its place: an empty page would be read at once.
    const watch = () => observer.observe(end);
    if (win.document.readyState === "complete") watch();
    else win.addEventListener("load", watch, { once: true });
  };

  const watchPlace = (win, page) => {
    const sections = [...win.document.querySelectorAll("article.bd-article section[id]")];
    const now = () => {
      const passed = sections.filter((section) => section.getBoundingClientRect().top <= win.innerHeight / 4).at(-1);
      const place = win.scrollY > 0 && passed ? `${page}#${encodeURI(passed.id)}` : page;
      return place.length <= MOST ? place : page;
    };
    let waiting = 0;
    win.addEventListener("scroll", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => tell.moved(now(), false), 250);
    }, { passive: true });
    tell.moved(win.location.hash ? page + win.location.hash : page, true);
  };
})();
