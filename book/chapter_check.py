"""The rules of a chapter, each with a sentence for its author when it is broken. Pure, but for `check_chapters`."""

from __future__ import annotations

from pathlib import Path

import yaml

from book.chapter_rules_form import VERBS, form_problems
from book.chapter_rules_lesson import lesson_problems
from book.chapter_rules_practice import practice_problems
from book.chapter_rules_sources import glossary_terms, source_keys, source_problems, sources_without_year
from book.chapter_rules_together import together_problems
from book.chapter_text import Page, read_page
from book.contents import chapters, department_chapters

__all__ = [
    "VERBS",
    "check_chapters",
    "glossary_terms",
    "problems",
    "read_chapters",
    "source_keys",
    "sources_without_year",
]


def check_chapters(course: Path) -> list[str]:
    """Everything that breaks a rule in the chapters of the course at `course`, as "chapter: sentence"."""
    book = course / "book"
    keys = source_keys((book / "references.bib").read_text("utf8"))
    terms = glossary_terms((book / "glossary.md").read_text("utf8"))
    found = []
    for path in chapters(course):
        found += [f"{path.stem}: {sentence}" for sentence in problems(path.read_text("utf8"), keys, terms)]
    pages = read_chapters(course)
    own = {path.stem for path in department_chapters(course)}
    return found + [f"{slug}: {sentence}" for slug, sentence in together_problems(pages, own)]


def read_chapters(course: Path) -> dict[str, Page]:
    """Slug → chapter, in the order of the contents; without those whose first lines are no YAML."""
    pages = {}
    for path in chapters(course):
        try:
            pages[path.stem] = read_page(path.read_text("utf8"))
        except yaml.YAMLError:  # said already, by `problems`
            continue
    return pages


def problems(text: str, keys: set[str], terms: set[str]) -> list[str]:
    """What is wrong with one chapter. `keys` are those of references.bib, `terms` the glossary in small letters."""
    try:
        page = read_page(text)
    except yaml.YAMLError as trouble:
        return [f"its first lines are no YAML: {trouble}"]
    found = [*form_problems(page), *lesson_problems(page), *practice_problems(page)]
    return [*found, *source_problems(page, text, keys, terms)]
