"""What became of each thing in a batch, so that a batch goes on past a bad one and nothing is lost in silence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Became(StrEnum):
    """One word for the end of the story; the sentence beside it says the rest."""

    COLLECTED = "collected"
    RELEASED = "released"
    WRITTEN = "written"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Outcome:
    """One line of a report. `sentence` is always set when something was rejected."""

    became: Became
    exercise: str
    learner_id: str = ""  # empty when nobody on the roster was recognised
    origin: str = ""  # name within the channel, as people see it there
    sentence: str = ""

    @property
    def refused(self) -> bool:
        return self.became is Became.REJECTED

    def __str__(self) -> str:
        who = ", ".join(name for name in (self.learner_id or self.origin, self.exercise) if name)
        return f"{who}: {self.became}" + (f". {self.sentence}" if self.sentence else "")
