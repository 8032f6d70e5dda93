/* The line above the book: how far the learner has come, which chapters are missing, and what went wrong. */
(() => {
  "use strict";
  const cx = (window.cxScorm ??= {});
  const SAY = {
    summary: "{read} of {chapters} chapters read, {answered} of {questions} questions answered",
    read: "read",
    unread: "not read to its end yet",
    answers: "{answered} of {questions} questions answered",
    done: "Everything is done: {right} of {questions} questions were right at the first try ({score} %).",
    alone: "No learning platform was found. What you do is kept on this device only.",
    refused: "The learning platform did not answer. What you do is kept on this device only.",
    lost: "The learning platform did not store the last step. It is kept on this device and sent again later.",
    forgets: "No learning platform was found, and this browser keeps nothing. What you do is forgotten when you leave.",
    review: "You are looking back: the learning platform stores nothing this time.",
  };
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const list = document.getElementById("chapters");
  const said = document.getElementById("said");

  const entry = (chapter) => {
    const link = Object.assign(document.createElement("a"), { textContent: chapter.title, href: `book/${chapter.page}.html`, target: "book" });
    link.addEventListener("click", () => { list.open = false; });
    const about = document.createElement("span");
    const answers = chapter.questions ? `, ${fill(SAY.answers, chapter)}` : "";
    about.textContent = `${chapter.read ? SAY.read : SAY.unread}${answers}`;
    const item = document.createElement("li");
    item.append(link, about);
    return item;
  };

  /* `counted` as state.js counts; `trouble` the name of a sentence above, or nothing. */
  cx.showProgress = (counted, trouble) => {
    const all = { ...counted, chapters: counted.chapters.length };
    list.querySelector("summary").textContent = fill(SAY.summary, all);
    if (!list.contains(document.activeElement) || !list.open) list.querySelector("ol").replaceChildren(...counted.chapters.map(entry));
    const words = trouble ? SAY[trouble] : counted.done ? fill(SAY.done, all) : "";
    if (said.textContent !== words) said.textContent = words; // a screen reader says it once
  };

  list.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !list.open) return;
    list.open = false;
    list.querySelector("summary").focus();
  });
})();
