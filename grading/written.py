"""Texts that a person marks: sample reflections of an exercise, or whole sample memos of the capstone, with marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from grading.course import Course
from grading.errors import BadSource
from grading.model import Spec

REFLECTIONS, MEMOS = "reflections.yml", "memos.yml"


@dataclass(frozen=True)
class Part:
    """What stands in one cell, and what it is worth in points: `why` is the marker's reason."""

    cell: str
    heading: str
    text: str
    mark: float
    why: str


@dataclass(frozen=True)
class Sample:
    """One learner's texts. `level` is that of the rubric, from 0 to 3; a memo has none."""

    title: str
    parts: tuple[Part, ...]
    level: int | None = None

    @property
    def mark(self) -> float:
        """Points of all parts together."""
        return sum(part.mark for part in self.parts)

    @property
    def texts(self) -> dict[str, str]:
        """Cell → text."""
        return {part.cell: part.text for part in self.parts}


def samples(course: Course, slug: str) -> list[Sample]:
    """The samples of an exercise: reflections by level, or memos from the best to the worst. Raises BadSource."""
    spec = course.spec(slug)
    path = course.source(slug).with_name(MEMOS if spec.memo else REFLECTIONS)
    try:
        data = yaml.safe_load(path.read_text("utf8"))
        made = list(_memos(data, spec) if spec.memo else _reflections(data, spec))
    except FileNotFoundError:
        raise BadSource(
            f"{slug}: {path.name} is missing; it holds sample texts for trainers and the sample cohort."
        ) from None
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as trouble:
        raise BadSource(f"{slug}: {path.name} cannot be read: {trouble!r}.") from None
    return sorted(made, key=lambda one: (one.level or 0, -one.mark if spec.memo else 0))


def _reflections(data: dict, spec: Spec) -> Iterator[Sample]:
    for each in data["samples"]:
        level = int(each["level"])
        part = Part(spec.reflection, spec.by_hand[spec.reflection], each["text"], float(each["mark"]), each["why"])
        yield Sample(f"Level {level}", (part,), level)


def _memos(data: dict, spec: Spec) -> Iterator[Sample]:
    for each in data["memos"]:
        parts = {cell: each["parts"][cell] for cell in spec.by_hand}
        yield Sample(each["title"], tuple(_part(cell, spec.by_hand[cell], part) for cell, part in parts.items()))


def _part(cell: str, heading: str, part: dict) -> Part:
    return Part(cell, heading, part["text"], float(part["mark"]), part["why"])


def memo_problems(spec: Spec, most: dict[str, float], made: list[Sample]) -> list[str]:
    """What is wrong with the sample memos; `most` are the points that each part can earn."""
    found = [] if len(made) >= 2 else [f"{MEMOS} has {len(made)} memos; trainers compare at least two"]
    found += [f"{MEMOS}: two memos earn the same; trainers learn from a difference"] * (
        len({one.mark for one in made}) < len(made)
    )
    for one in made:
        found += [
            f"{MEMOS}: {one.title!r} has {part.mark:g} points for {part.cell}, of {most[part.cell]:g}"
            for part in one.parts
            if not 0 <= part.mark <= most[part.cell]
        ]
    return found
