"""Who handed in a file, judged by the channel alone: never by what stands inside the file."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from pathlib import PurePosixPath

from grading.deliveries import shown
from grading.errors import Rejected
from grading.model import Learner
from grading.roster import same_id

# Moodle: "Full Name_12345_assignsubmission_file_/x.ipynb", or flat with the file's name at the end.
_MOODLE = re.compile(r"(?P<name>.+?)_\d+_assignsubmission_file_(?P<file>.*)", re.DOTALL)
# Canvas: "lastfirst_LATE_12345_67890_x.ipynb"; the first number is the person's id on the platform.
_CANVAS = re.compile(r"(?P<name>[^_]+)_(?:LATE_)?(?P<user>\d+)_\d+_(?P<file>.+)", re.DOTALL)
LAYOUTS = "Expected are <learner_id>/{slug}.ipynb, <learner_id>.ipynb, or the names that Moodle and Canvas give."


@dataclass(frozen=True)
class People:
    """The roster, prepared for look-ups by id, by full name and by Canvas's short form of a name."""

    by_id: dict[str, Learner]
    by_name: dict[str, list[Learner]]
    by_letters: dict[str, list[Learner]]

    @classmethod
    def of(cls, learners: list[Learner]) -> People:
        by_name, by_letters = defaultdict(list), defaultdict(list)
        for learner in learners:
            last, comma, first = learner.name.partition(",")
            by_name[_words(f"{first} {last}" if comma else learner.name)].append(learner)
            for turned in _turned(learner.name):
                by_letters[turned].append(learner)
        by_name.pop("", None)
        by_letters.pop("", None)
        return cls({same_id(learner.learner_id): learner for learner in learners}, dict(by_name), dict(by_letters))


def sender(parts: tuple[str, ...], slug: str, slugs: tuple[str, ...], people: People) -> Learner | None:
    """The learner to whom the channel says that `parts` belongs, or None if it is work for another exercise.

    Raises Rejected with a sentence when nobody, or more than one person, fits.
    """
    if any(part in ("", ".", "..") for part in parts):
        raise Rejected("Its name leads out of the folder. Rename the file and hand it in again.")
    platform = _from_platform(parts, people)
    if platform:
        learner, file = platform
        _check_file(file, slug, slugs)
        return learner
    return _from_our_layout(parts, slug, slugs, people)


def _from_platform(parts: tuple[str, ...], people: People) -> tuple[Learner, str] | None:
    moodle = _MOODLE.fullmatch(parts[0])
    if moodle and (len(parts) > 1) == (not moodle["file"]):
        return _one(people.by_name.get(_words(moodle["name"]), []), moodle["name"]), moodle["file"] or parts[-1]
    canvas = _CANVAS.fullmatch(parts[0]) if len(parts) == 1 else None
    if canvas and same_id(PurePosixPath(parts[0]).stem) not in people.by_id:
        known = people.by_id.get(same_id(canvas["user"]))
        found = [known] if known else people.by_letters.get(_letters(canvas["name"]), [])
        return _one(found, canvas["name"]), canvas["file"]
    return None


def _from_our_layout(parts: tuple[str, ...], slug: str, slugs: tuple[str, ...], people: People) -> Learner | None:
    stem = PurePosixPath(parts[-1]).stem
    learner = people.by_id.get(same_id(stem if len(parts) == 1 else parts[0]))
    if learner is None:
        raise Rejected(
            "Nobody on the roster fits. Add the person to the roster, or rename it. " + LAYOUTS.format(slug=slug)
        )
    if len(parts) == 1:
        return learner
    path = (*parts[1:-1], stem)
    if path[0] in slugs and path[0] != slug:
        return None
    if path not in ((slug,), (slug, slug)):
        raise Rejected("No exercise has this name. Rename it and collect again. " + LAYOUTS.format(slug=slug))
    return learner


def _check_file(file: str, slug: str, slugs: tuple[str, ...]) -> None:
    stem = PurePosixPath(file).stem
    if stem in slugs and stem != slug:
        raise Rejected(
            f"It was handed in for {slug}, but is named like the exercise {stem}. Ask the learner which it is."
        )


def _one(found: list[Learner], name: str) -> Learner:
    if not found:
        raise Rejected(f"Nobody on the roster has the name {shown(name)}. Write it on the roster as the platform does.")
    if len(found) > 1:
        ids = ", ".join(learner.learner_id for learner in found)
        raise Rejected(
            f"More than one person has the name {shown(name)}: {ids}. Put it in a folder named for the right id."
        )
    return found[0]


def _words(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _turned(name: str) -> set[str]:
    """`Jane van Dyke` as Canvas may write it, last name first: vandykejane, dykejanevan, janevandyke."""
    words = name.replace(",", " ").split()
    return {_letters("".join(words[start:] + words[:start])) for start in range(len(words))}


def _letters(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in plain if letter.isalnum())
