"""What every number on the pages means, in plain words, with the rules that are in force."""

from __future__ import annotations

from progress import analysis
from progress.facts import Facts
from progress.figures import WIDTH
from progress.frame import counted, day, framed
from progress.pages_risk import sentences
from progress.rules import EVERYTHING, Due


def definitions_page(facts: Facts) -> str:
    """The page as HTML."""
    rules = facts.rules
    return framed(
        "definitions.html",
        facts,
        "definitions",
        "Definitions",
        pass_percent=f"{rules.pass_percent:g}",
        smallest=rules.smallest_group,
        silent_days=rules.at_risk.silent_days,
        mean_below=f"{rules.at_risk.mean_below:g}",
        rules=sentences(facts),
        dates=[
            *_dates(facts, rules.due, ""),
            *(one for cohort, dates in rules.cohorts.items() for one in _dates(facts, dates, cohort)),
        ],
        any_due=bool(facts.work["due"].notna().any()),
        width=WIDTH,
        smallest_n=analysis.SMALLEST_N,
        easy=f"{analysis.EASY:g}",
        hard=f"{analysis.HARD:g}",
        weak=f"{analysis.WEAK:g}",
    )


def _dates(facts: Facts, dates: dict[str, Due], cohort: str) -> list[str]:
    """The dates of the settings as sentences without full stop."""
    whose = f" for the cohort {cohort}" if cohort else ""
    names = {**facts.titles, EVERYTHING: "Every other exercise" if len(dates) > 1 else "Every exercise"}
    return [f"{names.get(exercise, exercise)}{whose}: {_when(due)}" for exercise, due in dates.items()]


def _when(due: Due) -> str:
    return day(due.on) if due.on else f"{counted(due.days, 'day')} after the start"
