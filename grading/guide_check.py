"""What a trainer's page has to hold: its headings, a plan of 90 minutes, slides, questions, mistakes. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

HEADINGS = (
    "In one sentence",
    "Timing",
    "Slides",
    "Questions people ask",
    "Where they go wrong",
    "If you have only 20 minutes",
)
MINUTES = 90
SLIDES = range(8, 13)
QUESTIONS = 5
MISTAKES = 3
SAMPLES = {0: 2, 1: 2, 2: 2, 3: 2}  # level of the rubric → sample reflections
CODE = re.compile(r"\bM\d{2,3}\b")
ENTRY = re.compile(r"(?:[-*] |\d+\. |### |\*\*|\*)")


def guide_problems(text: str, codes: Collection[str]) -> list[str]:
    """What is wrong with one trainer's page, as sentences; `codes` are the mistakes that its exercise declares."""
    titles = re.findall(r"^# (.+)$", text, re.MULTILINE)
    found = [] if len(titles) == 1 and text.startswith("# ") else ["it has to begin with its one title, after one #"]
    parts = sections(text)
    if tuple(parts) != HEADINGS:
        return [*found, f"its headings are {', '.join(parts)}; they have to be {', '.join(HEADINGS)}, in this order"]
    found += [f"{heading!r} is empty" for heading, part in parts.items() if not part.strip()]
    checks = (_timing, _slides, _questions)
    found += [said for check, part in zip(checks, list(parts.values())[1:4], strict=True) for said in check(part)]
    return [*found, *_mistakes(parts["Where they go wrong"], codes)]


def sample_problems(levels: list[int]) -> list[str]:
    """What is wrong with the levels of an exercise's sample reflections."""
    return [
        f"reflections.yml has {levels.count(level)} samples of level {level}; trainers compare {wanted}"
        for level, wanted in SAMPLES.items()
        if levels.count(level) < wanted
    ]


def sections(text: str) -> dict[str, str]:
    """Heading (after ##) → the text under it."""
    _, *parts = re.split(r"^## +(.+?) *$", text, flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _timing(part: str) -> Iterator[str]:
    minutes = [int(number) for number in re.findall(r"^\| *(\d+) *\|", part, re.MULTILINE)]
    if sum(minutes) != MINUTES:
        yield f"the minutes of its table add up to {sum(minutes)}; a session has {MINUTES}"


def _slides(part: str) -> Iterator[str]:
    slides = re.findall(r"^\d+\. +(.+)$", part, re.MULTILINE)
    if len(slides) not in SLIDES:
        yield f"it has {len(slides)} slides; 8 to 12 are right"
    for slide in slides:
        if slide.count(" — ") < 2:
            yield f"a slide is: title — one sentence — what to show; one of them is {slide!r}"


def _questions(part: str) -> Iterator[str]:
    asked = [line for line in part.splitlines() if ENTRY.match(line) and "?" in line]
    if len(asked) < QUESTIONS:
        yield f"it answers {len(asked)} questions that people ask; at least {QUESTIONS} are needed"


def _mistakes(part: str, codes: Collection[str]) -> Iterator[str]:
    named = CODE.findall(part)
    if len(named) < MISTAKES:
        yield f"it names {len(named)} mistakes by their code; {MISTAKES} are needed"
    for code in dict.fromkeys(named):
        if code not in codes:
            yield f"its exercise has no mistake {code}"
