"""Which pages are measured: all, or so many from the whole length of the contents. Pure."""

from __future__ import annotations

from collections.abc import Sequence


def choose(pages: Sequence[str], most: int | None) -> list[str]:
    """At most so many pages, the first always, the others as evenly as the contents allow, in their order.

    >>> choose(["index", "a", "b", "c", "glossary"], 3)
    ['index', 'b', 'glossary']
    """
    if not most or most >= len(pages):
        return list(pages)
    if most == 1:
        return list(pages[:1])
    return [pages[round(number * (len(pages) - 1) / (most - 1))] for number in range(most)]
