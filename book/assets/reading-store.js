/* What this device keeps of a reader's progress: chapters that were read, answers (quiz.js writes them), the path.
   A chapter and a question have one name in all languages. Where nothing can be stored, chapters are known until the
   page is left. A chapter is { read, at, seconds, end }: `read` is missing until something has decided it. */
(() => {
  "use strict";
  const cx = (window.cxReading ??= {});
  const BOOK = "everyone-owns-the-experience:";
  const [CHAPTERS, ANSWERS, PATH] = [`${BOOK}reading`, `${BOOK}quiz`, `${BOOK}path`];
  let forgetful = {};

  const stored = (name) => {
    const found = JSON.parse(localStorage.getItem(name));
    return found && typeof found === "object" && !Array.isArray(found) ? found : {};
  };
  const tried = (deed, otherwise) => {
    try { return deed(); } catch { return otherwise; }
  };

  cx.keeps = () => tried(() => {
    localStorage.setItem(`${BOOK}probe`, "");
    localStorage.removeItem(`${BOOK}probe`);
    return true;
  }, false);

  cx.chapters = () => ({ ...tried(() => stored(CHAPTERS), {}), ...forgetful });
  cx.answers = () => tried(() => stored(ANSWERS), {});
  cx.path = () => tried(() => localStorage.getItem(PATH), null) ?? "";

  /* One chapter's record with some values changed. */
  cx.keepChapter = (slug, changes) => {
    const all = cx.chapters();
    const record = { ...all[slug], ...changes };
    const kept = tried(() => {
      localStorage.setItem(CHAPTERS, JSON.stringify({ ...all, [slug]: record }));
      return true;
    }, false);
    if (!kept) forgetful = { ...forgetful, [slug]: record };
  };

  /* Everything at once: all of it is kept, or nothing changes and the answer is false. */
  cx.keepAll = ({ chapters, answers, path }) => {
    const before = [CHAPTERS, ANSWERS, PATH].map((name) => [name, tried(() => localStorage.getItem(name), null)]);
    const put = ([name, text]) => (text ? localStorage.setItem(name, text) : localStorage.removeItem(name));
    return tried(() => {
      [[CHAPTERS, JSON.stringify(chapters)], [ANSWERS, JSON.stringify(answers)], [PATH, path]].forEach(put);
      return true;
    }, null) ?? (tried(() => before.forEach(put)), false);
  };

  cx.forgetAll = () => {
    forgetful = {};
    return tried(() => {
      for (const name of [CHAPTERS, ANSWERS, PATH]) localStorage.removeItem(name);
      return true;
    }, false);
  };
})();
