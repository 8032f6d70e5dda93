"""The spaced review: ten questions one, three and eight weeks after the end, chosen from the chapters by their tags.

Learning rule 24. A question that a chapter has taken from an earlier one is left out, and none comes twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from book.chapter_text import Block, read_page
from book.concepts import Concept, declared
from book.contents import chapters
from book.routes import everyone

WEEKS = (1, 3, 8)
MANY = 10
LEAST = {"number": 2, "inference": 4}  # of ten: more than remembering
SCARCE = "number"
SETS = ("everyone", "all")  # whose chapters: those that everybody reads, or the whole book


@dataclass(frozen=True)
class Item:
    """A question of a chapter, with the ideas to which its tag belongs."""

    slug: str
    title: str  # of the chapter
    block: Block
    ideas: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.block.options["id"]

    @property
    def level(self) -> str:
        return self.block.options.get("level", "")


def review(course: Path, which: str) -> dict[int, list[Item]]:
    """Weeks after the end → the ten questions, in the order of the book. `which` is one of SETS."""
    return chosen(items(course, everyone(course) if which == "everyone" else None))


def items(course: Path, slugs: Sequence[str] | None = None) -> list[Item]:
    """All questions that may come, in the order of the book; of the chapters `slugs` only, if given."""
    ideas, found = declared(course), []
    for path in chapters(course):
        if slugs is None or path.stem in slugs:
            page = read_page(path.read_text("utf8"))
            title = (page.titles(1) or [path.stem])[0]
            own = [block for block in page.named("quiz") if "from" not in block.options]
            found += [Item(path.stem, title, block, _ideas(block, ideas)) for block in own]
    return found


def chosen(every: Iterable[Item], many: int = MANY) -> dict[int, list[Item]]:
    """Deal the questions to the weeks: all chapters as evenly as they go, few ideas twice, and not only remembering."""
    every = list(every)
    left, used, weeks = list(every), Counter(), {}
    for week in WEEKS:
        taken: list[Item] = []
        for wanted in _levels(many):
            fit = [item for item in left if item.level == wanted] or left
            if fit:
                best = min(fit, key=lambda item: _rank(item, taken, used, every, wanted))
                left.remove(best)
                used[best.slug] += 1
                taken.append(best)
        weeks[week] = sorted(taken, key=every.index)
    return weeks


def _levels(many: int) -> list[str]:
    """The level for each of `many` questions, the scarcest first; an empty one for those that may have any."""
    wanted = [level for level, least in LEAST.items() for _ in range(least)]
    return (wanted + [""] * many)[:many]


def _rank(item: Item, taken: list[Item], used: Counter, every: list[Item], wanted: str) -> tuple:
    """Small is good: a chapter that this week lacks, one that was asked little, new ideas, far from the others."""
    ideas = Counter(idea for one in taken for idea in one.ideas)
    again = sum(ideas[idea] for idea in item.ideas)
    near = min((abs(every.index(item) - every.index(one)) for one in taken), default=0)
    scarce = not wanted and item.level == SCARCE  # other weeks need these
    now = sum(one.slug == item.slug for one in taken)
    return now, scarce, used[item.slug], again, -near, every.index(item)


def _ideas(block: Block, ideas: Sequence[Concept]) -> tuple[str, ...]:
    return tuple(idea.name for idea in ideas if block.options.get("concept") in idea.tags)
