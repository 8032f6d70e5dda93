"""In what one mark says something else than the mark that was asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from cxlab.chart_answers.asking import PROPERTIES, Asked, Difference
from cxlab.chart_answers.causes import causes
from cxlab.chart_answers.drawing import Drawing
from cxlab.chart_answers.encodings import Channel
from cxlab.chart_answers.facing import Facing, faced, spare
from cxlab.chart_answers.likeness import comparable
from cxlab.chart_answers.sameness import said_alike
from cxlab.chart_answers.sentences import say
from cxlab.chart_answers.vocabulary import PLACED, SUMMARIES
from cxlab.chart_answers.words import channel as named
from cxlab.chart_answers.words import marks, phrase, shown

WEIGHT = {name: len(PROPERTIES) - place for place, name in enumerate(PROPERTIES)}
MEANINGS = ("mark", "layers", "channels", "types", "values")
PANELS = ("row", "column", "facet")
PLACES = ("x", "y", "x2", "y2", "theta", "theta2")  # what stands there changes where marks are, or where they begin
BANDS = ("bar", "rect", "boxplot", "text")  # a month is as well a category as a date where it only needs a place


@dataclass
class Verdict:
    """`doubts` say in words for the author what could not be told."""

    differences: list[Difference] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    rows: list[Callable[[], list[Difference]]] = field(default_factory=list)  # rows that differ: why, once it is asked

    @property
    def cost(self) -> float:
        """How far away the answer is; zero when nothing differs and nothing is in doubt."""
        return sum(WEIGHT[one.about] for one in self.differences) + WEIGHT["values"] * len(self.rows) + len(self.doubts)

    @property
    def otherwise(self) -> bool:
        """Whether something else is shown, not only shown otherwise."""
        return bool(self.rows) or any(one.about in MEANINGS for one in self.differences)

    def add(self, other: Verdict) -> None:
        self.differences += other.differences
        self.doubts += other.doubts
        self.rows += other.rows

    def about(self, ask: Asked) -> Verdict:
        """Without what the author does not ask for."""
        kept = [one for one in self.differences if ask.about(one.about)]
        return Verdict(kept, self.doubts, self.rows if ask.about("values") else [])

    def told(self) -> list[Difference]:
        """All differences, the most important first."""
        found = [*self.differences, *(one for why in self.rows for one in why())]
        return sorted(found, key=lambda one: one.rank)


def layer_verdict(answer: Drawing, wanted: Drawing, ask: Asked) -> Verdict:
    """Everything about the mark itself; axes and order belong to the panel."""
    return _verdict(answer, wanted, ask).about(ask)


def _verdict(answer: Drawing, wanted: Drawing, ask: Asked) -> Verdict:
    verdict = Verdict()
    if answer.mark != wanted.mark:
        verdict.differences.append(Difference("mark", say("mark", marks=[marks(answer), marks(wanted)])))
    if answer.rows is None or wanted.rows is None:
        if not said_alike(answer, wanted) and ask.about("values"):
            verdict.doubts.append(answer.unknown or wanted.unknown)
        return verdict
    if answer.mark != wanted.mark and {answer.mark, wanted.mark} & set(SUMMARIES):
        return verdict  # a bar of a mean and a box of all rows have no numbers in common
    facing = faced(answer, wanted)
    placed = (answer.arrangement, wanted.arrangement)
    otherwise = placed[0] != placed[1] and all(placed)
    if otherwise:
        sentence = say("stacking", marks=marks(wanted), placed=[PLACED[one] for one in placed])
        verdict.differences.append(Difference("stacking", sentence))
    missing = [name for name in facing.missing if not (otherwise and name.endswith("Offset"))]
    verdict.differences += _channels(facing, missing)
    typed = _types(facing)
    verdict.differences += typed.values()
    if not missing or not ask.about("channels"):
        # Shares and counts are no numbers of one kind: one sentence about the stacking is enough.
        without = (wanted.length,) if otherwise and "filled" in placed else ()
        split = ask.about("channels") and any(name in PANELS for name in spare(facing))
        if not facing.same(ask, without) and ask.about("values") and not (otherwise and without) and not split:
            if otherwise and facing.same(ask, tuple(facing.measures)):
                return verdict
            verdict.rows.append(partial(causes, facing, ask, set(typed) if ask.about("types") else set()))
    return verdict


def _channels(facing: Facing, missing: list[str]) -> list[Difference]:
    found = []
    free = spare(facing)
    for name in missing:
        what = phrase(facing.wanted.channels[name], facing.wanted)
        other = next((one for one in free if _same_values(facing, one, name)), "")
        if other:
            mine = phrase(facing.answer.channels[other], facing.answer)
            sentence = say("moved", shows=facing.shows(other), what=mine, channel=named(name))
        elif name in PANELS:
            sentence = say("not split", what=what)
        else:
            sentence = say("nothing", shows=facing.shows(name), what=what)
        found.append(Difference("channels", sentence))
    for name in free if not missing else ():
        what = phrase(facing.answer.channels[name], facing.answer)
        if name in PANELS:
            found.append(Difference("channels", say("split", what=what)))
        elif name in PLACES and not _is_end_of_bin(facing, name):
            found.append(Difference("channels", say("unasked", shows=facing.shows(name), what=what)))
    return found


def _is_end_of_bin(facing: Facing, name: str) -> bool:
    one = facing.answer.channels.get(name[0])
    return name.endswith("2") and one is not None and bool(one.bin)


def _same_values(facing: Facing, mine: str, asked: str) -> bool:
    answer, wanted = facing.answer, facing.wanted
    columns = comparable(answer.rows[mine], answer.channels[mine], wanted.rows[asked], wanted.channels[asked])
    return set(columns[0].dropna()) == set(columns[1].dropna())


def _types(facing: Facing) -> dict[str, Difference]:
    """Channel → a quantity that is treated as a category, and the like."""
    found = {}
    for name, mine in facing.names.items():
        one, other = facing.answer.channels[mine], facing.wanted.channels[name]
        if one.bin or other.bin or one.datum is not None or other.datum is not None:
            continue
        what = shown(one.field or phrase(one, facing.answer))
        year = _years(facing.answer, one) if one.kind == "date" else None
        if year is not None and _years(facing.wanted, other) is None:
            found[name] = Difference("types", say("year", what=what, number=f"{year:.0f}"))
        elif one.kind != other.kind and not _as_well(one, other, facing.wanted.mark):
            what = what.replace("_", " ")
            found[name] = Difference("types", say("type", what=what, kind=[one.kind, other.kind]))
    return found


def _as_well(one: Channel, other: Channel, mark: str) -> bool:
    """A date does for a category; a category for a date where it only needs a place, or stands in the order of time."""
    if "quantity" in (one.kind, other.kind):
        return False
    return one.kind == "date" or mark in BANDS or bool(one.units) or _each_year(other)


def _each_year(one: Channel) -> bool:
    """Months or weekdays without a year: Vega-Lite calls them dates, everybody else categories."""
    return bool(one.units) and "year" not in one.units


def _years(drawing: Drawing, one: Channel) -> float | None:
    """A number of the column, if as milliseconds all of them lie within a minute of 1970 on a channel for dates."""
    source = drawing.source
    if one.kind != "date" or one.units or source is None or one.field not in source:
        return None
    numbers = source[one.field].dropna()
    small = numbers.dtype == "float64" and len(numbers) and numbers.abs().max() < 60_000
    return float(numbers.iloc[0]) if small else None
