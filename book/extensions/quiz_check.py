"""A self-check question as plain data, and what can be wrong with it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

LEVELS = ("recall", "inference", "number")
MOST_WORDS = 40  # of feedback: longer is not read
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Option:
    text: str
    feedback: str


@dataclass(frozen=True)
class Question:
    """One question. `correct` holds the numbers of the right options as written, counted from 1."""

    id: str
    correct: tuple[str, ...]
    concept: str
    level: str
    sources: tuple[str, ...]
    text: str
    options: tuple[Option, ...]
    earlier: str = ""  # slug of the chapter that the question comes back to
    confidence: bool = False  # whether the reader is asked first how sure he or she is

    @property
    def several(self) -> bool:
        return len(self.correct) > 1

    def is_right(self, number: int) -> bool:
        return str(number) in self.correct

    def as_data(self) -> dict:
        """What quiz.json says about the question."""
        options = [
            {"text": option.text, "feedback": option.feedback, "correct": self.is_right(number)}
            for number, option in enumerate(self.options, 1)
        ]
        return {
            "id": self.id,
            "concept": self.concept,
            "level": self.level,
            "sources": list(self.sources),
            "from": self.earlier,
            "confidence": self.confidence,
            "text": self.text,
            "options": options,
        }


def problems(question: Question, most_words: int = MOST_WORDS) -> list[str]:
    """Everything that is wrong with one question, each in words for its author; empty when it is fit to print."""
    return [*_heading_problems(question), *_correct_problems(question), *_option_problems(question, most_words)]


def repeated_ids(places: dict[str, list[str]]) -> list[tuple[str, str, str]]:
    """From page → ids of its questions: (id, first page, page that uses it again), in the order of the pages."""
    first: dict[str, str] = {}
    again = []
    for page in sorted(places):
        for name in places[page]:
            if name in first:
                again.append((name, first[name], page))
            first.setdefault(name, page)
    return again


def _heading_problems(question: Question) -> list[str]:
    found = []
    if not question.id:
        found.append("give it an :id:, which must never change")
    elif not NAME.fullmatch(question.id):
        found.append(f"the id {question.id!r} may have small letters, digits and single hyphens")
    if not question.concept:
        found.append("name its :concept:")
    if question.level not in LEVELS:
        found.append(f"the :level: {question.level!r} is unknown; the levels are {', '.join(LEVELS)}")
    if question.earlier and not NAME.fullmatch(question.earlier):
        found.append(f"its :from: names a chapter, such as nps-csat-ces, and it is {question.earlier!r}")
    if not question.text:
        found.append("the question itself is missing")
    return found


def _correct_problems(question: Question) -> list[str]:
    numbers = {str(number) for number in range(1, len(question.options) + 1)}
    if not question.correct:
        return ["say with :correct: which option is right, counted from 1"]
    strange = [number for number in question.correct if number not in numbers]
    if strange:
        return [f":correct: names option {', '.join(strange)}, and there are {len(numbers)} options"]
    if len(set(question.correct)) < len(question.correct):
        return [":correct: names an option twice"]
    return ["every option is right, so nothing is asked"] if set(question.correct) == numbers else []


def _option_problems(question: Question, most_words: int) -> list[str]:
    found = [] if len(question.options) >= 2 else ["it needs at least two options"]
    for number, option in enumerate(question.options, 1):
        length = len(option.feedback.split())
        if not option.text:
            found.append(f"option {number} has no text")
        if not option.feedback:
            found.append(f"option {number} has no feedback: write it under the option, after '> '")
        elif length > most_words:
            found.append(f"the feedback of option {number} has {length} words; {most_words} are enough")
    return found
