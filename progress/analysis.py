"""How the questions did: facility, discrimination, mistakes, reliability. Pure: Facts in, frames out.

Only graded work counts, and of it only what is marked. Everything is reckoned within one exercise, from learners who
handed in that exercise, and set against means, not sums: whoever stopped the course early takes nothing away. What is
left of drop-out is no error of reckoning: figures tell of those who answered, and where the weaker stop first, these
are abler and more alike than all who began, so that later questions look somewhat easier and discriminate less.

Facility index and discrimination index as in Moodle's quiz statistics (docs.moodle.org/dev/Quiz_statistics_calculations
and Moodle's question/classes/statistics/questions/calculator.php): the mean share of the points; the correlation of the
points of one question with those of the rest of the same test. Reliability is Cronbach's alpha (Cronbach 1951,
Psychometrika 16, 297-334), Moodle's "coefficient of internal consistency".
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from grading.model import Spec
from progress.facts import Facts

QUESTIONS = (
    "exercise",
    "qid",
    "level",  # L0 to L5; empty where a person marks
    "concept",
    "n",  # learners whose answer is graded and marked
    "facility",  # percent: the mean share of the points
    "full",  # percent of the learners: all points
    "discrimination",  # -1 to 1; missing below SMALLEST_N, or where everybody has the same points
    "n_discrimination",  # learners with another question marked, who are in it
    "mistake",  # the commonest recognised mistake: its code, hint and count; of several the first code
    "hint",
    "mistake_n",
    "remarks",  # a tuple of sentences; empty where nothing is to be said
)
EXERCISES = (
    "exercise",
    "title",
    "graded",  # learners
    "questions",  # that are in alpha: those marked for at least half of the graded
    "n",  # learners with all of these marked
    "alpha",  # missing below SMALLEST_N, with one question only, or where everybody has the same points
)
MISTAKES = ("exercise", "qid", "mistake", "hint", "learners", "percent")
SMALLEST_N = 10  # learners; of fewer, a correlation says nothing
EASY, HARD, WEAK = 95.0, 20.0, 0.15


def questions(facts: Facts) -> pd.DataFrame:
    """One row for each question of each exercise, with the columns QUESTIONS, in the course's order."""
    first = mistakes(facts).drop_duplicates(["exercise", "qid"])
    common = {(one.exercise, one.qid): (one.mistake, one.hint, one.learners) for one in first.itertuples(index=False)}
    rows = []
    for exercise, spec in facts.specs.items():
        about = {one.qid: (one.level, one.concept) for one in spec.questions}
        known = [*about, *spec.by_hand]
        qids, share, _ = _matrices(facts.answers[exercise], known)
        n, facility, full = _facility(share)
        discrimination, n_discrimination = item_rest(share)
        for place, qid in enumerate(qids):
            code, hint, count = common.get((exercise, qid), ("", "", 0))
            figures = (int(n[place]), facility[place], full[place], discrimination[place], int(n_discrimination[place]))
            remarks = _remarks(*figures[:2], figures[3])
            rows.append((exercise, qid, *about.get(qid, ("", "")), *figures, code, hint, int(count), remarks))
    return pd.DataFrame(rows, columns=list(QUESTIONS))


def exercises(facts: Facts) -> pd.DataFrame:
    """One row for each exercise, with the columns EXERCISES: its reliability."""
    rows = []
    for exercise, spec in facts.specs.items():
        _, _, points = _matrices(facts.answers[exercise], [])
        often = (~np.isnan(points)).sum(axis=0) >= max(1, len(points) / 2)
        alpha, n = cronbach(points[:, often])
        rows.append((exercise, spec.title, len(points), int(often.sum()), n, alpha))
    return pd.DataFrame(rows, columns=list(EXERCISES))


def mistakes(facts: Facts) -> pd.DataFrame:
    """One row for each recognised mistake, with the columns MISTAKES: per question the commonest first.

    `percent` is the share of the learners whose answer is graded and marked.
    """
    rows = [row for exercise, spec in facts.specs.items() for row in _mistakes(spec, facts.answers[exercise])]
    return pd.DataFrame(rows, columns=list(MISTAKES))


