/* Links of a page of the book: other sites open in a window of their own, and none leads to a chapter that is not in
   this package. "Previous" and "next" follow the route. */
(() => {
  "use strict";
  const cx = (window.cxScorm ??= {});
  const BOOK = new URL("book/", location.href);

  /* The page that an address leads to, without `.html`; undefined where it is no page of the book. */
  cx.pageOf = (address) => {
    const url = new URL(address, location.href);
    if (url.protocol !== BOOK.protocol || url.host !== BOOK.host || !url.pathname.startsWith(BOOK.pathname)) return undefined;
    const path = decodeURIComponent(url.pathname.slice(BOOK.pathname.length)) || "index.html";
    return path.endsWith(".html") ? path.slice(0, -".html".length) : undefined;
  };

  cx.adaptLinks = (doc, page, outline) => {
    const here = new Set(outline.pages);
    const isGone = (link) => {
      const target = cx.pageOf(link.href);
      return target !== undefined && !here.has(target);
    };
    for (const link of doc.querySelectorAll("a[href]")) {
      if (/^https?:$/.test(link.protocol) && link.host !== location.host) Object.assign(link, { target: "_blank", rel: "noopener" });
    }
    const gone = [...doc.querySelectorAll("a[href]")].filter(isGone);
    follow(doc, page, outline);
    for (const link of gone) {
      const item = link.closest("li.toctree-l1");
      if (item) item.remove();
      else if (!link.closest(".prev-next-footer")) link.removeAttribute("href");
    }
    for (const items of doc.querySelectorAll("ul.bd-sidenav:empty, ul.bd-sidenav:not(:has(li))")) {
      if (items.previousElementSibling?.matches(".caption")) items.previousElementSibling.remove();
      items.remove();
    }
    for (const link of doc.querySelectorAll(".prev-next-footer a[href]")) if (isGone(link)) link.remove();
  };

  const follow = (doc, page, { chapters }) => {
    const place = chapters.findIndex((chapter) => chapter.page === page);
    if (place < 0) return;
    for (const [name, chapter] of [["left-prev", chapters[place - 1]], ["right-next", chapters[place + 1]]]) {
      const link = doc.querySelector(`.prev-next-footer a.${name}`);
      if (!link || !chapter) continue; // at an end: the theme's own, if it leads to a shared page
      link.href = new URL(`${chapter.page}.html`, BOOK).href;
      link.querySelector(".prev-next-title").textContent = chapter.title;
    }
  };
})();
