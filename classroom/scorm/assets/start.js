/* Joins the parts: what the platform and this device know, the book in its frame, and what is reported when.

   The platform is told at every change of page, after answers, when the page is hidden, and when it is left; then the
   session is finished, once. */
(() => {
  "use strict";
  const cx = window.cxScorm;
  const SOON = 1000; // after an answer: whoever answers five in a row is reported once
  const FIRST_PAINT = 100; // after a new page: many platforms hold everything up while they store
  const outline = JSON.parse(document.getElementById("outline").textContent);
  const began = performance.now();

  const api = cx.findApi();
  const session = api && cx.connect(api);
  const get = (name) => (session ? session.get(name) : "");
  const owner = session ? `${outline.name}|${get("cmi.core.student_id")}` : "";
  const looksBack = ["review", "browse"].includes(get("cmi.core.lesson_mode"));
  const before = get("cmi.core.lesson_status");
  const given = get("cmi.student_data.mastery_score"); // a trainer may have changed it on the platform
  const mastery = given === "" || Number.isNaN(Number(given)) ? outline.mastery : Number(given);

  const noted = cx.device.open(owner);
  const kept = cx.device.book();
  const ours = cx.withBook(noted.state ?? cx.blank(), kept);
  const begun = cx.begin(get("cmi.suspend_data"), ours, noted.saved, outline);
  let { state, saved } = begun;
  let place = "", waiting = 0;
  cx.device.setBook(cx.toBook(state, begun.dropped ? {} : kept));
  cx.device.setReading(cx.toReading(state, begun.dropped ? {} : cx.device.reading()));

  let trouble = looksBack ? "review" : session ? "" : api ? "refused" : noted.works ? "alone" : "forgets";
  const show = () => cx.showProgress(cx.counted(state, outline), trouble);

  const values = () => {
    const counted = cx.counted(state, outline);
    const score = { "cmi.core.score.raw": String(counted.score), "cmi.core.score.min": "0", "cmi.core.score.max": "100" };
    return {
      "cmi.suspend_data": cx.encode(state, outline),
      "cmi.core.lesson_location": place,
      "cmi.core.lesson_status": cx.status(before, counted, mastery),
      ...(counted.done ? score : {}), // before that, a platform would take a half-answered book for a failed one
      "cmi.core.exit": "suspend",
      "cmi.core.session_time": cx.span((performance.now() - began) / 1000),
    };
  };

  let finished = false;
  const report = () => {
    clearTimeout(waiting);
    if (finished) return;
    if (session && !looksBack) {
      const taken = session.set(values());
      const stored = session.commit() && taken;
      saved ||= stored;
      trouble = stored ? "" : "lost";
    }
    cx.device.keep(owner, state, place, saved);
    show();
  };
  const reportSoon = (wait = SOON) => {
    cx.device.keep(owner, state, place, saved);
    show();
    clearTimeout(waiting);
    waiting = setTimeout(report, wait);
  };
  const leave = () => {
    if (finished) return;
    report();
    finished = true;
    session?.finish();
  };

  const answered = (id, found) => {
    state = { ...state, answers: { ...state.answers, [id]: found } };
    reportSoon();
  };
  const tell = {
    moved: (where, isNewPage) => {
      place = where;
      history.replaceState(null, "", `#${where}`);
      if (isNewPage) reportSoon(FIRST_PAINT);
    },
    reached: (page) => {
      if (state.read.has(page)) return;
      state = { ...state, read: new Set([...state.read, page]) };
      reportSoon();
    },
    answered: (id, answer) => answered(id, cx.tried(state.answers[id], answer)),
    cleared: (id) => {
      const found = state.answers[id];
      if (found) answered(id, { ...found, answer: [], right: false, at: Date.now() });
    },
  };

  addEventListener("storage", (event) => { // a page of the book in a window of its own
    if (event.key !== cx.device.quizKey) return;
    state = cx.withBook(state, cx.device.book());
    reportSoon();
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) report(); });
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); }); // that session is over

  show();
  cx.openBook(outline, [location.hash.slice(1), get("cmi.core.lesson_location"), begun.dropped ? "" : noted.place], tell);
})();
