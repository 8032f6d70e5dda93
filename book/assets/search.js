/* On the page with what a search found: each excerpt begins with the text of its page, not with its menus
   or with the facts in its opener, whose words would run together. */
(() => {
  "use strict";
  const whole = Search.htmlToText; // Sphinx's own, in searchtools.js
  Search.htmlToText = (text, anchor) => {
    const article = new DOMParser().parseFromString(text, "text/html").querySelector("article.bd-article");
    if (!article) return whole(text, anchor);
    article.querySelectorAll("svg, .cx-opener dl").forEach((part) => part.remove());
    return whole(`<div role="main">${article.outerHTML}</div>`, anchor);
  };
})();
