"""A page's MyST text as plain data: front matter, headings, the words that are read, code cells, questions. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

FENCE = re.compile(r"^(?P<marks>`{3,}|:{3,}|~{3,})(?:\{(?P<name>[\w:-]+)\}(?P<title>.*))?")
HEADING = re.compile(r"^(#{1,6}) +(.*)$")
TEACHES = re.compile(r"^% *teaches:(.*)$")
OPTION = re.compile(r"^:(?P<name>[\w-]+):(?P<value>.*)$")
NO_PROSE = {"code-cell", "quiz", "bibliography", "math", "glossary", "include", "raw"}
INLINE = (
    (re.compile(r"\s*\{cite(?::\w+)?\}`[^`]*`"), ""),
    (re.compile(r"\{glue:text\}`[^`]*`|\{math\}`[^`]*`"), "1"),
    (re.compile(r"\{[\w:-]+\}`([^`<]*?)\s*(?:<[^`]*>)?`"), r"\1"),
    (re.compile(r"!?\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"`([^`]*)`"), r"\1"),
    (re.compile(r"(?<!\w)[*_]{1,2}|[*_]{1,2}(?!\w)"), ""),
)


@dataclass(frozen=True)
class Block:
    """A directive with its options and the lines of its body; `line` counts from 1, `part` is the ## heading above.

    `title` is what stands behind its name in the same line.
    """

    name: str
    line: int
    options: dict[str, str]
    body: tuple[str, ...]
    part: str = ""
    title: str = ""

    @property
    def tags(self) -> str:
        return self.options.get("tags", "")


@dataclass
class Section:
    """A heading and the lines of prose up to the next one, as written."""

    level: int
    title: str
    lines: list[str] = field(default_factory=list)

    @property
    def words(self) -> int:
        return sum(len(plain(line).split()) for line in self.lines)

    @property
    def teaches(self) -> tuple[str, ...]:
        """Points of the sources that the section teaches, from its lines such as `% teaches: D3, C10`."""
        named = [found[1] for line in self.lines if (found := TEACHES.match(line))]
        return tuple(" ".join(named).replace(",", " ").split())


@dataclass(frozen=True)
class Page:
    """A page taken apart. `blocks` are its directives in order, those inside others included.

    `prose` is every line that is read, with its number in the file and blank lines between the paragraphs.
    """

    front: dict
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    prose: tuple[tuple[int, str], ...] = ()

    def titles(self, level: int) -> list[str]:
        return [section.title for section in self.sections if section.level == level]

    def bullets(self, title: str) -> list[str]:
        """The items of the lists under the heading `title`."""
        lines = [line for section in self.sections if section.title == title for line in section.lines]
        return [re.sub(r"^(?:[-*]|\d+\.) +", "", line) for line in lines if re.match(r"^(?:[-*]|\d+\.) +", line)]

    def named(self, name: str) -> list[Block]:
        return [block for block in self.blocks if block.name == name]


def read_page(text: str) -> Page:
    """Take a page apart. Raises yaml.YAMLError when its front matter is no YAML."""
    lines = text.splitlines()
    start = lines.index("---", 1) + 1 if lines[:1] == ["---"] and "---" in lines[1:] else 0
    front = yaml.safe_load("\n".join(lines[1 : start - 1])) if start else {}
    sections, blocks, prose = [Section(0, "")], [], []
    _read(lines[start:], start + 1, sections, blocks, prose)
    return Page(front or {}, tuple(sections), tuple(blocks), tuple(prose))


def plain(line: str) -> str:
    """The words of a line of Markdown as a reader meets them; empty for a comment or the frame of a table."""
    if line.startswith("%") or re.fullmatch(r"[\s|:+-]*", line) or re.fullmatch(r"\([\w-]+\)=", line):
        return ""
    for pattern, words in INLINE:
        line = pattern.sub(words, line)
    return re.sub(r"^\s*(?:>|[-*+]|\d+\.)\s+", "", line).strip()


def sentences(section: Section) -> list[str]:
    """The sentences of a section; a list item or a table row is none unless it ends as one."""
    paragraphs = re.split(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.) )", "\n".join(section.lines))
    found = []
    for paragraph in paragraphs:
        words = " ".join(plain(line) for line in paragraph.splitlines() if not line.lstrip().startswith("|"))
        found += re.findall(r"[^.!?]*(?:[.!?](?=\w)[^.!?]*)*[.!?]+(?=[\s\"')”]|$)", words)
    bare = [sentence.strip(" \"')”") for sentence in found]
    return [sentence for sentence in bare if len(sentence.split()) > 1]


def _read(lines: list[str], first: int, sections: list[Section], blocks: list[Block], prose: list) -> None:
    index = 0
    while index < len(lines):
        line = lines[index]
        fence, heading = FENCE.match(line), HEADING.match(line)
        if fence:
            end = end_of_fence(lines, index, fence["marks"])
            part = next((section.title for section in reversed(sections) if section.level <= 2), "")
            block = block_of(fence, first + index, lines[index + 1 : end], part)
            blocks.append(block)
            if fence["name"] and block.name not in NO_PROSE:
                _read(list(block.body), first + end - len(block.body), sections, blocks, prose)
            index = end
        elif heading:
            sections.append(Section(len(heading[1]), heading[2].strip()))
        else:
            sections[-1].lines.append(line if line.strip() else "")
        prose.append((first + index, "" if fence or heading else sections[-1].lines[-1]))
        index += 1


def end_of_fence(lines: list[str], start: int, marks: str) -> int:
    for index in range(start + 1, len(lines)):
        bare = lines[index].strip()
        if set(bare) == {marks[0]} and len(bare) >= len(marks):
            return index
    return len(lines)


def block_of(fence: re.Match, line: int, lines: list[str], part: str) -> Block:
    options = {}
    while lines and (option := OPTION.match(lines[0])):
        options[option["name"]] = option["value"].strip()
        lines = lines[1:]
    return Block(fence["name"] or "", line, options, tuple(lines), part, (fence["title"] or "").strip())
