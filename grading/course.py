"""Where things are. The only door from grading to the rest of the course."""

from __future__ import annotations

import os
import reprlib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

import yaml

from grading.errors import BadSource, UnknownExercise
from grading.model import Mistake, Question, Spec

NEEDED = object()
KINDS = {str: "a text", int: "a whole number", float: "a number", list: "a list", dict: "names with values"}
HOME = Path(__file__).resolve().parent.parent
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same in C, where it is there: ten times as fast


@dataclass(frozen=True)
class Course:
    """The folders of one course. `root` holds the sources, `build` everything that is made from them."""

    root: Path = HOME
    build: Path = Path(os.environ.get("COURSE_BUILD", HOME / "build"))

    @property
    def exercises(self) -> Path:
        return self.root / "exercises"

    @property
    def tables(self) -> Path:
        """The data tables; the variable CXLAB_TABLES, for a cohort's own variant, takes the place of the course's."""
        return Path(os.environ.get("CXLAB_TABLES", self.root / "datasets" / "tables"))

    @property
    def release(self) -> Path:
        return self.build / "release"

    @property
    def submitted(self) -> Path:
        return self.build / "submitted"

    @property
    def autograded(self) -> Path:
        return self.build / "autograded"

    @property
    def feedback(self) -> Path:
        return self.build / "feedback"

    @property
    def results(self) -> Path:
        return self.build / "results"

    @property
    def progress(self) -> Path:
        return self.build / "progress"

    @property
    def trainers(self) -> Path:
        """The sources of the trainer's guide: one page for each chapter."""
        return self.root / "trainers"

    @property
    def guide(self) -> Path:
        return self.build / "guide"

    @property
    def site(self) -> Path:
        return self.build / "site"

    @property
    def sample(self) -> Path:
        return self.build / "sample"

    @property
    def roster(self) -> Path:
        return self.build / "roster.csv"

    @property
    def gradebook_url(self) -> str:
        return os.environ.get("COURSE_GRADEBOOK", f"sqlite:///{self.build / 'gradebook.db'}")

    @cached_property
    def slugs(self) -> tuple[str, ...]:
        """Names of all exercises, in the order of the book's table of contents."""
        toc = yaml.safe_load((self.root / "_toc.yml").read_text("utf8"))
        chapters = [Path(entry["file"]).name for part in toc.get("parts", []) for entry in part["chapters"]]
        there = {folder.name for folder in self.exercises.iterdir() if (folder / f"{folder.name}.ipynb").exists()}
        return tuple(slug for slug in chapters if slug in there) + tuple(sorted(there - set(chapters)))

    def source(self, slug: str) -> Path:
        """The source notebook of one exercise. Raises UnknownExercise, which suggests the nearest name."""
        if slug not in self.slugs:
            near = get_close_matches(slug, self.slugs, n=1, cutoff=0.4)
            guess = f" Did you mean {near[0]}?" if near else ""
            raise UnknownExercise(
                f"There is no exercise named {slug!r}.{guess} The exercises are: {', '.join(self.slugs)}."
            )
        return self.exercises / slug / f"{slug}.ipynb"

    def spec(self, slug: str) -> Spec:
        """The exercise's `mistakes.yml` as a record. Raises BadSource with the place that is wrong."""
        path = self.source(slug).with_name("mistakes.yml")
        try:
            data = yaml.load(path.read_text("utf8"), Loader=_LOADER)
        except FileNotFoundError:
            raise BadSource(
                f"{slug}: mistakes.yml is missing; every exercise needs one (see CONTRIBUTING.md)."
            ) from None
        except (yaml.YAMLError, ValueError) as trouble:
            raise BadSource(f"{path.name} of {slug} is not readable as YAML: {trouble}") from None
        return _spec(slug, data)


def _spec(slug: str, data: object) -> Spec:
    where = f"mistakes.yml of {slug}"
    questions, memo = _value(where, data, "questions", dict), _value(where, data, "memo", dict, {})
    return Spec(
        exercise=slug,
        title=_value(where, data, "title", str),
        tables=_texts(where, data, "tables"),
        questions=tuple(_question(f"{where}: question {qid}", qid, entry) for qid, entry in questions.items()),
        reflection="" if memo else _value(where, data, "reflection", str),
        minutes=_value(where, data, "minutes", int),
        memo=tuple((cell, _value(f"{where}: memo", memo, cell, str)) for cell in memo),
    )


def _question(where: str, qid: str, entry: object) -> Question:
    low, high = _range(where, entry)
    mistakes = enumerate(_value(where, entry, "mistakes", list), 1)
    return Question(
        qid=qid,
        level=_value(where, entry, "level", str),
        probe=_value(where, entry, "probe", str),
        tolerance=float(_value(where, entry, "tolerance", float, 0)),
        low=low,
        high=high,
        form=_value(where, entry, "form", dict, None),
        alternatives=_texts(where, entry, "alternatives"),
        mistakes=tuple(_mistake(f"{where}: mistake {number}", mistake) for number, mistake in mistakes),
        sources=_texts(where, entry, "sources", ()),
        concept=_value(where, entry, "concept", str, ""),
    )


def _mistake(where: str, entry: object) -> Mistake:
    code, source, hint = (_value(where, entry, key, str) for key in ("code", "source", "hint"))
    return Mistake(code, source, float(_value(where, entry, "points", float)), hint)


def _range(where: str, entry: object) -> list:
    ends = _value(where, entry, "range", object, [None, None])
    if not isinstance(ends, list) or len(ends) != 2 or not all(end is None or _is(end, float) for end in ends):
        raise BadSource(f"{where}: range must be two numbers, such as [0, 100], and it is {reprlib.repr(ends)}.")
    return ends


def _texts(where: str, entry: object, key: str, default: object = NEEDED) -> tuple[str, ...]:
    texts = _value(where, entry, key, list, default)
    if not all(isinstance(text, str) for text in texts):
        raise BadSource(f"{where}: {key} must be a list of texts, and it is {reprlib.repr(texts)}.")
    return tuple(texts)


def _value(where: str, entry: object, key: str, kind: type, default: object = NEEDED):
    """What stands at `key`, if it is of the right kind. Raises BadSource, naming the place and the key."""
    if not isinstance(entry, dict):
        raise BadSource(f"{where}: there must be names with values, such as {key}, and there is {reprlib.repr(entry)}.")
    value = entry.get(key)
    if value is None and default is not NEEDED:
        return default
    if value is None:
        raise BadSource(f"{where}: {key} is missing.")
    if not _is(value, kind):
        raise BadSource(f"{where}: {key} must be {KINDS[kind]}, and it is {reprlib.repr(value)}.")
    return value


def _is(value: object, kind: type) -> bool:
    """Whether a value from YAML is of that kind: a whole number is a number too, but yes and no are not."""
    if kind in (int, float) and isinstance(value, bool):
        return False
    return isinstance(value, (int, float) if kind is float else kind)
