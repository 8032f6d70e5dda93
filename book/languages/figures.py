"""Texts with their numbers taken out, so that a translation still fits when the numbers have changed. Pure.

`76 % of them` and `77 % of them` are one message: `{0} % of them`.
"""

from __future__ import annotations

import re

NUMBER = re.compile(r"(?<![\w{.,])\d+(?:[.,]\d+)*(?![\w}])")
PLACE = re.compile(r"\{(\d+)\}")
LATIN = re.compile(r"[A-Za-z]{2}")


def without_numbers(text: str) -> tuple[str, list[str]]:
    """The text with {0}, {1} … for its numbers, and the numbers.

    >>> without_numbers("76 % of 1,200 contacts")
    ('{0} % of {1} contacts', ['76', '1,200'])
    """
    numbers: list[str] = []

    def place(found: re.Match) -> str:
        numbers.append(found[0])
        return f"{{{len(numbers) - 1}}}"

    return NUMBER.sub(place, text), numbers


def with_numbers(text: str, numbers: list[str]) -> str:
    """The text with the numbers in their places; a place that has no number stays as it is."""
    return PLACE.sub(lambda found: numbers[int(found[1])] if int(found[1]) < len(numbers) else found[0], text)


def plain(text: str) -> str:
    """A text as catalogs have it: one space between words, the quotation marks of a keyboard."""
    return " ".join(text.translate(str.maketrans("’‘“”\u00a0", "''\"\" ")).split())


class Words:
    """What is shown in place of a text: exactly that text in the catalogs, else the same text with other numbers."""

    def __init__(self, *catalogs: dict[str, str]):
        self.known: dict[str, str] = {}
        for catalog in reversed(catalogs):  # the first one decides
            self.known.update({plain(text): said for text, said in catalog.items() if said})

    def __call__(self, text: str) -> str | None:
        if not LATIN.search(text):
            return None
        text = plain(text)
        if text in self.known:
            return self.known[text]
        pattern, numbers = without_numbers(text)
        said = self.known.get(pattern) if numbers else None
        return with_numbers(said, numbers) if said else None
