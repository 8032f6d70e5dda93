"""Each learner's questions as lines of a page, quickly: every line that many people have is made once."""

from __future__ import annotations

import numpy as np
import pandas as pd
from markupsafe import Markup

from grading.model import Spec
from grading.rendering import with_code
from progress.facts import Facts

_LINE = Markup("<li><b>{}</b> {}{}</li>")


class QuestionLines:
    """Points and recognised mistakes of every learner and question: for a page about one person."""

    def __init__(self, facts: Facts):
        self._of = {
            exercise: _prepared(rows, facts.specs[exercise], len(facts.people))
            for exercise, rows in facts.answers.items()
            if len(rows)
        }

    def of(self, place: int) -> list[tuple[str, Markup]]:
        """(exercise, list items) for each graded exercise of the person at this `place` of `facts.people`."""
        found = []
        for exercise, (lines, which, starts) in self._of.items():
            own = which[starts[place] : starts[place + 1]].tolist()
            if own:
                found.append((exercise, Markup("".join([lines[one] for one in own]))))
        return found


def _prepared(rows: pd.DataFrame, spec: Spec, people: int) -> tuple[list[Markup], np.ndarray, np.ndarray]:
    """The different lines; which of them each row has, by person and in order; and where each person starts."""
    order = {qid: number for number, qid in enumerate([*(one.qid for one in spec.questions), *spec.by_hand])}
    who = rows["learner_id"].cat.codes.to_numpy()
    rank = rows["qid"].cat.codes.map({code: order.get(qid, 999) for code, qid in enumerate(rows["qid"].cat.categories)})
    sorted_rows = rows.take(np.lexsort((rank.to_numpy(), who)))
    columns = ("qid", "points", "max_points", "marked", "mistake")
    key = np.zeros(len(rows), dtype=np.int64)
    for name in columns:
        codes, values = pd.factorize(sorted_rows[name])
        key = key * (len(values) + 1) + codes + 1
    which, kinds = pd.factorize(key)
    first = np.full(len(kinds), -1)
    first[which[::-1]] = np.arange(len(rows))[::-1]
    hints = {(one.qid, mistake.code): mistake.hint for one in spec.questions for mistake in one.mistakes}
    names = {**{one.qid: one.qid for one in spec.questions}, **spec.by_hand}
    different = sorted_rows.iloc[first][list(columns)].itertuples(index=False)
    lines = [_line(names.get(row.qid, row.qid), row, hints) for row in different]
    return lines, which, np.searchsorted(np.sort(who), np.arange(people + 1))


def _line(name: str, row, hints: dict[tuple[str, str], str]) -> Markup:
    if not row.marked:
        return _LINE.format(name, f"waits for a mark (of {row.max_points:g})", "")
    hint = hints.get((row.qid, row.mistake), "")
    said = Markup(", {}").format(with_code(hint)) if hint else ""
    mistake = Markup(": {}{}").format(row.mistake, said) if row.mistake else ""
    return _LINE.format(name, f"{row.points:g} of {row.max_points:g}", mistake)
