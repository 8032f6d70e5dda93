/* Progress as a file, and two progresses as one. Everything here is pure; docs/reading-progress.md has the form. */
(() => {
  "use strict";
  const cx = (window.cxReading ??= {});
  const FORMAT = "everyone-owns-the-experience/progress";
  const VERSION = 1;
  const MOST = 2_000_000; // characters; the whole book needs 60,000
  const NAME = /^[\w-]{1,100}$/;

  cx.asFile = ({ chapters, answers, path }, exported) =>
    `${JSON.stringify({ format: FORMAT, version: VERSION, exported, path, chapters, answers }, null, 1)}\n`;

  /* What a file holds: { state, left }, where `left` is how many entries could not be read; or { trouble: a name }. */
  cx.fromFile = (text) => {
    let found;
    try { found = text.length <= MOST && JSON.parse(text); } catch { /* damaged, or something else */ }
    if (found?.format !== FORMAT || !Number.isInteger(found.version)) return { trouble: "notOurs" };
    if (found.version > VERSION) return { trouble: "newer" };
    const [chapters, answers] = [whole(found.chapters, asChapter), whole(found.answers, asAnswer)];
    const path = typeof found.path === "string" && NAME.test(found.path) ? found.path : "";
    return { state: { chapters: chapters.kept, answers: answers.kept, path }, left: chapters.left + answers.left };
  };

  /* The entries that can be read, with nothing in them but what we know. */
  const whole = (entries, as) => {
    if (!entries || typeof entries !== "object" || Array.isArray(entries)) return { kept: {}, left: entries === undefined ? 0 : 1 };
    const all = Object.entries(entries).map(([name, entry]) => [name, NAME.test(name) && name !== "__proto__" ? as(entry ?? {}) : undefined]);
    const kept = all.filter(([, entry]) => entry);
    return { kept: Object.fromEntries(kept), left: all.length - kept.length };
  };
  const optional = (value, isFit) => value === undefined || isFit(value);
  const isCount = (value) => Number.isFinite(value) && value >= 0;
  const isYesNo = (value) => typeof value === "boolean";
  const isTime = (value) => typeof value === "string" && !Number.isNaN(Date.parse(value));
  const only = (record) => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

  const asChapter = ({ read, at, seconds, end }) => {
    const fits = optional(read, isYesNo) && optional(at, isTime) && optional(seconds, isCount) && optional(end, isYesNo);
    return fits && (read === undefined || isTime(at)) ? only({ read, at, seconds, end }) : undefined;
  };
  const asAnswer = ({ answer, right, tries, at, sure, first }) => {
    const chosen = Array.isArray(answer) && answer.length && answer.every((number) => /^\d$/.test(number));
    const fits = chosen && isYesNo(right) && optional(tries, isCount) && isTime(at);
    const known = optional(sure, (value) => isCount(value) && value <= 100) && optional(first, isYesNo);
    return fits && known ? only({ sure, first, answer: answer.map(String), right, tries, at }) : undefined;
  };

  /* Both together. What is done in one is done: a read chapter stays read, and a right answer is never lost to a
     wrong one; otherwise the newer one holds. How sure the reader was counts once, as everywhere. */
  cx.together = (ours, theirs) => ({
    chapters: joined(ours.chapters, theirs.chapters, bothChapters),
    answers: joined(ours.answers, theirs.answers, bothAnswers),
    path: ours.path || theirs.path,
  });
  const joined = (ours, theirs, both) => {
    const mine = Object.entries(ours).filter(([, entry]) => entry && typeof entry === "object");
    return { ...theirs, ...Object.fromEntries(mine.map(([name, entry]) => [name, Object.hasOwn(theirs, name) ? both(entry, theirs[name]) : entry])) };
  };
  const isLater = (one, other) => Date.parse(one.at) > Date.parse(other.at);
  const bothChapters = (one, other) => {
    const decided = [one, other].filter(({ read }) => read !== undefined).sort((a, b) => b.read - a.read || isLater(a, b) - isLater(b, a));
    const held = decided[0] ?? {}; // read before not read, then the earlier
    const seconds = Math.max(one.seconds ?? 0, other.seconds ?? 0);
    return only({ read: held.read, at: held.at, seconds, end: one.end || other.end });
  };
  const bothAnswers = (one, other) => {
    const held = Boolean(one.right) !== Boolean(other.right) ? (one.right ? one : other) : isLater(other, one) ? other : one;
    const asked = [one, other].find((answer) => answer.sure !== undefined) ?? held;
    return only({ ...held, sure: asked.sure, first: asked.first, tries: Math.max(one.tries ?? 1, other.tries ?? 1) });
  };

  /* How much of `after` was not in `before`: chapters read, and answers that are new or others. */
  cx.gained = (before, after) => ({
    chapters: Object.keys(after.chapters).filter((slug) => after.chapters[slug].read && !before.chapters[slug]?.read).length,
    answers: Object.keys(after.answers).filter((id) => before.answers[id]?.at !== after.answers[id].at).length,
  });
})();
