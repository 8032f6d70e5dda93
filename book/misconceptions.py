"""The index of misconceptions: what misconceptions.yml says of each mistake, joined to the questions that know it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import yaml

from book.contents import chapters

FILE = Path("book") / "misconceptions.yml"
MEASURED = Path("book") / "misconceptions-measured.json"
PARTS = ("like", "cost", "see", "instead")
ENOUGH = 3  # numbers; from fewer, a right answer could be reckoned back


@dataclass(frozen=True)
class Misconception:
    """One mistake. `chapters` are slugs in the order of the book, `questions` their number in the exercises.

    `shifts` are by how many percent it moved a number there.
    """

    code: str
    family: str
    name: str
    texts: Mapping[str, str]  # PARTS → a sentence or three
    kin: tuple[str, ...]
    chapters: tuple[str, ...] = ()
    questions: int = 0
    shifts: tuple[int, ...] = ()

    @property
    def moved(self) -> str:
        """How far it moves a number, in words; empty when too few numbers are known."""
        if len(self.shifts) < ENOUGH:
            return ""
        low, middle, high = min(self.shifts), median(self.shifts), max(self.shifts)
        return f"{percent(low)} to {percent(high)} of the right number, in the middle {percent(middle)}"


@dataclass(frozen=True)
class Family:
    """Mistakes of one kind, with the question that uncovers them."""

    name: str
    title: str
    ask: str


def families(course: Path) -> list[Family]:
    return [Family(one["id"], one["title"], one["ask"]) for one in _written(course)["families"]]


def misconceptions(course: Path) -> list[Misconception]:
    """Every mistake of misconceptions.yml, by family and there as written."""
    uses = list(_uses(course))
    shifts = json.loads((course / MEASURED).read_text("utf8")) if (course / MEASURED).exists() else {}
    made = [_joined(code, entry, uses, shifts) for code, entry in _written(course)["codes"].items()]
    order = [family.name for family in families(course)]
    return sorted(made, key=lambda one: order.index(one.family))


def misconception_problems(course: Path) -> list[str]:
    """What is missing or too much, as sentences for an author."""
    written, used = _written(course), {code for _, _, code in _uses(course)}
    codes, known = written["codes"], {family["id"] for family in written["families"]}
    found = [f"{FILE}: the code {code} of mistakes.yml has no entry" for code in sorted(used - codes.keys())]
    found += [f"{FILE}: no mistakes.yml uses {code}" for code in sorted(codes.keys() - used)]
    for code, entry in codes.items():
        absent = [part for part in ("family", "name", *PARTS) if not entry.get(part)]
        found += [f"{FILE}: {code} lacks {part}" for part in absent]
        if entry.get("family") not in known:
            found.append(f"{FILE}: {code} belongs to no family that is there")
        kin = entry.get("kin") or []
        found += [f"{FILE}: {code} names {other} as kin, not the other way round" for other in kin
                  if code not in (codes.get(other, {}).get("kin") or [])]  # fmt: skip
    return found


def files(course: Path) -> list[Path]:
    """Every file that the index depends on."""
    specs = [course / "exercises" / path.stem / "mistakes.yml" for path in chapters(course)]
    return [path for path in (course / FILE, course / MEASURED, *specs) if path.exists()]


def percent(number: float) -> str:
    """Two digits, since nobody needs more to see a size; what is more than ten times as large is said in times.

    >>> percent(14), percent(371), percent(9900)
    ('14 %', '370 %', '99 times')
    """
    if number >= 1000:
        return f"{_rounded(number / 100)} times"
    return f"{_rounded(number)} %"


def _rounded(number: float) -> int:
    return round(float(f"{number:.2g}"))


def _written(course: Path) -> dict:
    return yaml.safe_load((course / FILE).read_text("utf8"))


def _uses(course: Path) -> Iterator[tuple[str, str, str]]:
    """Exercise, question and code of every typical mistake, in the order of the book."""
    for path in chapters(course):
        spec = course / "exercises" / path.stem / "mistakes.yml"
        questions = yaml.safe_load(spec.read_text("utf8"))["questions"] if spec.exists() else {}
        for qid, question in questions.items():
            yield from ((path.stem, qid, mistake["code"]) for mistake in question["mistakes"])


def _joined(code: str, entry: Mapping, uses: list, shifts: Mapping) -> Misconception:
    own = [(slug, qid) for slug, qid, used in uses if used == code]
    moved = [off for found in shifts.values() for off in found.get(code, ())]
    texts = {part: entry[part] for part in PARTS}
    places = tuple(dict.fromkeys(slug for slug, _ in own)), len(set(own)), tuple(sorted(moved))
    return Misconception(code, entry["family"], entry["name"], texts, tuple(entry.get("kin") or ()), *places)
