"""Make the exports that were asked for, from one reading of the course, as files for their owner only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd

from grading.atomic import private_folder
from grading.course import Course
from grading.pseudonyms import course_key, pseudonym
from grading.settings import COURSE_ID
from progress.errors import BadRules, ExportTrouble
from progress.exports import about, csv_files, schema
from progress.exports.canvas import canvas
from progress.exports.frames import Frames
from progress.exports.gradebook_file import GradebookFile
from progress.exports.mart import write_mart
from progress.exports.moodle import moodle
from progress.exports.schema import Column, Table
from progress.exports.statements import Statement, statements
from progress.exports.whole import whole
from progress.exports.workbook import Content, write_workbook
from progress.facts import Facts

NAMED = "with-names"  # the folder for files with names: all that has to be deleted soon lies together
NOWHERE = f"https://{COURSE_ID}.invalid"  # in statements, as long as no address is set


@dataclass(frozen=True)
class Wishes:
    """How it is to be exported. Moodle finds learners `by` idnumber or email, and gets percents unless `points`."""

    with_names: bool = False
    by: str = "idnumber"
    points: bool = False
    provisional: bool = False


class Exports:
    """The exports of one moment. `pseudonym` gives a person's pseudonym."""

    def __init__(self, facts: Facts, pseudonym: Callable[[str], str], wishes: Wishes):
        self._facts, self._pseudonym, self._wishes = facts, pseudonym, wishes
        self._frames = Frames(facts, pseudonym)
        self.home = _home(facts)

    def write(self, kind: str, folder: Path) -> tuple[str, ...]:
        """Write one of KINDS into `folder`; returns what to tell about it."""
        return KINDS[kind](self, folder) or ()

    def statements(self) -> Iterator[Statement]:
        return statements(self._facts, self._pseudonym, self.home or NOWHERE)

    def _csv(self, folder: Path) -> None:
        for table, frame in self._sheets():
            csv_files.write_table(folder / f"{table.name}.csv", frame, table)
        csv_files.write_table(folder / "about.csv", self._about(), _ABOUT)

    def _xlsx(self, folder: Path) -> None:
        contents = [Content(table.name, table.columns, frame) for table, frame in self._sheets()]
        contents.append(Content(_ABOUT.name, _ABOUT.columns, self._about()))
        write_workbook(folder / "course.xlsx", contents, pd.Timestamp(self._facts.as_of))

    def _mart(self, folder: Path) -> None:
        write_mart(folder / "mart", self._facts, self._frames, self._wishes.with_names)

    def _moodle(self, folder: Path) -> tuple[str, ...]:
        wishes = self._wishes
        return self._gradebook(folder, "moodle", moodle(self._facts, wishes.by, not wishes.points, wishes.provisional))

    def _canvas(self, folder: Path) -> tuple[str, ...]:
        return self._gradebook(folder, "canvas", canvas(self._facts, self._wishes.provisional))

    def _gradebook(self, folder: Path, kind: str, file: GradebookFile) -> tuple[str, ...]:
        csv_files.write_rows(folder / f"{kind}.csv", file.header, file.rows)
        return tuple(f"{kind.title()}: {sentence}" for sentence in file.sentences)

    def _xapi(self, folder: Path) -> tuple[str, ...]:
        with whole(folder / "xapi.jsonl") as part, part.open("w", encoding="utf8", newline="\n") as file:
            file.writelines(f"{one.text}\n" for one in self.statements())
        if self.home:
            return ()
        return (f"xAPI: no home_page is set under `exports`, so that {NOWHERE} stands in its place.",)

    def _sheets(self) -> Iterator[tuple[Table, pd.DataFrame]]:
        frames = (self._frames.learners, self._frames.submissions, self._frames.questions)
        for table, frame in zip(schema.SHEETS, frames, strict=True):
            yield table.shown(self._wishes.with_names), frame

    def _about(self) -> pd.DataFrame:
        found = about.rows(self._facts, schema.SHEETS, self._wishes.with_names)
        return pd.DataFrame(found, columns=list(about.HEADER))


KINDS: dict[str, Callable[[Exports, Path], tuple[str, ...] | None]] = {
    "csv": Exports._csv,
    "xlsx": Exports._xlsx,
    "moodle": Exports._moodle,
    "canvas": Exports._canvas,
    "xapi": Exports._xapi,
    "mart": Exports._mart,
}
_ADDRESS = re.compile(r"https?://[^\s/?#\"<>\\^`{|}]+(/[^\s?#\"<>\\^`{|}]*)?")
ONLY_NAMED = ("moodle", "canvas")
_ABOUT = Table("about", "a sentence or a column", tuple(Column(name, "text", "") for name in about.HEADER))


def prepare(course: Course, facts: Facts, wishes: Wishes) -> Exports:
    """Raises CourseError when the course's key cannot be used."""
    return Exports(facts, partial(pseudonym, course_key(course)), wishes)


def kinds(asked: Sequence[str], with_names: bool) -> tuple[str, ...]:
    """The kinds that were asked for, or all that are possible. Raises ExportTrouble for one that needs names."""
    for one in asked:
        if one in ONLY_NAMED and not with_names:
            raise ExportTrouble(f"A file for {one.title()} has to say whose each grade is: add --with-names.")
    return tuple(dict.fromkeys(asked)) or tuple(one for one in KINDS if with_names or one not in ONLY_NAMED)


def require_home(exports: Exports) -> None:
    """What has been sent stays there, under the names that it was sent with. Raises ExportTrouble."""
    if not exports.home:
        raise ExportTrouble(
            "Statements name learners and exercises below the course's web address. Set it first, as home_page under "
            "`exports`, in the settings that COURSE_PROGRESS names; nothing was sent."
        )


def _home(facts: Facts) -> str:
    home = str(facts.rules.exports.get("home_page") or "")
    if home and not _ADDRESS.fullmatch(home):
        raise BadRules(f"exports: home_page must be such as https://learning.example.org, and it is {home!r}.")
    return home.rstrip("/")


def folder(course: Course, to: Path | None, with_names: bool) -> Path:
    """Where the files go; it is made if it is not there. Raises ExportTrouble."""
    place = to or course.build / "exports" / (NAMED if with_names else "")
    try:
        return private_folder(place)
    except OSError as trouble:
        raise ExportTrouble(f"The folder {place} cannot be made: {trouble.strerror}. Nothing was written.") from trouble
