/* What is stored in cmi.suspend_data, short and in plain letters:

     cx1.<attempt>.<chapters that were read>.<answers>

   A chapter has four letters (its key). An answer has a key, two letters of flags (bits 0 to 7: the options chosen
   last; 8: right at the first try; 9: right the last time; 10: says how sure), four for the minute of the last answer,
   and two for how sure the reader was. Each letter holds six bits. Keys come from the names, so that a newer
   package reads what an older one wrote; what it does not know, it leaves out. */
(() => {
  "use strict";
  const cx = (window.cxScorm ??= {});
  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const BEGINNING = Date.UTC(2026, 0, 1);
  const OURS = /^cx1\.([\w-]{4})\.([\w-]*)(?:\.([\w-]*))?/;
  const FIRST = 256, RIGHT = 512, SURE = 1024;

  const write = (number, width) => {
    let text = "";
    for (let rest = number; text.length < width; rest = Math.floor(rest / 64)) text = LETTERS[rest % 64] + text;
    return text;
  };
  const read = (text) => [...text].reduce((sum, letter) => sum * 64 + LETTERS.indexOf(letter), 0);

  cx.minute = (at) => Math.min(64 ** 4 - 1, Math.max(0, Math.floor((at - BEGINNING) / 60000)));
  cx.newAttempt = () => write(Math.floor(Math.random() * 64 ** 4), 4);

  const encoded = (key, { answer, first, right, sure, at }) => {
    const chosen = answer.reduce((sum, number) => sum | (1 << (number - 1)), 0) & 255;
    const flags = chosen | (first ? FIRST : 0) | (right ? RIGHT : 0) | (sure === undefined ? 0 : SURE);
    return key + write(flags, 2) + write(cx.minute(at), 4) + (sure === undefined ? "" : write(sure, 2));
  };

  /* `state` as text, of the chapters and questions that the package has. */
  cx.encode = (state, outline) => {
    const chapters = outline.chapters.filter((chapter) => state.read.has(chapter.page)).map((chapter) => chapter.key);
    const questions = outline.chapters.flatMap((chapter) => chapter.questions).filter(({ id }) => state.answers[id]);
    return `cx1.${state.attempt}.${chapters.join("")}.${questions.map(({ id, key }) => encoded(key, state.answers[id])).join("")}`;
  };

  /* The state in `text`, as far as it can be read; null when the text is not ours. */
  cx.decode = (text, outline) => {
    const parts = OURS.exec(text);
    if (!parts) return null;
    const pages = new Map(outline.chapters.map((chapter) => [chapter.key, chapter.page]));
    const ids = new Map(outline.chapters.flatMap((chapter) => chapter.questions).map(({ id, key }) => [key, id]));
    const chapters = (parts[2].match(/.{4}/g) ?? []).map((key) => pages.get(key)).filter(Boolean);
    return { attempt: parts[1], read: new Set(chapters), answers: decoded(parts[3] ?? "", ids) };
  };

  const decoded = (text, ids) => {
    const answers = {};
    for (let place = 0; place + 10 <= text.length;) {
      const flags = read(text.slice(place + 4, place + 6));
      const length = flags & SURE ? 12 : 10;
      if (place + length > text.length) break; // the platform has cut it off
      const id = ids.get(text.slice(place, place + 4));
      const sure = flags & SURE ? Math.min(100, read(text.slice(place + 10, place + 12))) : undefined;
      const answer = [1, 2, 3, 4, 5, 6, 7, 8].filter((number) => flags & (1 << (number - 1)));
      const at = BEGINNING + read(text.slice(place + 6, place + 10)) * 60000;
      if (id) answers[id] = { answer, first: Boolean(flags & FIRST), right: Boolean(flags & RIGHT), sure, at };
      place += length;
    }
    return answers;
  };
})();
