/* Keeps one route as the reader's path, on this device only. A script in the head writes it to the page before it is seen. */
(() => {
  "use strict";
  const KEY = "everyone-owns-the-experience:path";
  const root = document.documentElement;
  const buttons = [...document.querySelectorAll(".cx-keep")];

  const keep = (path) => {
    if (path) root.dataset.path = path; else delete root.dataset.path;
    try {
      if (path) localStorage.setItem(KEY, path); else localStorage.removeItem(KEY);
    } catch { /* no storage: it holds until the page is left */ }
  };
  const show = () => buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.path === root.dataset.path)));

  for (const button of buttons) {
    button.addEventListener("click", () => {
      keep(button.dataset.path === root.dataset.path ? "" : button.dataset.path);
      show();
    });
  }
  show();
})();
