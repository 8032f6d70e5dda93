"""What happened, as xAPI 1.0.3 statements, in the order in which it happened. Pure.

A hand-in is `attempted`; graded, it is `scored`, and `passed` or `failed` and `completed` once that is settled. Opening
an exercise is not known here, so `initialized` is never said. The time is that of the hand-in: when it was graded is
not kept. Of two scores for one hand-in, the one that was stored later counts.

A person is an account with a pseudonym. A statement's id is made from what it says (RFC 4122, version 5): saying it
again is the same statement, and a changed grade is a new one. Titles are not part of that: in xAPI the definition of an
activity is not part of the statement (xAPI-Data.md, 2.3.1 Statement Immutability, adlnet/xAPI-Spec).
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from grading.model import State
from grading.settings import COURSE_ID
from progress.exports.cells import number
from progress.facts import Facts

VERBS = {
    word: json.dumps({"id": f"http://adlnet.gov/expapi/verbs/{word}", "display": {"en": word}}, separators=(",", ":"))
    for word in ("attempted", "scored", "passed", "failed", "completed")
}


class Statement(NamedTuple):
    """`text` is the statement as JSON, in one line."""

    id: str
    text: str


def statements(facts: Facts, pseudonym: Callable[[str], str], home: str) -> Iterator[Statement]:
    """All statements; `home` is the course's web address, under which learners and exercises are named."""
    work = facts.work[facts.work["received"].notna()].sort_values("received", kind="stable")
    space = uuid.uuid5(uuid.NAMESPACE_URL, home)
    actors = {one: _actor(home, pseudonym(one)) for one in work["learner_id"].unique()}
    objects = {slug: _activity(f"{home}/exercises/{slug}", title) for slug, title in facts.titles.items()}
    course = json.dumps({"id": f"{home}/courses/{COURSE_ID}"}, separators=(",", ":"))
    times = np.datetime_as_string(work["received"].dt.tz_convert(None).to_numpy("datetime64[s]"), unit="s")
    for row, time in zip(work.itertuples(index=False), times.tolist(), strict=True):
        actor, about = actors[row.learner_id], f"{home}/exercises/{row.exercise}"
        attempt = uuid.uuid5(space, f"{actor} {about} {time}")
        context = f'{{"registration":"{attempt}","contextActivities":{{"grouping":[{course}]}}}}'
        for word, result in _said(row):
            id_ = uuid.uuid5(space, f"{attempt} {word} {result}")
            told = f',"result":{result}' if result else ""
            yield Statement(
                str(id_),
                f'{{"id":"{id_}","actor":{actor},"verb":{VERBS[word]},"object":{objects[row.exercise]}{told},'
                f'"context":{context},"timestamp":"{time}Z"}}',
            )


def _said(row) -> Iterator[tuple[str, str]]:
    """Verbs with their results as JSON. What a person has still to mark is left out of the score, not counted as 0."""
    yield "attempted", ""
    if row.state != str(State.GRADED):
        return
    settled = not row.needs_marking
    if not pd.isna(row.percent):
        done = "true" if settled else "false"
        yield "scored", f'{{"score":{_score(row.points, row.marked_max)},"completion":{done}}}'
    if row.passed:
        yield "passed", '{"success":true}'
    elif settled:
        yield "failed", '{"success":false}'
    if settled:
        yield "completed", '{"completion":true}'


def _score(points: float, most: float) -> str:
    """xAPI knows no score above its maximum: where extra credit led there, the maximum is not told."""
    scaled = number(max(-1.0, min(1.0, points / most)))
    top = f',"max":{number(most)}' if points <= most else ""
    return f'{{"scaled":{scaled},"raw":{number(points)},"min":0{top}}}'


def _actor(home: str, name: str) -> str:
    return json.dumps({"account": {"homePage": home, "name": name}}, separators=(",", ":"))


def _activity(id_: str, title: str) -> str:
    definition = {"type": "http://adlnet.gov/expapi/activities/assessment", "name": {"en": title}}
    return json.dumps({"id": id_, "definition": definition}, separators=(",", ":"), ensure_ascii=False)
