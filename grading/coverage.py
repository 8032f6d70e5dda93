"""Which point of the source articles is taught and practised where: a table that is derived, and its holes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from book.atomic import write
from book.chapter_check import read_chapters
from book.chapter_text import Page
from book.routes import planned_chapters
from grading.course import Course
from grading.errors import BadSource
from grading.model import Spec

TABLE = Path("docs") / "COVERAGE.md"
HOW = "python3 course.py check --mend"
POINTS = {
    "D1": "customers hold more power",
    "D2": "not marketing alone",
    "D3": "finance",
    "D4": "operations",
    "D5": "product design",
    "D6": "people and HR",
    "D7": "the brand in the real world",
    "D8": "every part learns its share",
    "T0": "the whole experience counts",
    "T1": "step 1: an end-to-end vision",
    "T2": "step 2: what matters, what hurts",
    "T3": "step 3: begin small, reshape",
    "T4": "step 4: iterate and measure",
    "T5": "step 5: a front line that may act",
    "T6": "step 6: keep improving",
    "C0": "one agreed owner",
    "C1": "the delivery gap",
    "C2": "few take responsibility",
    "C3": "who the decision is for",
    "C4": "three traps",
    "C5": "one picture of the customer",
    "C6": "the whole journey",
    "C7": "needs and motives",
    "C8": "measure, and pay on it?",
    "C9": "leaders are accountable",
    "C10": "part of every decision",
    "O1": "ease, satisfaction, loyalty",
    "O2": "informed customers, many channels",
    "O3": "what managers say of service",
    "O4": "first contact under pressure",
    "O5": "breadth of channels",
    "O6": "the full picture for agents",
    "O7": "answers in context",
    "O8": "strategy, process, technology, people",
    "W1": "lesson 1: whom we serve, what we promise",
    "W2": "lesson 2: the whole journey, measured",
    "W3": "lesson 3: strategy problems",
    "W4": "lesson 4: everyday problems",
    "W5": "lesson 5: the right data",
    "W6": "lesson 6: a brand on CX",
    "W7": "lesson 7: a CX leader",
    "W8": "conclusion: a difference that lasts",
}


@dataclass
class Covered:
    """Where one point is met: "chapter: section", ids of check questions, "exercise: question"."""

    sections: list[str] = field(default_factory=list)
    quiz: list[str] = field(default_factory=list)
    exercise: list[str] = field(default_factory=list)


def coverage(course: Course) -> dict[str, Covered]:
    """Point → where it is taught and asked, in the order of the articles and of the contents."""
    found = {point: Covered() for point in POINTS}
    for slug, page in read_chapters(course.root).items():
        for section in page.sections:
            for point in section.teaches:
                found.setdefault(point, Covered()).sections.append(f"{slug}: {section.title}")
        for quiz, points in _asked(page).items():
            for point in points:
                found.setdefault(point, Covered()).quiz.append(quiz)
    for spec in _specs(course):
        for question in spec.questions:
            for point in question.sources:
                found.setdefault(point, Covered()).exercise.append(f"{spec.exercise}: {question.qid}")
    return found


def coverage_problems(course: Course) -> list[str]:
    """Holes: a point that does not exist, is named by a chapter and not asked there, or is still without a chapter."""
    pages, everywhere = read_chapters(course.root), coverage(course)
    specs = {spec.exercise: spec.questions for spec in _specs(course)}
    found: list[str] = []
    found += [f"{TABLE}: the articles have no point {point}" for point in everywhere if point not in POINTS]
    for slug, page in pages.items():
        asked = {point for points in _asked(page).values() for point in points}
        asked |= {point for question in specs.get(slug, ()) for point in question.sources}
        named = [str(point) for point in page.front.get("sources") or []]
        found += [
            f"{slug}: no check question and no question of its exercise asks about {point}; name it under :sources:"
            for point in named
            if point not in asked
        ]
    planned = planned_chapters(course.root)
    if planned and set(planned) <= set(pages):
        found += [
            f"{TABLE}: no chapter teaches {point} ({POINTS[point]})"
            for point in POINTS
            if not everywhere[point].sections
        ]
        found += [
            f"{TABLE}: no question asks about {point} ({POINTS[point]})"
            for point in POINTS
            if not (everywhere[point].quiz or everywhere[point].exercise)
        ]
    return found


def coverage_table(course: Course) -> str:
    """The table as Markdown."""
    rows = [
        "# Which point of the sources is taught where",
        "",
        f"Made by `{HOW}`; do not edit.",
        "The points are those of the five articles that the course grew from (`book/about-the-sources.md`).",
        "A chapter names its points in its first lines and under its headings, a check question under `:sources:`,",
        "an exercise in `mistakes.yml`. A dash: nothing that is there yet.",
        "",
        "| point | about | taught in | check questions | exercise questions |",
        "|---|---|---|---|---|",
    ]
    for point, where in coverage(course).items():
        cells = ("<br>".join(places) or "—" for places in (where.sections, where.quiz, where.exercise))
        rows.append(f"| {point} | {POINTS.get(point, '?')} | {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def is_stale(course: Course) -> bool:
    """Whether the stored table differs from what the chapters and exercises say."""
    path = course.root / TABLE
    return not path.exists() or path.read_text("utf8") != coverage_table(course)


def write_coverage(course: Course) -> Path:
    """Store the table; returns its path."""
    path = course.root / TABLE
    path.parent.mkdir(exist_ok=True)
    write(path, coverage_table(course))
    return path


def _specs(course: Course) -> Iterator[Spec]:
    """The declarations of all exercises, without those that cannot be read: `check` says so of each."""
    for slug in course.slugs:
        try:
            yield course.spec(slug)
        except BadSource:
            continue


def _asked(page: Page) -> dict[str, list[str]]:
    """Id of a check question → the points that it asks about."""
    return {
        block.options.get("id", "?"): block.options.get("sources", "").replace(",", " ").split()
        for block in page.named("quiz")
    }
