/* In a chapter: notes that it was read, and shows at its end how far its reader is.

   Read is a chapter whose end has been on the screen and that was open in front for a tenth of its reading time, all
   visits together (data-seconds, from book/reading.py); or one whose questions have all been answered; or one that
   its reader has ticked. What the reader decides, holds. In a package for a learning platform the platform's rule
   holds instead (html[data-reading=platform], classroom/scorm/assets/frame.js): it says "cx:end". */
(() => {
  "use strict";
  const cx = window.cxReading;
  const place = document.querySelector(".cx-reading");
  if (!place) return;
  const slug = place.dataset.page;
  const questions = place.dataset.questions.split(" ").filter(Boolean);
  const tick = place.querySelector("input");
  const told = place.querySelector("[role=status]");
  const byPlatform = document.documentElement.dataset.reading === "platform";
  const mine = () => cx.chapters()[slug] ?? {};
  const keeps = cx.keeps();

  const formOf = (id) => document.getElementById(`quiz-${id}`);
  const isRight = (answers, id) => (answers[id] ? answers[id].right : formOf(id)?.dataset.checked === "right");
  const isAnswered = (answers, id) => Boolean(answers[id] || formOf(id)?.dataset.checked);

  const show = () => {
    const answers = cx.answers();
    const done = questions.filter((id) => isRight(answers, id)).length;
    const words = place.dataset.say.replace("{done}", done).replace("{all}", questions.length);
    tick.checked = mine().read === true;
    place.querySelector(".cx-reading-count").textContent = questions.length ? words : "";
    place.querySelector(".cx-reading-trouble").textContent = keeps ? "" : place.dataset.sayForgets;
  };

  const decide = (read, by) => {
    save({ read, at: new Date().toISOString() });
    cx.show();
    show();
    cx.tell?.(read ? "chapter-read" : "chapter-unread", { chapter: slug, by });
    if (by !== "reader") told.textContent = place.dataset.sayNow; // said only when it happens
  };

  /* Time in front: counted by the second, stored when it matters. */
  let seconds = 0;
  const save = (changes = {}) => {
    if (!seconds && !Object.keys(changes).length) return;
    cx.keepChapter(slug, { ...changes, seconds: (mine().seconds ?? 0) + seconds });
    seconds = 0;
  };
  const look = () => {
    const { read, end, seconds: before = 0 } = mine();
    if (read === undefined && end && before + seconds >= Number(place.dataset.seconds)) decide(true, "time");
  };
  const count = () => {
    if (document.hidden || mine().read !== undefined) return;
    seconds += 1;
    if (seconds >= 15) save();
    look();
  };

  const lookAtQuestions = () => {
    if (mine().read !== undefined || !questions.length) return;
    if (questions.every((id) => isAnswered(cx.answers(), id))) decide(true, "questions");
  };
  const answered = (event) => {
    const id = event.target.dataset?.quiz;
    if (!questions.includes(id)) return;
    const isTaken = event.type === "submit" && event.target.dataset.checked; // quiz.js has taken the answer
    show();
    if (event.type === "reset") cx.tell?.("question-reset", { chapter: slug, question: id });
    if (!isTaken) return;
    const { tries } = cx.answers()[id] ?? {};
    cx.tell?.("question-answered", { chapter: slug, question: id, right: isTaken === "right", tries });
    if (!byPlatform) lookAtQuestions();
  };
  for (const name of ["submit", "reset"]) document.addEventListener(name, answered);

  if (byPlatform) {
    tick.disabled = true;
    document.addEventListener("cx:end", () => { if (!mine().read) decide(true, "platform"); });
  } else {
    lookAtQuestions();
    tick.addEventListener("change", () => decide(tick.checked, "reader"));
    setInterval(count, 1000);
    addEventListener("pagehide", () => save());
    document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
    const watch = () => new IntersectionObserver((entries, observer) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      if (mine().read === undefined) save({ end: true });
      look();
    }).observe(place);
    // Only once everything stands in its place: the end of an empty page is seen at once.
    if (document.readyState === "complete") watch();
    else addEventListener("load", watch, { once: true });
  }
  show();
  for (const name of ["pageshow", "storage"]) addEventListener(name, show);
})();
