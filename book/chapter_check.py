"""The rules of a chapter, each with a sentence for its author when it is broken. Pure, but for `check_chapters`."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from book.chapter_text import Page, plain, read_page, sentences
from book.contents import listed_pages

FIRST = ("You will be able to", "Before you start")
LAST = ("Worked example", "Check yourself", "Exercise", "What to take away", "Sources")
MOST_WORDS, MOST_WORDS_A_SECTION, MOST_WORDS_A_SENTENCE = 1800, 350, 20
MOST_LINES_OF_CODE = 8  # of a cell that is not folded
QUESTIONS = range(4, 7)
OBJECTIVES = range(3, 6)
CCXP = set("ISMDC")
POINT = re.compile(r"[DTCOW]\d+")
VERBS = """
agree analyse anticipate argue assess assign bootstrap build calculate choose classify compare compute connect
contest contrast count criticise cut decide define design detect distinguish draft draw estimate evaluate
explain find foresee formulate handle identify interpret judge link list locate map match measure mend name
operate plan point predict prioritise propose protect quantify rank read recognise reduce reframe relate
respond run say separate sequence set show sort spot standardise state tell test trace track translate turn
use write
"""


def check_chapters(course: Path) -> list[str]:
    """Everything that breaks a rule in the chapters of the course at `course`, as "chapter: sentence"."""
    book = course / "book"
    keys = source_keys((book / "references.bib").read_text("utf8"))
    terms = glossary_terms((book / "glossary.md").read_text("utf8"))
    found = []
    for path in (path for path in listed_pages(course) if path.parent.name == "chapters"):
        found += [f"{path.stem}: {sentence}" for sentence in problems(path.read_text("utf8"), keys, terms)]
    return found


def problems(text: str, keys: set[str], terms: set[str]) -> list[str]:
    """What is wrong with one chapter. `keys` are those of references.bib, `terms` the glossary in small letters."""
    try:
        page = read_page(text)
    except yaml.YAMLError as trouble:
        return [f"its first lines are no YAML: {trouble}"]
    rules = (_front, _headings, _objectives, _questions, _length, _charts, _code)
    return [
        *(sentence for rule in rules for sentence in rule(page)),
        *_citations(text, keys),
        *_terms(page, terms),
    ]


def source_keys(bibliography: str) -> set[str]:
    """The keys of a BibTeX file."""
    return set(re.findall(r"^@\w+\{([^,\s]+),", bibliography, re.M))


def sources_without_year(bibliography: str) -> list[str]:
    """Keys of the entries that have no year."""
    entries = re.split(r"^(?=@)", bibliography, flags=re.M)
    undated = [entry for entry in entries if not re.search(r"^\s*year\s*=\s*[{\"]?\d{4}", entry, re.M)]
    return [key for entry in undated for key in source_keys(entry)]


def glossary_terms(glossary: str) -> set[str]:
    """The terms that a glossary page explains, in small letters."""
    lines = [line for block in read_page(glossary).named("glossary") for line in block.body]
    return {line.strip().lower() for line in lines if line.strip() and not line.startswith((" ", "%"))}


def _front(page: Page) -> list[str]:
    front, found = page.front, []
    if front.get("file_format") != "mystnb" or (front.get("kernelspec") or {}).get("name") != "python3":
        found.append("the first lines must say file_format: mystnb and kernelspec: name: python3")
    points = front.get("sources")
    if not isinstance(points, list) or not points or not all(POINT.fullmatch(str(point)) for point in points):
        found.append("the first lines must list the source points that it teaches, such as sources: [D1, C2]")
    areas = front.get("ccxp")
    if not isinstance(areas, list) or not areas or not set(areas) <= CCXP:
        found.append("the first lines must name its CCXP areas out of I, S, M, D and C, such as ccxp: [S, C]")
    if not isinstance(front.get("minutes"), int) or not 10 <= front["minutes"] <= 90:
        found.append("the first lines must say how many minutes it takes, from 10 to 90")
    return found


def _headings(page: Page) -> list[str]:
    found, headings = [], page.titles(2)
    if len(page.titles(1)) != 1:
        found.append(f"it has {len(page.titles(1))} titles (lines that start with one #); it needs one")
    wanted = [title for title in (*FIRST, *LAST) if title not in headings]
    if wanted:
        return [*found, f"these headings are missing: {', '.join(wanted)}"]
    body = headings[len(FIRST) : len(headings) - len(LAST)]
    if headings[: len(FIRST)] != [*FIRST] or headings[len(headings) - len(LAST) :] != [*LAST]:
        found.append(f"its headings are out of order; first {', '.join(FIRST)}, last {', '.join(LAST)}")
    elif not body:
        found.append("it has no section of its own between Before you start and Worked example")
    return found


def _objectives(page: Page) -> list[str]:
    aims, kept, found = page.bullets("You will be able to"), page.bullets("What to take away"), []
    if len(aims) not in OBJECTIVES:
        found.append(f"it has {len(aims)} objectives; 3 to 5 are right")
    for aim in aims:
        verb = (plain(aim).split() or [""])[0].lower().strip(",.;:")
        if verb not in VERBS.split():
            found.append(f"the objective {plain(aim)!r} must start with a verb that one can watch, such as compute")
    if len(kept) != len(aims):
        found.append(f"it has {len(kept)} lines to take away for {len(aims)} objectives; one each, in the same order")
    return found


def _questions(page: Page) -> list[str]:
    levels, found = [block.options.get("level", "") for block in page.named("quiz")], []
    if len(levels) not in QUESTIONS:
        found.append(f"it has {len(levels)} check questions; 4 to 6 are right")
    if levels.count("inference") < 2:
        found.append(f"{levels.count('inference')} check questions ask for an inference; at least 2 must")
    if levels.count("number") < 1:
        found.append("no check question asks for a number; at least 1 must")
    return found


def _length(page: Page) -> list[str]:
    found, words = [], sum(section.words for section in page.sections)
    if words > MOST_WORDS:
        found.append(f"it has {words} words; {MOST_WORDS} are the most")
    for section in page.sections:
        if section.words > MOST_WORDS_A_SECTION:
            found.append(f"section {section.title!r} has {section.words} words; {MOST_WORDS_A_SECTION} are the most")
    lengths = [len(sentence.split()) for section in page.sections for sentence in sentences(section)]
    mean = sum(lengths) / len(lengths) if lengths else 0
    if mean > MOST_WORDS_A_SENTENCE:
        found.append(f"its sentences have {mean:.1f} words on average; {MOST_WORDS_A_SENTENCE} are the most")
    if any("$" in line for section in page.sections for line in section.lines):
        found.append("it writes a dollar sign: formulas are {math}`…`, money is in euro")
    return found


def _charts(page: Page) -> list[str]:
    charts = [block for block in page.named("code-cell") if "description=" in "\n".join(block.body)]
    live = [block for block in charts if "add_params" in "\n".join(block.body)]
    found = [] if 1 <= len(charts) <= 2 else [f"it has {len(charts)} charts; 1 or 2 are right"]
    return found if live or not charts else [*found, "none of its charts can be moved (Altair parameters, add_params)"]


def _code(page: Page) -> list[str]:
    found = []
    for block in page.named("code-cell"):
        code = [line for line in block.body if line.strip()]
        if len(code) > MOST_LINES_OF_CODE and not re.search(r"hide-|remove-", block.tags):
            found.append(f"the cell in line {block.line} has {len(code)} lines; fold it (hide-input)")
        if any(re.search(r"^\s*[!%]|https?://", line) for line in code):
            found.append(f"the cell in line {block.line} runs a command or reads from the internet")
    return found


def _citations(text: str, keys: set[str]) -> list[str]:
    used = [key.strip() for group in re.findall(r"\{cite(?::\w+)?\}`([^`]+)`", text) for key in group.split(",")]
    found = [f"it cites {key!r}, which is not in references.bib" for key in dict.fromkeys(used) if key not in keys]
    return found if used else [*found, "it cites no source"]


def _terms(page: Page, terms: set[str]) -> list[str]:
    """Bold words are terms, unless they are a label such as "**Step 1.**" or stand in the list of objectives."""
    labels = (FIRST[0], LAST[3])
    prose = "\n".join(line for section in page.sections if section.title not in labels for line in section.lines)
    bold = [words for words in re.findall(r"\*\*([^*\n]+)\*\*", prose) if not re.search(r"[.:!?]$", words)]
    unknown = [words for words in dict.fromkeys(bold) if plain(words).lower() not in terms]
    return [f"{words!r} is in bold and not in the glossary" for words in unknown]
