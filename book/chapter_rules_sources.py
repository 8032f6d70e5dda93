"""Rules about where a chapter's claims and words come from and lead to: sources, points, terms, links. Pure."""

from __future__ import annotations

import re

from book.chapter_rules_form import FIRST, LAST
from book.chapter_rules_lesson import STANDING
from book.chapter_text import Page, plain, read_page

SAYS_NOTHING = {"click here", "here", "this", "go", "start", "more", "more information", "learn more", "read more"}
LABELS = (FIRST[0], LAST[3], STANDING)  # sections in which bold words are labels, not terms


def source_problems(page: Page, text: str, keys: set[str], terms: set[str]) -> list[str]:
    """What is wrong with the citations, points and terms of one chapter, as sentences for its author."""
    unknown = [words for words in bold_terms(page) if plain(words).lower() not in terms]
    return [
        *_citations(text, keys),
        *_points(page),
        *_links(text),
        *(f"{words!r} is in bold and not in the glossary" for words in unknown),
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


def bold_terms(page: Page) -> list[str]:
    """Words in bold, each once. They are terms, unless they are a label such as "**Step 1.**" or an objective's."""
    prose = "\n".join(line for section in page.sections if section.title not in LABELS for line in section.lines)
    bold = [words for words in re.findall(r"\*\*([^*\n]+)\*\*", prose) if not re.search(r"[.:!?]$", words)]
    return list(dict.fromkeys(bold))


def _points(page: Page) -> list[str]:
    named = page.front.get("sources")
    named = [str(point) for point in named] if isinstance(named, list) else []
    taught = dict.fromkeys(point for section in page.sections for point in section.teaches)
    return [
        *(
            f"no section teaches {point}: put % teaches: {point} under its heading"
            for point in named
            if point not in taught
        ),
        *(f"a section teaches {point}, which the first lines do not name" for point in taught if point not in named),
    ]


def _citations(text: str, keys: set[str]) -> list[str]:
    used = [key.strip() for group in re.findall(r"\{cite(?::\w+)?\}`([^`]+)`", text) for key in group.split(",")]
    found = [f"it cites {key!r}, which is not in references.bib" for key in dict.fromkeys(used) if key not in keys]
    return found if used else [*found, "it cites no source"]


def _links(text: str) -> list[str]:
    """Links whose words do not say where they lead: who hears the page's links one by one has nothing else."""
    words = re.findall(r"\[([^\]\n]+)\]\(|\{(?:doc|ref|numref|download)\}`([^`<]+?) *<", text)
    told = dict.fromkeys(one or two for one, two in words)
    return [f"the link {said!r} does not say where it leads" for said in told if said.strip().lower() in SAYS_NOTHING]
