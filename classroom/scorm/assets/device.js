/* What stays on this device: the book's own answers (quiz.js keeps them) and chapters read (reading-store.js), and a
   note for each learner.

   Learners may share a computer, and one may study two packages. So each has a note of their own, and the answers
   that the book shows are changed when somebody else begins. Nobody's answers are lost. */
(() => {
  "use strict";
  const cx = (window.cxScorm ??= {});
  const QUIZ = "everyone-owns-the-experience:quiz"; // quiz.js has the same
  const READING = "everyone-owns-the-experience:reading"; // reading-store.js has the same
  const NOTES = "everyone-owns-the-experience:scorm";

  const read = (name) => {
    try { return JSON.parse(localStorage.getItem(name)) || {}; } catch { return {}; }
  };
  const write = (name, value) => {
    try {
      localStorage.setItem(name, JSON.stringify(value));
      return true;
    } catch { return false; } // no storage: the platform still has everything
  };

  const stateOf = (note) => {
    const { attempt, read: pages, answers } = note.state ?? {};
    const whole = typeof attempt === "string" && Array.isArray(pages) && answers && typeof answers === "object";
    return whole ? { attempt, read: new Set(pages), answers } : undefined;
  };

  cx.device = {
    quizKey: QUIZ,
    book: () => read(QUIZ),
    setBook: (records) => write(QUIZ, records),
    reading: () => read(READING),
    setReading: (records) => write(READING, records),

    /* The note of `owner` ("" where there is no platform), whose answers the book shows from now on. */
    open: (owner) => {
      const notes = read(NOTES);
      const all = notes.all ?? {}, before = notes.owner ?? "";
      if (before !== owner) {
        all[before] = { ...all[before], book: read(QUIZ), reading: read(READING) };
        write(QUIZ, all[owner]?.book ?? {});
        write(READING, all[owner]?.reading ?? {});
      }
      const works = write(NOTES, { owner, all });
      const note = all[owner] ?? {};
      return { works, state: stateOf(note), saved: Boolean(note.saved), place: String(note.place ?? "") };
    },

    keep: (owner, state, place, saved) => {
      const notes = read(NOTES);
      const note = { state: { ...state, read: [...state.read] }, place, saved };
      write(NOTES, { owner, all: { ...notes.all, [owner]: { ...notes.all?.[owner], ...note } } });
    },
  };
})();
