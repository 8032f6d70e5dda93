/* What a learner has done, and what follows from it. Everything here is pure.

   A state is { attempt, read: pages that were read to the end, answers: by question id }; an answer is
   { answer: numbers of the options chosen last, first: right at the first try, right, sure, at }. An answer that was
   taken back ("Start over") stays, without options: the first try is not forgotten. */
(() => {
  "use strict";
  const cx = (window.cxScorm ??= {});

  cx.blank = () => ({ attempt: cx.newAttempt(), read: new Set(), answers: {} });

  /* The answer after one more try. */
  cx.tried = (before, { answer, right, sure, at }) =>
    before ? { ...before, answer, right, at } : { answer, first: right, right, sure, at };

  const newer = (theirs, ours) => {
    if (!theirs || !ours) return theirs ?? ours;
    const later = cx.minute(theirs.at) > cx.minute(ours.at) ? theirs : ours;
    return { ...later, first: theirs.first && ours.first, sure: theirs.sure ?? ours.sure };
  };

  /* The platform's state and this device's together: of each answer the newer one. */
  cx.merged = (theirs, ours) => {
    const ids = [...new Set([...Object.keys(theirs.answers), ...Object.keys(ours.answers)])];
    const answers = Object.fromEntries(ids.map((id) => [id, newer(theirs.answers[id], ours.answers[id])]));
    return { attempt: theirs.attempt, read: new Set([...theirs.read, ...ours.read]), answers };
  };

  /* Where to begin: with what the platform stored (`text`), what this device has (`ours`), or both.

     `known` says that the platform has confirmed what the device has. If nothing comes from the platform then, it begins
     a new attempt, and so do we; otherwise the device knows more. `dropped`: what the device has is of another attempt. */
  cx.begin = (text, ours, known, outline) => {
    const theirs = cx.decode(text, outline);
    if (theirs && (theirs.attempt === ours.attempt || !known)) return { state: cx.merged(theirs, ours), saved: true, dropped: false };
    if (theirs) return { state: theirs, saved: true, dropped: true };
    if (text === "" && known) return { state: cx.blank(), saved: false, dropped: true };
    return { state: ours, saved: known, dropped: false };
  };

  /* A state with what the book itself has kept since (quiz.js, in its own form). */
  cx.withBook = (state, kept) => {
    const fresh = Object.entries(kept).filter(([id, record]) => {
      const at = Date.parse(record?.at);
      return Array.isArray(record?.answer) && at && !(state.answers[id]?.at >= at);
    });
    const answers = fresh.map(([id, { answer, right, sure, first, tries, at }]) => {
      const found = cx.tried(state.answers[id], { answer: answer.map(Number), right: Boolean(right), sure, at: Date.parse(at) });
      const known = state.answers[id] ? found.first : (first ?? (found.right && tries === 1));
      return [id, { ...found, first: known }];
    });
    return { ...state, answers: { ...state.answers, ...Object.fromEntries(answers) } };
  };

  /* The same answers as quiz.js keeps them; its own records stay where they are as new. */
  cx.toBook = (state, kept) => {
    const records = { ...kept };
    for (const [id, { answer, first, right, sure, at }] of Object.entries(state.answers)) {
      const own = records[id];
      if (own && cx.minute(Date.parse(own.at)) >= cx.minute(at)) continue;
      delete records[id];
      if (!answer.length) continue;
      const asked = sure === undefined ? {} : { sure, first };
      records[id] = { ...asked, answer: answer.map(String), right, tries: first ? 1 : 2, at: new Date(at).toISOString() };
    }
    return records;
  };

  /* The chapters that were read, as the book keeps them (reading-store.js); its own records stay. */
  cx.toReading = (state, kept) => {
    const at = new Date().toISOString();
    const slugs = [...state.read].map((page) => page.replace("chapters/", "")).filter((slug) => !kept[slug]?.read);
    return { ...kept, ...Object.fromEntries(slugs.map((slug) => [slug, { ...kept[slug], read: true, at }])) };
  };

  /* How far it has come. `done`: every chapter read to its end, every question answered. `score`: percent right at
     the first try, of all questions, with two decimals, never rounded up. */
  cx.counted = (state, outline) => {
    const chapters = outline.chapters.map(({ page, title, questions }) => ({
      page,
      title,
      read: state.read.has(page),
      questions: questions.length,
      answered: questions.filter(({ id }) => state.answers[id]).length,
      right: questions.filter(({ id }) => state.answers[id]?.first).length,
    }));
    const sum = (name) => chapters.reduce((total, chapter) => total + Number(chapter[name]), 0);
    const questions = sum("questions"), right = sum("right");
    const done = chapters.every((chapter) => chapter.read && chapter.answered === chapter.questions);
    const score = questions ? Math.floor((10000 * right) / questions) / 100 : 100;
    return { chapters, read: sum("read"), answered: sum("answered"), questions, right, done, score };
  };

  /* The lesson_status to report; one that was reached is never taken back. */
  cx.status = (before, { done, score }, mastery) => {
    if (before === "passed" || before === "completed") return before;
    if (done) return score >= mastery ? "passed" : "failed";
    return before === "failed" ? before : "incomplete";
  };
})();
