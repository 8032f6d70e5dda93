"""How each question did: with how many people, what share of the points, which mistakes, and what to look at."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from grading.questions import Words
from progress import analysis
from progress.facts import Facts
from progress.frame import framed, percent

MISTAKES_SHOWN = 3
Asked = Mapping[str, Mapping[str, Words]]


def questions_page(facts: Facts, asked: Asked) -> str:
    """The page as HTML; `asked` are the words of the questions, by exercise and question."""
    questions, mistakes = analysis.questions(facts), analysis.mistakes(facts)
    wrong = {key: rows.head(MISTAKES_SHOWN) for key, rows in mistakes.groupby(["exercise", "qid"], sort=False)}
    by_exercise = dict(list(questions.groupby("exercise", sort=False)))
    exercises = [
        {
            "slug": row.exercise,
            "title": row.title,
            "graded": f"{row.graded:,}",
            "alpha": _number(row.alpha),
            "n": f"{row.n:,}",
            "questions": [
                _question(one, asked.get(row.exercise, {}), facts, wrong.get((one.exercise, one.qid)))
                for one in by_exercise.get(row.exercise, questions.head(0)).itertuples(index=False)
            ],
        }
        for row in analysis.exercises(facts).itertuples(index=False)
    ]
    return framed(
        "questions.html",
        facts,
        "questions",
        "Questions",
        exercises=exercises,
        flagged=_flagged(exercises),
        smallest=analysis.SMALLEST_N,
    )


def _flagged(exercises: list[dict]) -> list[dict]:
    """What is remarked on, by kind: a kind is what stands before the colon of a remark."""
    found: dict[str, list[dict]] = {}
    for exercise in exercises:
        for question in exercise["questions"]:
            for remark in question["remarks"]:
                way = {**question, "href": f"#{question['anchor']}", "title": exercise["title"]}
                found.setdefault(remark.partition(":")[0], []).append(way)
    return [{"kind": kind[:1].upper() + kind[1:], "ways": ways} for kind, ways in found.items()]


def _question(row, words: Mapping[str, Words], facts: Facts, wrong: pd.DataFrame | None) -> dict:
    told = words.get(row.qid, Words())
    by_hand = facts.specs[row.exercise].by_hand
    return {
        "anchor": f"{row.exercise}.{row.qid}",
        "name": told.heading or by_hand.get(row.qid, row.qid),
        "text": told.text,
        "qid": row.qid,
        "level": row.level,
        "concept": row.concept,
        "n": f"{row.n:,}",
        "facility": percent(row.facility),
        "bar": None if pd.isna(row.facility) else round(row.facility),
        "full": percent(row.full),
        "discrimination": _number(row.discrimination),
        "n_discrimination": f"{row.n_discrimination:,}",
        "remarks": row.remarks,
        "mistakes": [
            {
                "code": one.mistake,
                "hint": one.hint,
                "count": f"{one.learners:,} of {row.n:,}",
                "percent": percent(one.percent),
            }
            for one in (wrong.itertuples(index=False) if wrong is not None else ())
        ],
    }


def _number(value: float) -> str:
    """With two digits and a true minus sign; empty when it is missing."""
    return "" if pd.isna(value) else f"{value:.2f}".replace("-", "−")
