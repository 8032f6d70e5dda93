"""The settings of progress: the course's own, with an organisation's changes laid over them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import yaml

from progress.errors import BadRules

FILE = Path(__file__).with_name("settings.yml")
EVERYTHING = "everything"
KINDS = {
    bool: "yes or no",  # before the numbers: to Python, yes is one
    dict: "names with values",
    list: "a list of whole numbers, such as [7, 1]",
    str: "a text",
    (int, float): "a number",
}
_DAYS = re.compile(r"(\d{1,4}) days?")


@dataclass(frozen=True)
class Due:
    """A date (the end of that day, UTC) or a number of days after a learner's start; one of the two is None."""

    on: date | None = None
    days: int | None = None

    def moment(self, start: date | None) -> datetime | None:
        """When it is due for somebody who started on `start`; None when that is not known."""
        day = self.on if self.on else (start + timedelta(days=self.days) if start else None)
        return datetime.combine(day, time.max, UTC).replace(microsecond=0) if day else None


@dataclass(frozen=True)
class AtRisk:
    overdue: int
    mean_below: float  # percent
    silent_days: int


@dataclass(frozen=True)
class Rules:
    """All settings. `due` is by exercise, `cohorts` by cohort and exercise; EVERYTHING stands for the others."""

    pass_percent: float
    smallest_group: int
    at_risk: AtRisk
    due: Mapping[str, Due] = field(default_factory=dict)
    cohorts: Mapping[str, Mapping[str, Due]] = field(default_factory=dict)
    reminders: Mapping[str, object] = field(default_factory=dict)
    certificates: Mapping[str, object] = field(default_factory=dict)
    exports: Mapping[str, object] = field(default_factory=dict)

    def due_for(self, exercise: str, cohort: str) -> Due | None:
        """What is settled for one exercise: the cohort's own before the course's, the exercise's before the general."""
        places = (self.cohorts.get(cohort, {}), self.due)
        return next((one[name] for one in places for name in (exercise, EVERYTHING) if name in one), None)


def read_rules(own: Path | None = None, exercises: tuple[str, ...] = ()) -> Rules:
    """The course's settings with those in the file `own` (or the one that COURSE_PROGRESS names) laid over them.

    Raises BadRules with one sentence that names the file and the setting. `exercises` are the names that dates may be
    given for; without them any name may stand there.
    """
    named = own or (Path(os.environ["COURSE_PROGRESS"]) if os.environ.get("COURSE_PROGRESS") else None)
    settings = _load(FILE)
    if named:
        settings = _laid_over(settings, _load(named), named.name)
    where = (named or FILE).name
    risk = settings["at_risk"]
    return Rules(
        pass_percent=_number(where, "pass_percent", settings["pass_percent"], 0, 100),
        smallest_group=_whole(where, "smallest_group", settings["smallest_group"], 1, 1000),
        at_risk=AtRisk(
            overdue=_whole(where, "at_risk: overdue", risk["overdue"], 1, 1000),
            mean_below=_number(where, "at_risk: mean_below", risk["mean_below"], 0, 100),
            silent_days=_whole(where, "at_risk: silent_days", risk["silent_days"], 1, 3650),
        ),
        due=_dates(where, "due", settings["due"], exercises),
        cohorts={
            str(name): _dates(where, f"cohorts: {name}", dates, exercises)
            for name, dates in _mapping(where, "cohorts", settings["cohorts"]).items()
        },
        reminders=settings["reminders"],
        certificates=settings["certificates"],
        exports=settings["exports"],
    )


def _load(path: Path) -> dict:
    try:
        found = yaml.safe_load(path.read_text("utf8")) or {}
    except FileNotFoundError:
        raise BadRules(f"There are no settings at {path}. Name an existing file in COURSE_PROGRESS.") from None
    except OSError as trouble:
        raise BadRules(f"The settings {path.name} cannot be read: {trouble.strerror}.") from None
    except UnicodeDecodeError:
        raise BadRules(f"The settings {path.name} are not in the encoding UTF-8.") from None
    except (yaml.YAMLError, ValueError) as trouble:  # a day that no month has is a ValueError
        raise BadRules(
            f"The settings {path.name} are not readable as YAML: {' '.join(str(trouble).split())}."
        ) from None
    if not isinstance(found, dict):
        raise BadRules(f"The settings {path.name} must be names with values, such as `pass_percent: 50`.")
    return found


def _laid_over(ours: dict, theirs: dict, where: str, above: str = "") -> dict:
    """`theirs` over `ours`. Dates and cohorts may have any names; every other name must be known, and its kind kept."""
    free = above.startswith(("due", "cohorts"))
    unknown = [] if free else sorted(set(map(str, theirs)) - set(ours))
    if unknown:
        raise BadRules(f"{where}: there is no setting {above}{unknown[0]}. Known are: {', '.join(ours)}.")
    laid = dict(ours)
    for name, value in theirs.items():
        if name not in ours:
            laid[name] = value
        elif isinstance(ours[name], dict) and value is None:
            continue  # a heading without anything under it
        elif not _same_kind(ours[name], value):
            kind = next(words for kinds, words in KINDS.items() if isinstance(ours[name], kinds))
            raise BadRules(f"{where}: {above}{name} must be {kind}, and it is {value!r}.")
        else:
            both = isinstance(value, dict)
            laid[name] = _laid_over(ours[name], value, where, f"{above}{name}: ") if both else value
    return laid


def _same_kind(ours: object, value: object) -> bool:
    if isinstance(value, list):
        numbers = all(isinstance(one, int) and not isinstance(one, bool) and one >= 0 for one in value)
        return numbers if isinstance(ours, list) else ours == "all" and all(isinstance(one, str) for one in value)
    kind = next(kinds for kinds in KINDS if isinstance(ours, kinds))
    return isinstance(value, kind) and isinstance(value, bool) == (kind is bool)


def _mapping(where: str, name: str, value: object) -> dict:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise BadRules(f"{where}: {name} must be names with values, and it is {value!r}.")
    return value


def _number(where: str, name: str, value: float, low: float, high: float) -> float:
    if not low <= value <= high:
        raise BadRules(f"{where}: {name} must be a number from {low} to {high}, and it is {value!r}.")
    return float(value)


def _whole(where: str, name: str, value: float, low: int, high: int) -> int:
    if not low <= value <= high or value != int(value):
        raise BadRules(f"{where}: {name} must be a whole number from {low} to {high}, and it is {value!r}.")
    return int(value)


def _dates(where: str, name: str, value: object, exercises: tuple[str, ...]) -> dict[str, Due]:
    dates = _mapping(where, name, value)
    unknown = sorted(set(map(str, dates)) - {*exercises, EVERYTHING}) if exercises else []
    if unknown:
        raise BadRules(f"{where}: {name} names {unknown[0]}, and there is no exercise of that name.")
    return {str(exercise): _due(f"{where}: {name}: {exercise}", when) for exercise, when in dates.items()}


def _due(where: str, value: object) -> Due:
    if isinstance(value, date) and not isinstance(value, datetime):
        return Due(on=value)
    found = _DAYS.fullmatch(value.strip()) if isinstance(value, str) else None
    if found:
        return Due(days=int(found[1]))
    raise BadRules(f"{where} must be a date such as 2027-01-31 or a time such as `30 days`, and it is {value!r}.")
