/* The buttons that print. A style sheet reads html[data-print]; the browser's own way to print leaves the answers out. */
(() => {
  "use strict";
  const root = document.documentElement;
  for (const button of document.querySelectorAll("button[data-print]")) {
    button.addEventListener("click", () => {
      root.dataset.print = button.dataset.print;
      window.print();
    });
  }
  addEventListener("afterprint", () => { delete root.dataset.print; });
})();
