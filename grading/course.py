"""Where things are. The only door from grading to the rest of the course."""

from __future__ import annotations

import os
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

import yaml

from grading.errors import BadSource, UnknownExercise
from grading.model import Mistake, Question, Spec

HOME = Path(__file__).resolve().parent.parent


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
            data = yaml.safe_load(path.read_text("utf8"))
            return _spec(slug, data)
        except FileNotFoundError:
            raise BadSource(
                f"{slug}: mistakes.yml is missing; every exercise needs one (see CONTRIBUTING.md)."
            ) from None
        except yaml.YAMLError as trouble:
            raise BadSource(f"{path.name} of {slug} is not readable as YAML: {trouble}") from None
        except (KeyError, TypeError, AttributeError) as trouble:
            raise BadSource(f"{path.name} of {slug} lacks or misplaces {trouble}.") from None


def _spec(slug: str, data: dict) -> Spec:
    questions = tuple(_question(qid, entry) for qid, entry in data["questions"].items())
    return Spec(
        exercise=slug,
        title=data["title"],
        tables=tuple(data["tables"]),
        questions=questions,
        reflection=data["reflection"],
        minutes=data["minutes"],
    )


def _question(qid: str, entry: dict) -> Question:
    low, high = entry.get("range", (None, None))
    return Question(
        qid=qid,
        level=entry["level"],
        probe=entry["probe"],
        tolerance=float(entry.get("tolerance", 0)),
        low=low,
        high=high,
        form=entry.get("form"),
        alternatives=tuple(entry["alternatives"]),
        mistakes=tuple(Mistake(m["code"], m["source"], float(m["points"]), m["hint"]) for m in entry["mistakes"]),
    )
