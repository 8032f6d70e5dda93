"""The index of the book's search without pages that are not in the package: it would lead readers to nothing."""

from __future__ import annotations

import json
from collections.abc import Set

FILE = "searchindex.js"
CALL = ("Search.setIndex(", ")")
LISTS = ("terms", "titleterms")  # word → the number of its page, or several


def without(text: str, left_out: Set[str]) -> str:
    """The file's text for a book without the pages `left_out`; their numbers stay, and no word leads to them."""
    before, after = CALL
    index = json.loads(text.strip().removeprefix(before).removesuffix(after))
    gone = {number for number, page in enumerate(index["docnames"]) if page in left_out}
    for name in LISTS:
        index[name] = _kept({word: _numbers(pages) for word, pages in index[name].items()}, lambda page: page in gone)
    titles = _kept(index.get("alltitles", {}), lambda place: place[0] in gone)
    index["alltitles"] = titles
    index["indexentries"] = _kept(index.get("indexentries", {}), lambda place: place[0] in gone)
    return f"{before}{json.dumps(index, ensure_ascii=False, separators=(',', ':'))}{after}"


def _numbers(pages: int | list[int]) -> list[int]:
    return pages if isinstance(pages, list) else [pages]


def _kept(found: dict[str, list], is_gone) -> dict[str, list]:
    rest = {word: [place for place in places if not is_gone(place)] for word, places in found.items()}
    return {word: places for word, places in rest.items() if places}
