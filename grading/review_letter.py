"""The spaced review as a text that a trainer can send: ten questions, and the answers below them."""

from __future__ import annotations

from string import ascii_lowercase

from book.chapter_text import plain
from book.review import WEEKS, Item

PAGE = {"everyone": "Review: what is left after a week, after three, after eight", "all": "Review of the whole book"}
WORDS = {1: "one week", 3: "three weeks", 8: "eight weeks"}


def name(which: str, weeks: int) -> str:
    """The file's name."""
    return f"review-{which}-week-{weeks}.txt"


def letter(items: list[Item], which: str, weeks: int) -> str:
    """The text for one of WEEKS: plain, so that it can be put into any message."""
    if weeks not in WEEKS:
        raise ValueError(f"there is no review after {weeks} weeks")
    asked = [_question(number, item) for number, item in enumerate(items, 1)]
    answers = [_answer(number, item) for number, item in enumerate(items, 1)]
    return "\n".join(
        [
            f"Subject: {WORDS[weeks].capitalize()} later: ten questions, ten minutes",
            "",
            f'You ended the course "Everyone owns the customer\'s experience" {WORDS[weeks]} ago.',
            "What you recall now, you keep. Answer without looking anything up.",
            f'On the page "{PAGE[which]}" of the book you can click your answers and see why each is right or wrong.',
            "And your own promise, with its date: did it happen?",
            "",
            *asked,
            "ANSWERS (decide first)",
            "",
            *answers,
        ]
    )


def _question(number: int, item: Item) -> str:
    stem, options = _parts(item)
    several = " (more than one is right)" if len(_right(item)) > 1 else ""
    lines = [f"{number}. {stem}{several}"]
    lines += [f"   {letter}) {text}" for letter, (text, _) in zip(ascii_lowercase, options, strict=False)]
    return "\n".join([*lines, ""])


def _answer(number: int, item: Item) -> str:
    _, options = _parts(item)
    said = [f"{ascii_lowercase[place]}) {options[place][1]}" for place in _right(item)]
    return f"{number}. {' '.join(said)}\n   Chapter: {item.title}\n"


def _right(item: Item) -> list[int]:
    return [int(number) - 1 for number in item.block.options["correct"].replace(",", " ").split()]


def _parts(item: Item) -> tuple[str, list[tuple[str, str]]]:
    """The question's words, and of each option its text and the feedback."""
    stem, options = [], []
    for line in item.block.body:
        words = plain(line.strip().removeprefix("> ").removeprefix("- "))
        if line.startswith("- "):
            options.append(([words], []))
        elif options and line.strip().startswith(">"):
            options[-1][1].append(words)
        elif options and words:
            options[-1][1 if options[-1][1] else 0].append(words)
        elif words:
            stem.append(words)
    return " ".join(stem), [(" ".join(text), " ".join(told)) for text, told in options]
