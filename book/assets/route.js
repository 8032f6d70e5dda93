/* Writes beside each chapter of a route how many of its questions this device has seen answered right. */
(() => {
  "use strict";
  const KEY = "everyone-owns-the-experience:quiz"; // quiz.js writes it
  const stored = () => {
    try { return JSON.parse(localStorage.getItem(KEY)) || {}; } catch { return {}; }
  };

  const show = () => {
    const answers = stored();
    for (const place of document.querySelectorAll(".cx-done")) {
      const questions = place.dataset.questions.split(" ").filter(Boolean);
      const done = questions.filter((id) => answers[id]?.right).length;
      place.textContent = place.dataset.say.replace("{done}", done).replace("{all}", questions.length);
      place.classList.toggle("cx-all-done", done === questions.length);
    }
  };

  show();
  addEventListener("pageshow", show); // the page comes back from the browser's memory after a chapter was read
  addEventListener("storage", show); // a chapter in another window
})();
