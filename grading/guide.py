"""The trainer's guide: for each chapter one page to print, with the session, the mistakes and marked reflections.

It holds answers. It goes to build/guide, for trainers only, and never into the learners' site or package.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from markdown_it import MarkdownIt
from markupsafe import Markup

from book.chapter_check import read_chapters
from book.chapter_text import Page
from book.concepts import FILE as CONCEPTS
from book.review import SETS, review
from grading import notebooks, review_letter
from grading.atomic import private_folder, write
from grading.course import Course
from grading.guide_check import guide_problems, sample_problems, sections
from grading.model import Spec
from grading.questions import question_words
from grading.rendering import render
from grading.written import Sample, memo_problems, samples

RUBRIC = "reflection-rubric"  # the cell of a notebook that says how its reflection is marked
STYLES = ("page.css", "guide.css")


def write_guide(course: Course) -> Path:
    """Make `build/guide/index.html`, a page for each exercise and the texts of the review; returns the index's path.

    Pages of exercises that are gone are removed. Raises BadSource when reflections.yml cannot be read.
    """
    folder, pages = private_folder(course.guide), read_chapters(course.root)
    wanted = {f"{slug}.html" for slug in course.slugs} | {"index.html"}
    for old in folder.glob("*.html"):
        if old.name not in wanted:
            old.unlink()
    entries = []
    for slug in course.slugs:
        entry = _entry(course, slug, pages.get(slug))
        write(folder / f"{slug}.html", render("guide.html", STYLES, **entry))
        entries.append(entry)
    letters = _letters(course, folder)
    write(folder / "index.html", render("guide-index.html", STYLES, entries=entries, letters=letters))
    return folder / "index.html"


def _letters(course: Course, folder: Path) -> list[dict]:
    """Write the review's texts, for a course that has one; what the index says of each."""
    if not (course.root / CONCEPTS).exists():
        return []
    made = []
    for which in SETS:
        for weeks, items in review(course.root, which).items():
            write(folder / review_letter.name(which, weeks), review_letter.letter(items, which, weeks))
            made.append({"file": review_letter.name(which, weeks), "weeks": weeks, "which": which})
    return made


def trainer_problems(course: Course) -> list[str]:
    """What is wrong with the pages in trainers/ and with the sample reflections, as "place: sentence"."""
    found = []
    for slug in course.slugs:
        path = course.trainers / f"{slug}.md"
        codes = {mistake.code for question in course.spec(slug).questions for mistake in question.mistakes}
        said = guide_problems(path.read_text("utf8"), codes) if path.exists() else ["it is missing"]
        found += [f"trainers/{slug}.md: {sentence}" for sentence in said]
        found += [f"{slug}: {said}" for said in _sample_problems(course, slug)]
    known = set(course.slugs)
    found += [f"trainers/{path.name}: there is no exercise of this name" for path in _others(course, known)]
    return found


def _sample_problems(course: Course, slug: str) -> list[str]:
    spec, made = course.spec(slug), samples(course, slug)
    if not spec.memo:
        return sample_problems([sample.level for sample in made])
    graded = [cell.metadata.get("nbgrader", {}) for cell in notebooks.read(course.source(slug)).cells]
    return memo_problems(spec, {each["grade_id"]: each.get("points", 0) for each in graded if each}, made)


def _others(course: Course, known: set[str]) -> list[Path]:
    return [path for path in sorted(course.trainers.glob("*.md")) if path.stem not in known]


def _entry(course: Course, slug: str, chapter: Page | None) -> dict:
    """What the page of one exercise, and its line in the index, are made from."""
    spec, notebook = course.spec(slug), notebooks.read(course.source(slug))
    cells = {cell.id: cell.source for cell in notebook.cells}
    path = course.trainers / f"{slug}.md"
    text = path.read_text("utf8") if path.exists() else ""
    return {
        "slug": slug,
        "title": _title(text) or spec.title,
        "reading": chapter.front.get("minutes") if chapter else None,
        "exercise": spec.minutes,
        "points": ", ".join(str(point) for point in chapter.front.get("sources") or []) if chapter else "",
        "sentence": _markdown(sections(text).get("In one sentence", "")),
        "session": _markdown(text.partition("\n## ")[1].strip("\n") + text.partition("\n## ")[2]),
        "questions": _questions(spec, question_words(notebook)),
        "rubric": _markdown(cells.get(RUBRIC, "")),
        "what": "Memos" if spec.memo else "Reflections",
        "samples": [_shown(sample) for sample in samples(course, slug)],
    }


def _questions(spec: Spec, words: dict) -> list[dict]:
    return [
        {
            "heading": words[question.qid].heading if question.qid in words else question.qid,
            "text": words[question.qid].text if question.qid in words else "",
            "level": question.level,
            "concept": question.concept,
            "points": ", ".join(question.sources),
            "mistakes": question.mistakes,
        }
        for question in spec.questions
    ]


def _shown(sample: Sample) -> dict:
    """A sample with its texts as HTML; the parts of a memo have headings, a reflection has none."""
    parts = [{**asdict(part), "text": _markdown(part.text)} for part in sample.parts]
    return {"title": sample.title, "mark": sample.mark, "parts": parts}


def _title(text: str) -> str:
    return text.partition("\n")[0].removeprefix("# ").strip()


def _markdown(text: str) -> Markup:
    """Markdown as HTML; tags that somebody typed are shown, not made."""
    made = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    return Markup(made)  # the renderer escapes every text
