/* In each page of the packed book, before its other scripts: tells the page around it (frame.js) that it is there. */
(() => {
  "use strict";
  try {
    if (parent !== window) parent.cxScorm?.arrived(window);
  } catch { /* a page of another site is around it: the book works alone */ }
})();
