"use strict";
// Rows are made from data only, and text only: no name is ever read as HTML.
const PAGE = 50;
const ON_PAPER = 2000; // rows that are printed
const { exercises, departments, cohorts, people } = JSON.parse(document.getElementById("data").textContent);
const [ID, NAME, DEPARTMENT, COHORT, PASSED, MEAN, OVERDUE, LAST, WHY, CELLS] = Array(10).keys();
const STATES = { "": "not started", s: "submitted", f: "grading failed", g: "graded" };
const FACTS = { m: "to be marked", l: "late", o: "overdue" };
const byId = (id) => document.getElementById(id);
const [search, department, cohort, state, exercise] = ["search", "department", "cohort", "state", "exercise"].map(byId);
const filters = [search, department, cohort, state, exercise];
const region = document.querySelector(".wide");
const table = region.querySelector("table");
const head = region.querySelector("thead tr");
const body = region.querySelector("tbody");
const said = document.querySelector("output");
const compare = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" }).compare;
let shown = people;
let from = 0;
let sorted = { column: null, down: false };

function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** What a search looks through; made at the first one. */
let plainNames = null;
function isNamed(person, wanted) {
  plainNames ??= new Map(people.map((one) => [one, plain(`${one[NAME]} ${one[ID]}`)]));
  return plainNames.get(person).includes(wanted);
}

/** `85pm` as {state, percent, marks}; read from the text once. */
function cells(person) {
  if (typeof person[CELLS] === "string") {
    person[CELLS] = person[CELLS].split(",").map((text) => {
      const [, percent, letters] = /^(\d*)(.*)$/.exec(text);
      const first = percent ? "g" : /^[sfg]/.test(letters) ? letters[0] : "";
      return { state: first, percent: percent === "" ? null : Number(percent), marks: percent ? letters : letters.slice(first.length) };
    });
  }
  return person[CELLS];
}

const IS = {
  "not-started": (cell) => cell.state === "",
  submitted: (cell) => cell.state === "s",
  failed: (cell) => cell.state === "f",
  graded: (cell) => cell.state === "g",
  passed: (cell) => cell.marks.includes("p"),
  missed: (cell) => cell.state === "g" && !cell.marks.includes("p"),
  marking: (cell) => cell.marks.includes("m"),
  late: (cell) => cell.marks.includes("l"),
  overdue: (cell) => cell.marks.includes("o"),
};

const COLUMNS = [
  { name: "Learner", value: (person) => person[NAME] },
  { name: "Department", value: (person) => departments[person[DEPARTMENT]], look: "word of-phone" },
  { name: "Cohort", value: (person) => cohorts[person[COHORT]], look: "word of-phone" },
  { name: `Passed, of ${exercises.length}`, value: (person) => person[PASSED], look: "number" },
  { name: "Mean score", value: (person) => person[MEAN], words: (mean) => `${mean.toFixed(1)} %`, look: "number" },
  { name: "Overdue", value: (person) => person[OVERDUE], look: "number" },
  { name: "Last hand-in", value: (person) => person[LAST] || null, look: "date of-phone" },
  { name: "Why at risk", value: (person) => person[WHY] || null, look: "why" },
];
const SIMPLE = COLUMNS.length;
exercises.forEach(([, title], place) => {
  COLUMNS.push({ name: title, value: (person) => cells(person)[place].percent, look: "cell" });
});

