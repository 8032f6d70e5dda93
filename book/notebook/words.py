"""MyST's roles in a line of text, written out as any Markdown reader shows them. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

ROLE = r"\{(?P<name>[\w:-]+)\}`(?P<text>[^`]*)`"
CODE = r"(?P<marks>`+)(?!`).*?(?<!`)(?P=marks)(?!`)"
LINK = r"(?<!!)\[(?P<words>[^\]]*)\]\((?!https?:)[^)]*\)"
INLINE = re.compile(f"{ROLE}|{CODE}|{LINK}", re.S)
TARGET = re.compile(r"^(?P<words>.*?)\s*<(?P<target>[^<>]*)>$", re.S)


@dataclass(frozen=True)
class Known:
    """What a page's roles speak of: values of its cells, titles of pages, works cited, shortly and in full."""

    values: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    cited: Mapping[str, str] = field(default_factory=dict)
    works: Mapping[str, str] = field(default_factory=dict)
    formed: Callable[[str, str], str] = lambda text, form: text


def keys(text: str) -> list[str]:
    """The keys of all works that a text cites, each once.

    >>> keys("{cite}`a,b` and {cite:t}`a`")
    ['a', 'b']
    """
    roles = [role for role in INLINE.finditer(text) if (role["name"] or "").startswith("cite")]
    return list(dict.fromkeys(key.strip() for role in roles for key in role["text"].split(",")))


def written_out(text: str, known: Known) -> str:
    """The text with words in place of roles. A link within the book becomes its words; code is left alone.

    >>> written_out("Of all {glue:text}`n` [calls](a.md), see {term}`churn <x>`.", Known({"n": "63"}))
    'Of all 63 calls, see churn.'
    """
    return INLINE.sub(lambda found: _out(found, known), text)


def _out(found: re.Match, known: Known) -> str:
    if found["name"]:
        return _role(found, known)
    return found[0] if found["marks"] else written_out(found["words"], known)


def _role(role: re.Match, known: Known) -> str:
    name, text = role["name"], role["text"]
    if name == "glue:text":
        key, _, form = text.partition(":")
        return known.formed(known.values.get(key, "…"), form)
    if name.startswith("cite"):
        named = "; ".join(known.cited.get(key.strip(), key.strip()) for key in text.split(","))
        return named if name == "cite:t" else f"({named})"
    if name == "math":
        return f"${text}$"
    inner = TARGET.match(text)
    if inner:
        return inner["words"]
    return known.titles.get(text.split("/")[-1], text) if name == "doc" else text
