/* On the page with what a search found: each excerpt begins with the text of its page, not with its menus
   or with the facts in its opener. Without code, and with a space where a line ends, it reads as sentences. */
(() => {
  "use strict";
  const whole = Search.htmlToText; // Sphinx's own, in searchtools.js
  Search.htmlToText = (text, anchor) => {
    const article = new DOMParser().parseFromString(text, "text/html").querySelector("article.bd-article");
    if (!article) return whole(text, anchor);
    article.querySelectorAll("svg, pre, .cx-opener dl").forEach((part) => part.remove());
    article.querySelectorAll("dt, dd, td, th, li, p, summary, label").forEach((line) => line.append(" "));
    return whole(`<div role="main">${article.outerHTML}</div>`, anchor);
  };
})();
