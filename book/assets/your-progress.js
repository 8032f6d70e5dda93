/* The page "Your progress": its buttons write a file, take one in, and forget everything. */
(() => {
  "use strict";
  const cx = window.cxReading;
  const place = document.querySelector(".cx-own");
  if (!place) return;
  const [status, file, question] = [".cx-own-said", "input[type=file]", ".cx-own-sure"].map((each) => place.querySelector(each));
  const button = (name) => place.querySelector(`[data-do=${name}]`);
  const words = place.dataset;
  const say = (...sentences) => { status.textContent = sentences.filter(Boolean).join(" "); };
  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const state = () => ({ chapters: cx.chapters(), answers: cx.answers(), path: cx.path() });
  const isEmpty = ({ chapters, answers, path }) => !path && !Object.keys({ ...chapters, ...answers }).length;

  const save = () => {
    const now = state();
    if (isEmpty(now)) return say(words.sayNothing);
    const text = cx.asFile(now, new Date().toISOString());
    const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    Object.assign(document.createElement("a"), { href: address, download: `progress-${new Date().toISOString().slice(0, 10)}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    say(words.saySaved);
  };

  const take = async () => {
    const [chosen] = file.files;
    file.value = ""; // the same file may be chosen again
    if (!chosen) return;
    const found = cx.fromFile(await chosen.text().catch(() => ""));
    if (found.trouble) return say(words[found.trouble === "newer" ? "sayNewer" : "sayNotOurs"]);
    const before = state(), after = cx.together(before, found.state);
    if (!cx.keepAll(after)) return say(words.sayFull);
    if (after.path) document.documentElement.dataset.path = after.path;
    cx.show();
    const gained = cx.gained(before, after);
    const isNew = gained.chapters || gained.answers;
    say(isNew ? fill(words.sayTaken, gained) : words.sayKnown, found.left ? fill(words.sayLeft, found) : "");
  };

  const ask = (isAsked) => {
    question.hidden = !isAsked;
    button("forget").setAttribute("aria-expanded", String(isAsked));
    say();
    (isAsked ? question.querySelector("[data-do=keep]") : button("forget")).focus();
  };
  const forget = () => {
    ask(false);
    const gone = cx.forgetAll();
    delete document.documentElement.dataset.path;
    cx.show();
    say(gone ? words.sayForgotten : words.sayForgets);
  };

  button("save").addEventListener("click", save);
  button("take").addEventListener("click", () => file.click());
  file.addEventListener("change", take);
  button("forget").addEventListener("click", () => ask(question.hidden));
  button("keep").addEventListener("click", () => ask(false));
  button("yes").addEventListener("click", forget);
  if (!cx.keeps()) {
    place.querySelector(".cx-own-trouble").textContent = words.sayForgets;
    for (const name of ["take", "forget"]) button(name).disabled = true;
  }
})();
