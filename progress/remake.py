"""Make all progress pages anew, as far as what they tell has changed, and take away those of people who are gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd

from grading import notebooks
from grading.atomic import private_folder
from grading.course import Course
from grading.questions import question_words
from grading.stored import views
from progress.at_risk import at_risk
from progress.clock import note_run, went_back
from progress.facts import Facts, gather
from progress.making import Making
from progress.manifest import Manifest, Page
from progress.pages_definitions import definitions_page
from progress.pages_learners import learners_page, views_there
from progress.pages_managers import Teams
from progress.pages_overview import overview_page
from progress.pages_person import of_others, person_pages
from progress.pages_questions import questions_page
from progress.pages_risk import risk_page
from progress.summary import summary


@dataclass(frozen=True)
class Remade:
    """What became of the pages. `troubles` are sentences about those that could not be made: they are as they were;
    `notes` are sentences about what is odd and stops nothing.
    """

    index: Path
    made: int
    kept: int
    removed: int
    troubles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        removed = f", {self.removed} removed" if self.removed else ""
        return f"{self.index} ({self.made} pages made, {self.kept} unchanged{removed})"


def remake(course: Course, now: datetime | None = None, rules: Path | None = None) -> Remade:
    """Bring `build/progress`, and each learner's own page in `build/feedback`, up to date.

    Raises what `facts.gather` raises, and then nothing was changed.
    """
    facts = gather(course, now, rules)
    folder, manifest = private_folder(course.progress), Manifest(course, [facts.rules, facts.specs])
    making, risks = Making(folder, manifest), at_risk(facts)
    people = summary(facts, risks)
    reasons = dict(zip(people["learner_id"], people["reasons"], strict=True))
    teams = Teams(facts, people)
    making.all_of(person_pages(course, facts, reasons), "pages of learners")
    making.all_of((teams.page(manager_id) for manager_id in teams), "pages of managers")
    making.all_of(_of_all(course, facts, risks, people), "pages about all")
    manifest.keep()
    removed = _remove([*_of_others(folder, facts, teams), *of_others(course, facts)])
    troubles = making.troubles
    making.all_of([Page("index.html", lambda: overview_page(facts, len(risks), troubles))], "pages about all")
    notes = (*facts.notes, *went_back(course, facts.as_of))
    note_run(course, facts.as_of)
    return Remade(folder / "index.html", making.made, making.kept, removed, making.troubles, notes)


def _of_all(course: Course, facts: Facts, risks: pd.DataFrame, people: pd.DataFrame) -> Iterator[Page]:
    """The pages about everybody; the overview is made last, as it says how the others went."""
    yield Page("learners.html", lambda: learners_page(facts, people, views_there(views(course))))
    yield Page("questions.html", lambda: questions_page(facts, _asked(course)))
    yield Page("at-risk.html", lambda: risk_page(facts, risks))
    yield Page("definitions.html", lambda: definitions_page(facts))


def _asked(course: Course) -> dict:
    return {slug: question_words(notebooks.read(course.source(slug))) for slug in course.slugs}


def _of_others(folder: Path, facts: Facts, teams: Teams) -> list[Path]:
    """The pages that lie there of people and managers who are in no list any more."""
    known = {"people": set(facts.people["learner_id"]), "managers": set(teams)}
    return [path for name, ids in known.items() for path in (folder / name).glob("*.html") if path.stem not in ids]


def _remove(paths: list[Path]) -> int:
    for path in paths:
        path.unlink(missing_ok=True)
    return len(paths)
