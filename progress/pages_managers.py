"""A page for each manager, to be given to them: it holds their own people, and nobody and nothing else.

It compares nobody with others: there is no figure of another team, of the department or of the whole course.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from grading.model import State
from progress.facts import Facts
from progress.frame import NOTHING, counted, day, framed, percent
from progress.manifest import Page
from progress.pages_risk import sentences
from progress.summary import matrix

NAMED = 5  # people in one place of a table


@dataclass(frozen=True)
class Teams:
    """The managers' pages, from what is reckoned once for all of them; `people` as `summary.summary`."""

    facts: Facts
    people: pd.DataFrame

    def __iter__(self) -> Iterator[str]:
        """The managers' ids."""
        return iter(self._rows)

    def page(self, manager_id: str) -> Page:
        """The page of one of them."""
        told = self.told(manager_id)
        return Page(
            f"managers/{manager_id}.html",
            lambda: framed("manager.html", self.facts, "", "Your team in the course", **told),
            told,
        )

    def told(self, manager_id: str) -> dict:
        """All that the page says, but for the time."""
        places = self._rows[manager_id]
        team = self.people.iloc[places]
        return {
            "manager": self._names.get(manager_id, manager_id),
            "count": counted(len(team), "person", "people"),
            "exercises_count": len(self.facts.exercises),
            "people": [self._person(row) for row in team.itertuples(index=False)],
            "exercises": list(self._exercises(places, list(team["name"]))),
            "rules": sentences(self.facts),
            "pass_percent": f"{self.facts.rules.pass_percent:g}",
        }

    @cached_property
    def _rows(self) -> dict[str, np.ndarray]:
        """Each manager's people: their places in `facts.people`."""
        found = self.facts.people["manager_id"].groupby(self.facts.people["manager_id"], sort=True).indices
        return {manager_id: places for manager_id, places in found.items() if manager_id}

    @cached_property
    def _names(self) -> dict[str, str]:
        return dict(zip(self.facts.people["learner_id"], self.facts.people["name"], strict=True))

    @cached_property
    def _states(self) -> dict[str, np.ndarray]:
        """Learners × exercises: what is handed in, passed and overdue, and when it is due."""
        work = self.facts.work
        columns = {"handed_in": work["state"] != str(State.NOT_STARTED), "passed": work["passed"]}
        columns |= {"overdue": work["overdue"], "due": work["due"].dt.tz_localize(None)}
        return {name: matrix(self.facts, values) for name, values in columns.items()}

    def _person(self, row) -> dict:
        return {
            "id": row.learner_id,
            "name": row.name,
            "cohort": row.cohort,
            "handed_in": row.handed_in,
            "passed": row.passed,
            "overdue": row.overdue,
            "mean": percent(row.mean, 1),
            "last": day(row.last),
            "next": f"{self.facts.titles[row.next_exercise]}, {day(row.next_due)}" if row.next_exercise else NOTHING,
            "reasons": row.reasons,
        }

    def _exercises(self, places: np.ndarray, names: list[str]) -> Iterator[dict]:
        own = {name: values[places] for name, values in self._states.items()}
        for column, title in enumerate(self.facts.titles.values()):
            dates = np.unique(own["due"][:, column][~np.isnat(own["due"][:, column])])
            yield {
                "title": title,
                "due": day(pd.Timestamp(dates[0])) if len(dates) == 1 else ("by person" if len(dates) else NOTHING),
                "handed_in": int(own["handed_in"][:, column].sum()),
                "passed": int(own["passed"][:, column].sum()),
                **_named([name for name, late in zip(names, own["overdue"][:, column], strict=True) if late]),
            }


def _named(names: list[str]) -> dict:
    """The first of those who are overdue, and how many more there are."""
    return {"overdue": names[:NAMED], "more": max(0, len(names) - NAMED)}
