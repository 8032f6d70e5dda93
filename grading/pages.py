"""The trainer's progress page: one static file that opens without a network."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pandas as pd
from markupsafe import Markup

from grading import notebooks, state_chart
from grading.atomic import private_folder, write
from grading.course import Course
from grading.gradebook import manual_marks
from grading.journal import results
from grading.marks import marked
from grading.model import Result, Spec, State
from grading.progress import by_department, by_exercise, questions, standing
from grading.questions import Words, question_words
from grading.rendering import render
from grading.roster import read_roster
from grading.stored import views
from grading.submitted import submissions

_CSS = {
    state: str(state).rpartition(" ")[2] if state is State.FAILED else str(state).replace(" ", "-") for state in State
}


def write_progress(course: Course, now: datetime | None = None) -> Path:
    """Make `build/progress/index.html` from the roster, what was collected and what was graded; returns its path.

    Raises BadRoster, and GradebookTrouble when the markers' points cannot be read.
    """
    specs = {slug: course.spec(slug) for slug in course.slugs}
    graded = _results(course, specs)
    table = standing(read_roster(course.roster), submissions(course, specs), graded, list(specs))
    words = {slug: question_words(notebooks.read(course.source(slug))) for slug in specs}
    seen = {(page.parent.name, page.stem) for page in views(course).glob("*/*.html")}
    page = progress_page(table, questions(graded, specs), specs, words, now or datetime.now(UTC), seen)
    path = private_folder(course.progress) / "index.html"
    write(path, page)
    return path


def progress_page(
    table: pd.DataFrame,
    asked: pd.DataFrame,
    specs: dict[str, Spec],
    words: dict[str, dict[str, Words]],
    now: datetime,
    seen: Collection[tuple[str, str]] = (),
) -> str:
    """The page as HTML, from the tables `standing` and `questions`; `words` are the questions', by exercise and id.

    `seen` are the (learner_id, exercise) of which the trainer's view lies beside the page: these are links.
    """
    titles = {slug: spec.title for slug, spec in specs.items()}
    sums = by_exercise(table).set_index("exercise")
    return render(
        "progress.html",
        ("page.css", "progress.css"),
        "progress.js",
        drawings=True,
        as_of=f"{now:%d %B %Y, %H:%M} UTC".lstrip("0"),
        as_of_iso=now.isoformat(timespec="seconds"),
        figures=_figures(table),
        todo=_todo(table, titles),
        states=[{"name": str(state), "css": _CSS[state]} for state in state_chart.COLOURS],
        charts=_charts(by_department(table), titles, sums),
        departments=list(dict.fromkeys(table["department"])),
        learners=_learners(table, titles, seen),
        exercises=[_exercise(slug, titles[slug], asked, words[slug], sums) for slug in specs],
        due=bool(table["late"].notna().any()),
    )


def _results(course: Course, specs: dict[str, Spec]) -> list[Result]:
    """All results of the course's exercises, with the markers' points in them."""
    marks = {slug: manual_marks(course, slug) for slug in specs}
    return [
        marked(result, marks[result.exercise].get(result.learner_id, {}))
        for result in results(course)
        if result.exercise in specs
    ]


def _figures(table: pd.DataFrame) -> list[dict]:
    counts = table["state"].value_counts()
    words = {
        "learners": table["learner_id"].nunique(),
        "submissions graded": counts.get(State.GRADED, 0),
        "wait for grading": counts.get(State.SUBMITTED, 0),
        "could not be graded": counts.get(State.FAILED, 0),
        "not started": counts.get(State.NOT_STARTED, 0),
    }
    return [{"value": int(value), "words": name} for name, value in words.items()]


def _todo(table: pd.DataFrame, titles: dict[str, str]) -> list[dict]:
    """First the people whose work could not be graded, each with the reason; then what waits, by exercise."""
    failed = table[table["state"] == State.FAILED]
    todo = [{"name": row.name_, "exercise": titles[row.exercise], "sentence": row.reason} for row in _rows(failed)]
    for slug, title in titles.items():
        rows = table[table["exercise"] == slug]
        waiting, unmarked = int((rows["state"] == State.SUBMITTED).sum()), int(rows["needs_marking"].sum())
        if waiting:
            todo.append({"name": "", "sentence": f"{title}: {waiting} submitted, and not graded yet."})
        if unmarked:
            todo.append(
                {"name": "", "sentence": f"{title}: {unmarked} have an answer in words that a person has to mark."}
            )
    return todo


def _charts(counts: pd.DataFrame, titles: dict[str, str], sums: pd.DataFrame) -> list[dict]:
    if counts.empty:
        return []
    return [
        {
            "title": title,
            "finding": f"{sums.at[slug, 'graded']} of {sums.at[slug, 'learners']} graded",
            "drawing": Markup(state_chart.draw(counts[counts["exercise"] == slug], title)),
        }
        for slug, title in titles.items()
    ]


def _learners(table: pd.DataFrame, titles: dict[str, str], seen: Collection[tuple[str, str]]) -> list[dict]:
    people: dict[str, dict] = {}
    for row in _rows(table):
        learner = people.setdefault(
            row.learner_id, {"learner_id": row.learner_id, "name": row.name_, "department": row.department, "cells": []}
        )
        link = f"learners/{quote(row.learner_id)}/{row.exercise}.html" if (row.learner_id, row.exercise) in seen else ""
        learner["cells"].append({"title": titles[row.exercise], "link": link, **_cell(row)})
    return list(people.values())


def _cell(row) -> dict:
    facts = ["needs marking"] if row.needs_marking else []
    facts += ["late"] if row.late is True else []
    state = str(row.state)
    if row.state == State.GRADED:
        big, words = "–" if pd.isna(row.percent) else f"{row.percent:.0f} %", [state, *facts]
    elif row.state == State.NOT_STARTED:
        big, words = "", [state]
    else:
        big, words = state, facts
    return {"big": big, "words": ", ".join(words), "css": _CSS[row.state]}


def _exercise(slug: str, title: str, asked: pd.DataFrame, words: dict[str, Words], sums: pd.DataFrame) -> dict:
    rows = asked[asked["exercise"] == slug]
    graded = int(sums["graded"].get(slug, 0))
    return {"slug": slug, "title": title, "graded": graded, "questions": [_question(row, words) for row in _rows(rows)]}


def _question(row, words: dict[str, Words]) -> dict:
    known, asked = not pd.isna(row.percent), words.get(row.qid, Words())
    return {
        **{name: getattr(row, name) for name in ("qid", "level", "n", "mistake", "mistake_n", "hint")},
        "name": asked.heading or row.qid,
        "text": asked.text,
        "percent": round(row.percent) if known else None,
        "rate": f"{row.percent:.0f} % ({row.passed} of {row.n})" if known else "no graded work yet",
    }


def _rows(table: pd.DataFrame):
    return table.rename(columns={"name": "name_"}).itertuples(index=False)
