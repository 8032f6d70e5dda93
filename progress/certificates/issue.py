"""Issue certificates to whoever has earned them: once each, and past those that cannot be made."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from grading.atomic import private_folder, write
from grading.course import Course
from grading.model import Learner
from grading.pseudonyms import course_key, pseudonym
from progress.certificates import ledger
from progress.certificates.badge import badge
from progress.certificates.candidates import candidates, passed_by
from progress.certificates.document import NoFont, document
from progress.certificates.keys import badge_key
from progress.certificates.ledger import Entry
from progress.certificates.offer import Kind, Offer, earned, missing, offer
from progress.certificates.published import publish
from progress.facts import Facts
from progress.path import OwnPath, Paths


@dataclass(frozen=True)
class Outcome:
    """What became of one certificate: the files `made`, or `why` there are none; `failed` where somebody must act."""

    learner_id: str
    name: str
    made: tuple[Path, ...] = ()
    why: str = ""
    failed: bool = False


def issue(course: Course, facts: Facts, learner_ids: Collection[str] | None, again: bool = False) -> Iterator[Outcome]:
    """Issue what the learners named, or all, have earned and do not have; files that are gone are made once more.

    With `again` also to those whose earlier one was withdrawn or has expired. For all (None), only what was made or
    failed is told. Raises BadRules and CourseError before anything is made.
    """
    offered = offer(facts.rules, facts.exercises)
    offered.require()
    people = candidates(facts, learner_ids)
    with ledger.alone(course):
        maker = _Maker(course, facts, offered, again)
        for learner in people:
            for outcome in maker.all_of(learner):
                if outcome.made or outcome.failed or learner_ids is not None:
                    yield outcome
        publish(course, offered, maker.entries.values(), maker.key)


class _Maker:
    """Makes one certificate after the other, and knows all that were issued."""

    def __init__(self, course: Course, facts: Facts, offered: Offer, again: bool):
        self.entries = ledger.read(course)
        self.key = badge_key(course, make=not self.entries)
        self._course, self._facts, self._offer, self._again = course, facts, offered, again
        self._secret = course_key(course)
        self._paths = Paths(course.root, facts.exercises)
        self._passed = passed_by(facts)
        self._latest = {(one.learner, one.certificate): one for one in self.entries.values()}
        self._next = 1 + max((one.number for one in self.entries.values()), default=-1)

    def all_of(self, learner: Learner) -> Iterator[Outcome]:
        own = self._paths.of(learner.department)
        for kind in self._offer.kinds:
            try:
                made, why = self._one(learner, kind, own)
                yield Outcome(learner.learner_id, kind.name, made, why)
            except NoFont as trouble:
                yield Outcome(learner.learner_id, kind.name, (), str(trouble), failed=True)

    def _one(self, learner: Learner, kind: Kind, own: OwnPath) -> tuple[tuple[Path, ...], str]:
        """The files that were made, and why there are none."""
        who = pseudonym(self._secret, learner.learner_id)
        entry = self._latest.get((who, kind.key))
        if entry is not None and entry.valid(self._facts.as_of):
            made = self._files(entry, learner, kind, issued=True)
            return made, "" if made else "issued already"
        if entry is not None and not self._again:
            word = "was withdrawn" if entry.revoked else "has expired"
            return (), f"the earlier one {word}; --again issues another"
        passed = self._passed.get(learner.learner_id, set())
        if not earned(kind, own, passed):
            left = ", ".join(missing(kind, own, passed))
            return (), f"not passed yet: {left}" if left else "the path has no exercise"
        return self._files(self._new(who, kind, own), learner, kind), ""

    def _new(self, who: str, kind: Kind, own: OwnPath) -> Entry:
        issued = self._facts.as_of
        return Entry(
            id=f"urn:uuid:{uuid.uuid4()}",
            learner=who,
            certificate=kind.key,
            name=kind.name,
            file=kind.file,
            number=self._next,
            issued=issued,
            expires=(pd.Timestamp(issued) + pd.DateOffset(months=self._offer.months_valid)).to_pydatetime(),
            route=own.work,
            exercises=kind.exercises(own),
            pass_percent=self._offer.pass_percent,
        )

    def _files(self, entry: Entry, learner: Learner, kind: Kind, issued: bool = False) -> tuple[Path, ...]:
        """Make the two files, unless they are there. The ledger knows of a certificate before anybody can have it."""
        place = ledger.of_person(self._course, learner.learner_id)
        paths = place / f"{entry.file}.pdf", place / f"{entry.file}.svg"
        if issued and all(path.exists() for path in paths):
            return ()
        titles = [self._facts.titles.get(one, one) for one in entry.exercises]
        svg = badge(entry, kind, self._offer, learner, self.key, self._secret)
        pdf = document(entry, kind, self._offer, learner.name, titles, svg)
        self._note(replace(entry, pdf=hashlib.sha256(pdf).hexdigest()), issued)
        private_folder(place)
        for path, content in zip(paths, (pdf, svg), strict=True):
            write(path, content)
        return paths

    def _note(self, entry: Entry, issued: bool) -> None:
        if not issued:
            ledger.append(self._course, entry.line())
            self._next = entry.number + 1
        elif entry.pdf != self.entries[entry.id].pdf:  # another name, or another version of what makes the file
            ledger.append(self._course, {"id": entry.id, "pdf": entry.pdf})
        self.entries[entry.id] = self._latest[entry.learner, entry.certificate] = entry
