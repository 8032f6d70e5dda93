/* Turns each chart into a live one when it comes near the window. Without it, the drawing stays and says the same. */
(() => {
  "use strict";
  const NARROW = 480; // pixels: below, a legend goes in two columns
  const figures = [...document.querySelectorAll("figure.cx-chart")];
  if (!figures.length || !("IntersectionObserver" in window)) return;

  let vega;
  const loadVega = () => (vega ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const root = document.documentElement.dataset.content_root || "./";
    script.src = new URL(`${root}_static/vega.js`, document.baseURI);
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  }));

  // One image with one text alternative, as in the drawing: no role or name on the parts.
  const SAYS = ["role", "aria-label", "aria-roledescription"];
  const silence = (parts) => {
    for (const part of parts) {
      if (!part.matches("input,select,button")) SAYS.forEach((name) => part.removeAttribute(name));
    }
  };
  const nameOnce = (box, words) => {
    const svg = box.querySelector("svg");
    const inside = () => svg.querySelectorAll(SAYS.map((name) => `[${name}]`).join());
    silence([box, ...box.querySelectorAll(SAYS.map((name) => `[${name}]`).join())]);
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", words);
    // Vega writes them again whenever the reader moves something.
    new MutationObserver(() => silence(inside())).observe(svg, { subtree: true, childList: true, attributeFilter: SAYS });
  };

  const specOf = (figure) => {
    const spec = JSON.parse(figure.querySelector(".cx-spec").textContent);
    if (spec.width === "container" && figure.clientWidth < NARROW) {
      spec.config = { ...spec.config, legend: { ...spec.config?.legend, columns: 2 } };
    }
    return spec;
  };

  // Vega looks at the width when the window changes, and the page may not have found its own by then.
  const followWidth = (box, view) => {
    let width = box.clientWidth;
    new ResizeObserver(() => {
      if (Math.abs(box.clientWidth - width) < 1) return;
      width = box.clientWidth;
      dispatchEvent(new Event("resize"));
      view.runAsync();
    }).observe(box);
  };

  const enliven = async (figure) => {
    const box = document.createElement("div");
    box.className = "cx-live";
    try {
      await loadVega();
      figure.querySelector(".cx-data").before(box);
      // ast: no code is made from text, so that a strict content policy holds. logLevel 1: errors only.
      const { view } = await window.vegaEmbed(box, specOf(figure), { mode: "vega-lite", renderer: "svg", actions: false, ast: true, logLevel: 1 });
      followWidth(box, view);
      nameOnce(box, figure.querySelector(".cx-drawing svg").getAttribute("aria-label"));
      figure.dataset.live = "yes"; // the style sheet hides the drawings now
    } catch (trouble) {
      box.remove();
      console.error("This chart stays a drawing.", trouble);
    }
  };

  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((each) => each.isIntersecting)) {
      watch.unobserve(entry.target);
      enliven(entry.target);
    }
  }, { rootMargin: "300px" });
  figures.forEach((figure) => watch.observe(figure));
})();