def item_rest(share: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Discrimination of each column of `share` (learners × questions, missing = nan), and the learners in it.

    The correlation of a question's share of points with the mean of the same learner's other questions. A mean, so that
    a question that is not marked yet does not look like one without points; the others, because a question always
    agrees with a sum that holds it.
    """
    there = ~np.isnan(share)
    filled = np.where(there, share, 0.0)
    others = there.sum(axis=1, keepdims=True) - there
    with np.errstate(invalid="ignore", divide="ignore"):
        rest = (filled.sum(axis=1, keepdims=True) - filled) / others
        both = there & (others > 0)
        n = both.sum(axis=0)
        x = np.where(both, share - np.where(both, share, 0).sum(axis=0) / n, 0.0)
        y = np.where(both, rest - np.where(both, rest, 0).sum(axis=0) / n, 0.0)
        spread = np.sqrt((x**2).sum(axis=0) * (y**2).sum(axis=0))
        found = np.where(spread > 1e-9, (x * y).sum(axis=0) / spread, np.nan)
    return np.where(n >= SMALLEST_N, found, np.nan), n


def cronbach(points: np.ndarray) -> tuple[float, int]:
    """Cronbach's alpha of learners × questions over the learners without a missing value, and how many these are.

    k / (k - 1) * (1 - sum of the questions' variances / variance of the sums).
    """
    k = points.shape[1]
    whole = points[~np.isnan(points).any(axis=1)] if k else points[:0]
    if k < 2 or len(whole) < SMALLEST_N:
        return float("nan"), len(whole)
    total = whole.sum(axis=1).var(ddof=1)
    if total < 1e-12:
        return float("nan"), len(whole)
    return float(k / (k - 1) * (1 - whole.var(axis=0, ddof=1).sum() / total)), len(whole)


def _mistakes(spec: Spec, answers: pd.DataFrame) -> list[tuple]:
    rows = answers[answers["marked"]]
    n = rows.groupby("qid", observed=True).size()
    counts = rows.groupby(["qid", "mistake"], observed=True).size()
    hints = {(one.qid, wrong.code): wrong.hint for one in spec.questions for wrong in one.mistakes}
    order = [*(one.qid for one in spec.questions), *spec.by_hand]
    found = [
        (spec.exercise, qid, code, hints.get((qid, code), ""), int(learners), 100 * learners / n[qid])
        for (qid, code), learners in counts.items()
        if code
    ]
    return sorted(
        found, key=lambda one: (one[1] not in order, one[1] in order and order.index(one[1]), -one[4], one[2])
    )


def _matrices(answers: pd.DataFrame, known: list[str]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """The questions, and graded learners × questions: share of the points, and points; nan where nothing is marked.

    The questions that are `known` come first and in their order, also those that nobody has answered.
    """
    learners, questions = answers["learner_id"].cat, answers["qid"].cat.remove_unused_categories().cat
    qids = [*known, *(qid for qid in questions.categories if qid not in known)]
    cells = learners.codes, pd.Index(qids).get_indexer(questions.categories)[questions.codes]
    points, most = (np.full((len(learners.categories), len(qids)), np.nan) for _ in range(2))
    points[cells] = answers["points"].where(answers["marked"])
    most[cells] = answers["max_points"].where(answers["max_points"] > 0)
    there = np.unique(learners.codes)
    return qids, (points / most)[there], points[there]


def _facility(share: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each question: n, mean share and share of learners with all points, both in percent."""
    there = ~np.isnan(share)
    n = there.sum(axis=0)
    with np.errstate(invalid="ignore"):
        facility = 100 * np.where(there, share, 0.0).sum(axis=0) / n
        full = 100 * (np.where(there, share, 0.0) >= 1 - 1e-9).sum(axis=0) / n
    return n, facility, full


def _remarks(n: int, facility: float, discrimination: float) -> tuple[str, ...]:
    if n < SMALLEST_N:
        return ()
    found = []
    if facility > EASY:
        found.append(f"too easy: {facility:.0f} % of the points are earned")
    if facility < HARD:
        found.append(f"too hard: {facility:.0f} % of the points are earned")
    if discrimination < 0:
        found.append("those who do well elsewhere do worse here: is its check right?")
    elif discrimination < WEAK:
        found.append("says little: those who do well elsewhere hardly do better here")
    return tuple(found)
