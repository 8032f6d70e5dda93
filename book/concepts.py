"""The ideas of the course and where they come back: concepts.yml joined to the questions that name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from book.chapter_text import Page, read_page
from book.contents import chapters

FILE = Path("book") / "concepts.yml"
REVISITS = 3  # later chapters in which a core idea has to come back (learning rule 11)


@dataclass(frozen=True)
class Asked:
    """Where a question names an idea: the chapter's slug, the tag, and whether it stands in the exercise."""

    slug: str
    tag: str
    exercise: bool


@dataclass(frozen=True)
class Concept:
    """An idea with the places where it is asked for, in the order of the book."""

    group: str
    name: str
    about: str
    core: bool
    tags: tuple[str, ...]
    asked: tuple[Asked, ...] = ()

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.slug for one in self.asked))


def concepts(course: Path) -> list[Concept]:
    """All ideas of the course at `course`, each with its questions."""
    asked = list(questions_asked(course))
    return [_joined(one, asked) for one in declared(course)]


def declared(course: Path) -> list[Concept]:
    """The ideas of concepts.yml, in its order, without places."""
    return [
        Concept(group["title"], one["name"], one["about"], bool(one.get("core")), tuple(one["tags"]))
        for group in yaml.safe_load((course / FILE).read_text("utf8"))["groups"]
        for one in group["concepts"]
    ]


def questions_asked(course: Path) -> Iterator[Asked]:
    """Every tag of every question: chapter by chapter, its check questions before its exercise."""
    for path in chapters(course):
        yield from _in_chapter(path.stem, read_page(path.read_text("utf8")))
        spec = course / "exercises" / path.stem / "mistakes.yml"
        if spec.exists():
            yield from _in_exercise(path.stem, yaml.safe_load(spec.read_text("utf8")))


def concept_problems(made: list[Concept], tags: set[str]) -> list[str]:
    """What is wrong, as sentences: `tags` are all that questions use."""
    known = {tag for concept in made for tag in concept.tags}
    found = [
        f"the tag {tag!r} is used by a question and belongs to no idea of {FILE}; add it, or use a word that is there"
        for tag in sorted(tags - known)
    ]
    found += [f"{FILE}: no question uses the tag {tag!r}" for tag in sorted(known - tags)]
    return found + [
        f"{FILE}: {one.name!r} is core and comes back in {len(one.slugs) - 1} chapters; {REVISITS} are the least"
        for one in made
        if one.core and len(one.slugs) <= REVISITS
    ]


def _joined(one: Concept, asked: list[Asked]) -> Concept:
    return Concept(one.group, one.name, one.about, one.core, one.tags, tuple(a for a in asked if a.tag in one.tags))


def _in_chapter(slug: str, page: Page) -> Iterator[Asked]:
    for block in page.named("quiz"):
        if "concept" in block.options:
            yield Asked(slug, block.options["concept"], exercise=False)


def _in_exercise(slug: str, spec: Mapping) -> Iterator[Asked]:
    for question in (spec.get("questions") or {}).values():
        if question.get("concept"):
            yield Asked(slug, question["concept"], exercise=True)
