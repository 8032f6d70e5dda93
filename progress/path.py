"""A learner's own path: which exercises they are to pass, in the order of the course's routes (book/routes.yml).

The department on the roster finds its route by the first of these rules that leads to exactly one:
the same words; one of the words or groups of words that the route joins with "and" (`HR` is in `People and HR`);
the same first word (`Operations & supply` goes with `Operations and logistics`). Upper and lower case, signs and `&`
for `and` make no difference. Without a route, the path is what everybody reads.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from book.routes import FILE


@dataclass(frozen=True)
class OwnPath:
    """The exercises of one department's people, in order; `why` says in a sentence how it was found."""

    exercises: tuple[str, ...]
    work: str  # the route's name; empty without one
    why: str


class Paths:
    """The paths of a course, each made once."""

    def __init__(self, course: Path, exercises: Sequence[str]):
        self._exercises = tuple(exercises)
        self._plan = yaml.safe_load((course / FILE).read_text("utf8")) if (course / FILE).exists() else None
        self.of = lru_cache(maxsize=4096)(self._of)

    def _of(self, department: str) -> OwnPath:
        """The path of whoever has this `department` on the roster."""
        if self._plan is None:
            return OwnPath(self._exercises, "", "The path has every exercise of the course.")
        routes = {route["work"]: route["chapters"] for route in self._plan["departments"]}
        work = route_of(department, tuple(routes))
        own = routes.get(work, [])
        chapters = dict.fromkeys([*self._plan["everyone"], *own, *self._plan.get("afterwards", [])])
        return OwnPath(tuple(one for one in chapters if one in self._exercises), work, _why(department, work))


def route_of(department: str, works: Sequence[str]) -> str:
    """Which of `works` the `department` goes with, or an empty text."""
    wanted = _plain(department)
    if not wanted:
        return ""
    rules = (
        lambda work: _plain(work) == wanted,
        lambda work: wanted in _plain(work).split(" and "),
        lambda work: _plain(work).split()[0] == wanted.split()[0],
    )
    for rule in rules:
        found = [work for work in works if rule(work)]
        if len(found) == 1:
            return found[0]
    return ""


def _why(department: str, work: str) -> str:
    if work:
        return f"The path is the route for {work}."
    if not department.strip():
        return "No department is known, so the path is what everybody reads."
    return f"No route is made for the department “{department}”, so the path is what everybody reads."


def _plain(text: str) -> str:
    words = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ")
    return " ".join(re.findall(r"\w+", words))
