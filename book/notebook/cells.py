"""A chapter's source as cells: its code as it is, its text as plain Markdown. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from book.chapter_text import FENCE, Block, block_of, end_of_fence
from book.notebook.words import Known, keys, written_out

DROPPED = re.compile(r"^(?:%.*|\([\w-]+\)=)$")
LETTERS = "ABCDEFGH"
Cell = tuple[str, str, str]  # kind, text, tags


def cells(source: str, known: Known, say: Callable[[str], str] = str) -> list[Cell]:
    """The cells of a chapter, in order. `say` gives a word of the layout in the language of the page."""
    lines = source.splitlines()
    start = lines.index("---", 1) + 1 if lines[:1] == ["---"] and "---" in lines[1:] else 0
    cited = keys(source)
    known = replace(known, works={key: known.works[key] for key in cited if key in known.works})
    made: list[Cell] = []
    for kind, text, tags in _pieces(lines[start:], known, say):
        if kind == "markdown" and made and made[-1][0] == "markdown" and not text.startswith("## "):
            made[-1] = ("markdown", f"{made[-1][1]}\n\n{text}", "")
        else:
            made.append((kind, text, tags))
    return made


def _pieces(lines: list[str], known: Known, say: Callable[[str], str]) -> Iterator[Cell]:
    text: list[str] = []
    index = 0
    while index < len(lines):
        fence = FENCE.match(lines[index])
        if lines[index].startswith("## ") or (fence and fence["name"]):
            yield from _prose(text, known)
            text = []
        if fence and fence["name"]:
            end = end_of_fence(lines, index, fence["marks"])
            yield from _block(block_of(fence, index + 1, lines[index + 1 : end], ""), known, say)
            index = end
        elif fence:  # a listing: as it stands
            end = end_of_fence(lines, index, fence["marks"])
            text += lines[index : end + 1]
            index = end
        else:
            text.append(lines[index])
        index += 1
    yield from _prose(text, known)


def _prose(lines: list[str], known: Known) -> Iterator[Cell]:
    text = "\n".join(line for line in lines if not DROPPED.match(line)).strip()
    if text:
        yield "markdown", written_out(re.sub(r"\n{3,}", "\n\n", text), known), ""


def _block(block: Block, known: Known, say: Callable[[str], str]) -> Iterator[Cell]:
    body = "\n".join(block.body).strip()
    if block.name == "code-cell":
        yield "code", body, block.tags
    elif block.name == "math":
        yield "markdown", f"$$\n{body}\n$$", ""
    elif block.name == "quiz":
        yield "markdown", written_out(_quiz(block, say), known), ""
    elif block.name == "bibliography":
        yield "markdown", "\n".join(f"- {work}" for work in sorted(known.works.values())), ""
    elif block.name in ("admonition", "note", "tip", "warning"):
        said = "\n".join(f"> {line}".rstrip() for line in written_out(body, known).splitlines())
        yield "markdown", f"> **{block.title}**\n>\n{said}" if block.title else said, ""
    elif block.name == "div":
        yield from _pieces(list(block.body), known, say)


def _quiz(block: Block, say: Callable[[str], str]) -> str:
    """The question with lettered options; what is right, and why, is folded away."""
    asked, options = [], []
    for line in block.body:
        if line.startswith("- "):
            options.append(([line[2:]], []))
        elif options and line.lstrip().startswith(">"):
            options[-1][1].append(line.lstrip().removeprefix(">").strip())
        elif options and line.strip():
            options[-1][0].append(line.strip())
        elif not options:
            asked.append(line)
    right = block.options.get("correct", "").replace(",", " ").split()
    listed = [f"- **{LETTERS[place]}** {' '.join(text)}" for place, (text, _) in enumerate(options)]
    answers = [
        f"- {'✓' if str(place + 1) in right else '✗'} **{LETTERS[place]}** {' '.join(why)}"
        for place, (_, why) in enumerate(options)
    ]
    question = "\n".join(asked).strip()
    folded = ["<details>", f"<summary>{say('See the answer')}</summary>", "", *answers, "", "</details>"]
    return "\n".join([question, "", *listed, "", *folded])
