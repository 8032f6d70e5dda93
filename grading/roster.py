"""The list of learners: a CSV file, checked row by row. Names live here and nowhere else."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

from grading.errors import BadRoster
from grading.model import Learner

COLUMNS = ("learner_id", "name", "email", "department", "cohort")
MORE = ("manager_id", "start", "extensions")  # may be there
OTHER_NAMES = {"employee_id": "learner_id", "employee id": "learner_id", "manager id": "manager_id", "e-mail": "email"}
EVERY_EXERCISE = "all"
YEARS = range(1970, 2200)  # of other dates, some are slips of the pen
MAX_BYTES = 64 * 1024 * 1024
MAX_ID_CHARACTERS = 100
PROBLEMS_SHOWN = 10

# Ids become folder names, parts of nbgrader's search patterns and of its exchange's file names.
_ID = re.compile(r"[\w@][\w.@+-]*")


def read_roster(path: Path) -> list[Learner]:
    """The learners in `path` (CSV, UTF-8, comma-separated, with the columns COLUMNS), in its order.

    The columns MORE are read where they are there: `start` as 2027-01-31, `extensions` as
    `operations 2027-02-28; finance 2027-03-15`. Other columns are left alone.
    Raises BadRoster with one sentence for each row that is wrong, up to ten.
    """
    rows = _rows(path)
    header = [cell.strip().casefold() for cell in rows[0][1]] if rows else []
    header = [name if (known := OTHER_NAMES.get(name, name)) in header else known for name in header]
    _check_header(path, header)
    learners, problems = [], []
    for line, cells in rows[1:]:
        if len(cells) == len(header):
            learner, wrong = _learner(dict(zip(header, cells, strict=True)))
            learners.append(learner)
            problems += [f"Line {line}: {problem}" for problem in (*_id_problems(learner.learner_id), *wrong)]
        else:
            problems.append(f"Line {line}: {_count_problem(len(cells), len(header))}")
    problems += _duplicates(learners)
    if problems:
        more = [f"… and {len(problems) - PROBLEMS_SHOWN} more."] if len(problems) > PROBLEMS_SHOWN else []
        raise BadRoster("\n".join([f"The roster {path.name} cannot be used:", *problems[:PROBLEMS_SHOWN], *more]))
    if not learners:
        raise BadRoster(f"The roster {path.name} has no learners: add one line for each of them under the header.")
    return learners


def same_id(learner_id: str) -> str:
    """The form in which two ids are the same: file systems may not tell upper from lower case."""
    return unicodedata.normalize("NFC", learner_id).strip().casefold()


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    text = _text(path)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as trouble:
        raise BadRoster(f"The roster {path.name}, line {reader.line_num}, is not readable as CSV: {trouble}.") from None


def _text(path: Path) -> str:
    if not path.is_file():
        raise BadRoster(f"There is no roster at {path}. Give a CSV file with the columns {', '.join(COLUMNS)}.")
    if path.stat().st_size > MAX_BYTES:
        raise BadRoster(f"The roster {path.name} is over {MAX_BYTES // 1024**2} MB. Is it the right file?")
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        line = data[: trouble.start].count(b"\n") + 1
        raise BadRoster(
            f"The roster {path.name} is not in the encoding UTF-8 (line {line} is the first to show it). "
            "Save it again as 'CSV UTF-8'."
        ) from None


def _check_header(path: Path, header: list[str]) -> None:
    twice = [column for column in (*COLUMNS, *MORE) if header.count(column) > 1]
    if twice:
        raise BadRoster(f"The roster {path.name} has the column {twice[0]!r} {header.count(twice[0])} times. Keep one.")
    missing = [column for column in COLUMNS if column not in header]
    if not missing:
        return
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        mark = "semicolons" if ";" in header[0] else "tabs"
        raise BadRoster(f"The roster {path.name} is separated by {mark}. Save it again with commas between the values.")
    raise BadRoster(
        f"The roster {path.name} lacks the column {missing[0]!r}. "
        f"The first line must name the columns {', '.join(COLUMNS)}; values other than learner_id may stay empty."
    )


def unknown_managers(learners: Sequence[Learner]) -> list[str]:
    """A sentence for each manager who is not on the roster: perhaps a typing mistake, perhaps no learner."""
    known = {same_id(learner.learner_id) for learner in learners}
    asked = Counter(learner.manager_id for learner in learners if learner.manager_id)
    return [
        f"The manager {manager!r} of {count} {'learner' if count == 1 else 'learners'} is not on the roster; "
        "they get a page under this id all the same."
        for manager, count in asked.items()
        if same_id(manager) not in known
    ]


def unknown_extensions(learners: Sequence[Learner], exercises: Collection[str]) -> list[str]:
    """A sentence for each exercise that has an extension and does not exist: its later date would count for nothing."""
    asked = Counter(name for learner in learners for name, _ in learner.extensions)
    return [
        f"The roster extends the exercise {name!r} for {count} {'learner' if count == 1 else 'learners'}, "
        f"and there is no exercise of that name. Write one of {', '.join(exercises)}, or {EVERY_EXERCISE}."
        for name, count in asked.items()
        if name not in {*exercises, EVERY_EXERCISE}
    ]


def _learner(row: dict[str, str]) -> tuple[Learner, list[str]]:
    """The learner of one row, and what is wrong with the values in it."""
    values = {column: " ".join(row.get(column, "").split()) for column in (*COLUMNS, *MORE)}
    problems: list[str] = []
    start = _day(values["start"], "the start", problems) if values["start"] else None
    extensions = tuple(_extension(text, problems) for text in values["extensions"].split(";") if text.strip())
    values |= {name: unicodedata.normalize("NFC", values[name]) for name in ("learner_id", "manager_id")}
    if values["manager_id"]:
        wrong = _id_problems(values["manager_id"])
        problems += [problem.replace("the learner_id", "the manager_id", 1) for problem in wrong]
    return Learner(**{**values, "start": start, "extensions": tuple(one for one in extensions if one)}), problems


def _extension(text: str, problems: list[str]) -> tuple[str, date] | None:
    exercise, _, day = text.strip().rpartition(" ")
    if not exercise:
        problems.append(
            f"the extension {text.strip()!r} must be an exercise and a date, such as operations 2027-02-28."
        )
        return None
    moment = _day(day, f"the extension for {exercise}", problems)
    return (exercise, moment) if moment else None


def _day(text: str, what: str, problems: list[str]) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        problems.append(f"{what} is {text!r}, and must be a date such as 2027-01-31.")
        return None
    return day


def _id_problems(learner_id: str) -> list[str]:
    if not learner_id:
        return ["the learner_id is empty."]
    if not _ID.fullmatch(learner_id) or learner_id.endswith("."):
        return [
            f"the learner_id {learner_id!r} cannot be used as a folder's name. "
            "Use letters, digits and . _ @ + - only, and begin with a letter or a digit."
        ]
    if len(learner_id) > MAX_ID_CHARACTERS:
        return [f"the learner_id has {len(learner_id)} characters; the limit is {MAX_ID_CHARACTERS}."]
    return []


def _duplicates(learners: list[Learner]) -> list[str]:
    times = Counter(same_id(learner.learner_id) for learner in learners if learner.learner_id)
    return [
        f"The learner_id {learner_id!r} occurs {count} times. Each learner needs an id of their own."
        for learner_id, count in times.items()
        if count > 1
    ]


def _count_problem(values: int, columns: int) -> str:
    advice = "Put quotation marks around a value that contains a comma." if values > columns else "Values are missing."
    return f"there are {values} values for {columns} columns. {advice}"
