/* Puts the words of the reader's language into live charts: Vega draws them in English, from the same numbers. */
(() => {
  "use strict";
  const tables = [...document.querySelectorAll("figure.cx-chart:has(.cx-words)")]
    .map((figure) => [figure, JSON.parse(figure.querySelector(".cx-words").textContent)]);
  if (!tables.length) return;
  const all = Object.assign({}, ...tables.map(([, words]) => words));
  const NUMBER = /(?<![\p{L}\p{N}_{.,])\d+(?:[.,]\d+)*(?![\p{L}\p{N}_}])/gu;

  // As book/languages/figures.py: the text itself, else the same text with other numbers.
  const percent = { fa: "٪" }[document.documentElement.lang] ?? "%";
  const say = (text, words) => {
    const plain = text.replace(/\s+/g, " ").trim();
    if (!/[A-Za-z]{2}/.test(plain)) return /\d %/.test(text) ? text.replace(/(?<=\d) %/g, percent) : undefined;
    if (plain in words) return words[plain];
    const numbers = [];
    const pattern = plain.replace(NUMBER, (number) => `{${numbers.push(number) - 1}}`);
    return numbers.length ? words[pattern]?.replace(/\{(\d+)\}/g, (_, at) => numbers[at]) : undefined;
  };
  const translate = (root, words) => {
    const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest("script, style, code") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      const said = say(node.data, words);
      if (said !== undefined && said !== node.data) node.data = said;
    }
  };

  const follow = (root, words) => {
    new MutationObserver(() => translate(root, words)).observe(root, { subtree: true, childList: true, characterData: true });
    translate(root, words);
  };
  for (const [figure, words] of tables) follow(figure, words);
  // The box beside the pointer lies outside of the figures.
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) if (node.id === "vg-tooltip-element") follow(node, all);
    }
  }).observe(document.body, { childList: true });
})();
