/* Only in books whose _config.yml asks for it (cx_events): tells what a reader has done, without a name.

   As an event "cx:progress" in the page, for a script of its own, and to the page around the book if that has the
   origin that the settings name: the browser hands a message to no other. docs/reading-progress.md has the form. */
(() => {
  "use strict";
  const cx = (window.cxReading ??= {});
  const { page, parent: origin } = document.currentScript.dataset;
  if (document.documentElement.dataset.reading === "platform") return; // a package: the page around it knows already

  cx.tell = (event, about) => {
    const chapters = Object.values(cx.chapters()).filter((chapter) => chapter.read).length;
    const language = document.documentElement.lang;
    const detail = { type: "cx:progress", version: 1, event, ...about, language, chaptersRead: chapters, at: new Date().toISOString() };
    if (page) document.dispatchEvent(new CustomEvent("cx:progress", { detail }));
    if (origin && window.parent !== window) window.parent.postMessage(detail, origin);
  };
})();