function element(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function link(text, href, label) {
  return element("a", text, label ? { href, "aria-label": label } : { href });
}

function words(cell) {
  const facts = Object.keys(FACTS).filter((letter) => cell.marks.includes(letter)).map((letter) => FACTS[letter]);
  if (cell.state === "g" && !/[pm]/.test(cell.marks)) facts.unshift("not passed");
  return facts.join(", ");
}

function score(cell) {
  return cell.percent === null ? STATES[cell.state] : `${cell.percent} %`;
}

function row(person) {
  const made = element("tr");
  const who = element("th", undefined, { scope: "row" });
  const name = link(undefined, `people/${encodeURIComponent(person[ID])}.html`);
  name.append(element("bdi", person[NAME]));
  who.append(name, element("span", person[WHY] ? `${person[ID]} · at risk` : person[ID]));
  made.append(who);
  for (const column of COLUMNS.slice(1, SIMPLE)) {
    const value = column.value(person);
    const text = value === null || value === "" ? "–" : column.words ? column.words(value) : String(value);
    made.append(element("td", text, { class: column.look }));
  }
  cells(person).forEach((cell, place) => {
    const box = element("td", undefined, { class: `cell is-${cell.state || "n"}${exercises[place][0] === exercise.value ? " chosen" : ""}` });
    const big = element("b");
    const [slug, title] = exercises[place];
    const href = `learners/${encodeURIComponent(person[ID])}/${slug}.html`;
    big.append(cell.marks.includes("v") ? link(score(cell), href, `${person[ID]}, ${title}: ${score(cell)}`) : score(cell));
    box.append(big, element("span", words(cell)));
    made.append(box);
  });
  return made;
}

function draw(count = PAGE) {
  body.replaceChildren(...shown.slice(from, from + count).map(row));
  const last = Math.min(from + count, shown.length);
  const of = shown.length === people.length ? "" : ` (of ${people.length.toLocaleString("en")})`;
  const learners = shown.length === 1 ? "learner" : "learners";
  said.textContent = shown.length ? `${from + 1} to ${last} of ${shown.length.toLocaleString("en")} ${learners}${of}` : "Nobody: change the search or a filter.";
  // A button that has just been used keeps the focus, so it is not switched off but told to do nothing.
  byId("back").setAttribute("aria-disabled", from === 0);
  byId("on").setAttribute("aria-disabled", last >= shown.length);
}

function order() {
  for (const [place, cell] of [...head.children].entries()) {
    if (COLUMNS[place] === sorted.column) cell.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
    else cell.removeAttribute("aria-sort");
  }
  if (!sorted.column) return;
  const { value } = sorted.column;
  const sign = sorted.down ? -1 : 1;
  const keyed = shown.map((person) => [value(person), person]);
  // Whoever has no value stands last, whichever way.
  keyed.sort(([a], [b]) => (a === null || b === null ? (a === null) - (b === null) : sign * (typeof a === "number" ? a - b : compare(a, b))));
  shown = keyed.map(([, person]) => person);
}

function choose() {
  const wanted = plain(search.value.trim());
  const place = exercises.findIndex(([slug]) => slug === exercise.value);
  const fits = IS[state.value];
  shown = people.filter((person) =>
    (department.value === "" || person[DEPARTMENT] === Number(department.value)) &&
    (cohort.value === "" || person[COHORT] === Number(cohort.value)) &&
    (wanted === "" || isNamed(person, wanted)) &&
    (state.value !== "risk" || person[WHY] !== "") &&
    (!fits || (place < 0 ? cells(person).some(fits) : fits(cells(person)[place]))));
  from = 0;
  order();
  for (const [at, cell] of [...head.children].entries()) cell.classList.toggle("chosen", place >= 0 && at === SIMPLE + place);
  table.classList.toggle("with-why", state.value === "risk");
  draw();
  const set = filters.filter((one) => one.value).map((one) => [one.id, one.value]);
  history.replaceState(null, "", set.length ? `#${new URLSearchParams(set)}` : location.pathname);
}

/** As grading/spreadsheet.py: nothing that a spreadsheet program would take for a formula. */
function harmless(value) {
  const text = value === null || value === undefined ? "" : String(value);
  const risky = /^[ \u00a0\ufeff]*[=+\-@\t\r\n＝＋－＠|%]/.test(text) && !/^-?\d{1,15}(\.\d{1,15})?$/.test(text);
  const safe = risky ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function csv() {
  const names = ["learner_id", "name", "department", "cohort", "passed", "mean_percent", "overdue", "last_hand_in", "why_at_risk"];
  const lines = [[...names, ...exercises.flatMap(([slug]) => [`${slug} state`, `${slug} percent`])]];
  for (const person of shown) {
    lines.push([
      person[ID], person[NAME], departments[person[DEPARTMENT]], cohorts[person[COHORT]], person[PASSED], person[MEAN], person[OVERDUE],
      person[LAST], person[WHY], ...cells(person).flatMap((cell) => [STATES[cell.state], cell.percent]),
    ]);
  }
  return `\ufeff${lines.map((line) => line.map(harmless).join(",")).join("\r\n")}\r\n`;
}

function download() {
  const address = URL.createObjectURL(new Blob([csv()], { type: "text/csv" }));
  const day = document.querySelector("time").dateTime.slice(0, 10);
  element("a", "", { href: address, download: `learners-${day}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function turn(button, by) {
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    from = Math.max(0, from + by);
    draw();
    region.scrollTop = 0;
  });
}

function begin() {
  for (const column of COLUMNS) {
    const cell = element("th", undefined, { scope: "col", class: column.look ?? "" });
    const button = element("button", column.name, { type: "button" });
    button.addEventListener("click", () => {
      sorted = { column, down: sorted.column === column && !sorted.down };
      order();
      from = 0;
      draw();
    });
    cell.append(button);
    head.append(cell);
  }
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    const one = filters.find((filter) => filter.id === name);
    if (one) one.value = value;
  }
  for (const one of filters) one.addEventListener("input", choose);
  document.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  byId("csv").addEventListener("click", download);
  turn(byId("back"), -PAGE);
  turn(byId("on"), PAGE);
  addEventListener("beforeprint", () => draw(ON_PAPER));
  addEventListener("afterprint", () => draw());
  for (const hidden of document.querySelectorAll("main [hidden]")) hidden.hidden = false;
  byId("without").remove();
  choose();
}

begin();
