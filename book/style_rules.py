"""The rules of a style sheet that some page can use. Pure.

A rule goes only when it names a class or an id that is on no page and in no script. What stands in `:not(…)`, `:is(…)`
and the like is not looked at, so that a doubtful rule stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

PIECE = re.compile(r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^"')]*\)|[{};]|[^"'{};u]+|u""", re.S)
COMMENT = re.compile(r"/\*.*?\*/", re.S)
INSIDE = re.compile(r":(?:not|is|where|has|matches)\([^()]*\)")
NAME = re.compile(r"[.#](-?(?:[a-zA-Z_]|\\.)(?:[\w-]|\\.)*)")
MARKED = re.compile(r"""\b(?:class|id)=(?:"([^"]*)"|'([^']*)')""")
WORD = re.compile(r"[\w-]+")
WITH_RULES = ("@media", "@supports", "@layer", "@container")


def names_used(pages: str, scripts: str) -> set[str]:
    """Every class and id of the pages, and every word of the scripts: any of them may become a class."""
    marked = {word for found in MARKED.findall(pages) for part in found for word in part.split()}
    return marked | set(WORD.findall(scripts))


def used_rules(sheet: str, names: set[str]) -> str:
    """The style sheet without the rules for which no page has a class or an id, and without comments."""
    kept = []
    for head, body in blocks(COMMENT.sub("", sheet)):
        if body is None:
            kept.append(head)
        elif head.startswith(WITH_RULES):
            inner = used_rules(body, names)
            kept.append(f"{head}{{{inner}}}" if inner else "")
        elif head.startswith("@"):
            kept.append(f"{head}{{{body}}}")
        else:
            selectors = [each for each in split_selectors(head) if can_match(each, names)]
            kept.append(f"{','.join(selectors)}{{{body}}}" if selectors else "")
    return "".join(kept)


def blocks(sheet: str) -> Iterator[tuple[str, str | None]]:
    """Head and body of each rule, in order; a statement without a body, such as @charset, has None."""
    head, body, depth = [], [], 0
    for piece in PIECE.findall(sheet):
        if piece == "{":
            depth += 1
        elif piece == "}":
            depth -= 1
        if depth == 0 and piece == "}":
            yield "".join(head).strip(), "".join(body)
            head, body = [], []
        elif depth == 0 and piece == ";":
            yield f"{''.join(head).strip()};", None
            head = []
        elif depth == 0:
            head.append(piece)
        elif (depth, piece) != (1, "{"):
            body.append(piece)


def split_selectors(head: str) -> list[str]:
    """The selectors of a rule; a comma inside brackets separates none.

    >>> split_selectors("a:is(.b,.c),d")
    ['a:is(.b,.c)', 'd']
    """
    found, depth = [""], 0
    for letter in head:
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and depth == 0:
            found.append("")
        else:
            found[-1] += letter
    return [each.strip() for each in found]


def can_match(selector: str, names: set[str]) -> bool:
    """Whether all classes and ids that the selector asks for are there."""
    plain, before = selector, None
    while plain != before:
        before, plain = plain, INSIDE.sub("", plain)
    plain = re.sub(r"\[[^\]]*\]", "", plain)
    return all(name.replace("\\", "") in names for name in NAME.findall(plain))
