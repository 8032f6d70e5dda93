"""Two drawings side by side: which channel answers which, and their rows in forms that can be compared."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pandas as pd

from cxlab.chart_answers.asking import Asked
from cxlab.chart_answers.drawing import Drawing, drawn
from cxlab.chart_answers.encodings import LOOKS, POSITIONS, SHOWN, SPLITS
from cxlab.chart_answers.likeness import comparable, near, same_rows
from cxlab.chart_answers.words import marks, shows

APART = ("color", "strokeDash", "shape", "opacity", "size", "row", "column", "facet")  # any of them tells groups apart


@dataclass
class Facing:
    """`mine` and `asked` have one column for each channel asked for that the answer has too."""

    answer: Drawing
    wanted: Drawing
    names: dict[str, str]  # channel asked for → channel of the answer
    missing: list[str]
    mine: pd.DataFrame = field(default_factory=pd.DataFrame)
    asked: pd.DataFrame = field(default_factory=pd.DataFrame)

    def shows(self, name: str) -> str:
        """As in "the y axis shows" or, in a chart of several layers, "the y axis of the rules shows"."""
        return shows(name, marks(self.wanted) if self.wanted.layered else "")

    @property
    def keys(self) -> list[str]:
        """Channels that say what a row is about: categories, dates, bins."""
        return [name for name in self.asked if self.asked[name].dtype != "float64" or self._is_key(name)]

    def _is_key(self, name: str) -> bool:
        channels, one = self.wanted.channels, self.wanted.channels[name]
        if one.bin or one.kind != "quantity":
            return True
        if any(other.aggregate for other in channels.values()):
            return one.grouped
        across = self.wanted.mark in ("bar", "line", "area") and self.wanted.length not in ("", name)
        return across and name in ("x", "y")

    @property
    def measures(self) -> list[str]:
        return [name for name in self.asked if name not in self.keys]

    def same(self, ask: Asked, without: tuple[str, ...] = ()) -> bool:
        names = [name for name in self.asked if name not in without]
        return same_rows(self.mine[names], self.asked[names], {name: ask.within(name) for name in names})

    def beside(self) -> pd.DataFrame | None:
        """Rows with equal keys side by side (columns "y" and "y asked"); None where keys do not name one row each."""
        keys = self.keys
        if not keys or self.mine.duplicated(keys).any() or self.asked.duplicated(keys).any():
            return None if keys or len(self.mine) != 1 or len(self.asked) != 1 else self._crossed()
        return self.mine.merge(self.asked, on=keys, how="inner", suffixes=("", " asked"))

    def _crossed(self) -> pd.DataFrame:
        return pd.concat([self.mine, self.asked.add_suffix(" asked")], axis=1)

    def differs(self, name: str, both: pd.DataFrame, ask: Asked) -> pd.Series:
        """bool: the rows of `beside` in which a measure is not what was asked for."""
        close = near(both[name], both[f"{name} asked"], ask.within(name))
        return pd.Series(~close, index=both.index)


def faced(answer: Drawing, wanted: Drawing) -> Facing:
    """Both drawings need their rows."""
    names = {name: name for name in wanted.rows if name in answer.rows}
    missing = [name for name in wanted.rows if name not in names]
    free = [name for name in answer.rows if name not in names]
    for name in list(missing):
        other = _stand_in(name, free)
        if other:
            names[name] = other
            missing.remove(name)
            free.remove(other)
    missing = [name for name in missing if not _needless(name, answer, wanted)]
    pairs = {
        name: comparable(answer.rows[mine], answer.channels[mine], wanted.rows[name], wanted.channels[name])
        for name, mine in names.items()
    }
    mine = pd.DataFrame({name: pair[0] for name, pair in pairs.items()}, index=answer.rows.index)
    asked = pd.DataFrame({name: pair[1] for name, pair in pairs.items()}, index=wanted.rows.index)
    return Facing(answer, wanted, names, missing, mine, asked)


def without_step(drawing: Drawing, place: int) -> Drawing:
    """The same mark without one of its transforms."""
    steps = drawing.unit.steps
    return drawn(replace(drawing.unit, steps=steps[:place] + steps[place + 1 :]), drawing.table)


def exchanged(drawing: Drawing) -> Drawing:
    """The same mark with x and y in each other's place."""

    def other(name: str) -> str:
        if name[:1] in ("x", "y") and name[1:] in _TAILS:
            return ("y" if name[0] == "x" else "x") + name[1:]
        return name

    def turned(given: dict) -> dict:
        return {other(name): one for name, one in given.items()}

    return replace(
        drawing,
        channels={name: replace(one, name=name) for name, one in turned(drawing.channels).items()},
        rows=None if drawing.rows is None else drawing.rows.rename(columns=other),
        length=other(drawing.length) if drawing.length in ("x", "y") else drawing.length,
        reach=turned(drawing.reach),
        orders=turned(drawing.orders),
        bins=turned(drawing.bins),
    )


_TAILS = ("", "2", "Offset", "Error", "Error2")  # x, x2, xOffset, …


def _stand_in(name: str, free: list[str]) -> str:
    """A channel of the answer that does the same as the one asked for: any split into panels, any look for detail."""
    if name in SPLITS:
        return next((one for one in free if one in SPLITS), "")
    if name.split(".")[0] == "detail":
        return next((one for one in free if one in APART), "")
    return ""


def _needless(name: str, answer: Drawing, wanted: Drawing) -> bool:
    """The end of a bin where bins are drawn, and a colour for what an axis says already."""
    if name in ("x2", "y2"):
        return all(name[0] in one.channels and bool(one.channels[name[0]].bin) for one in (answer, wanted))
    one = wanted.channels[name]
    twins = [wanted.channels[place] for place in (*POSITIONS, *SPLITS) if place in wanted.channels]
    alike = [other for other in twins if (other.field, other.units, other.aggregate) == (one.field, one.units, "")]
    return name.split(".")[0] in LOOKS and name != "text" and bool(one.field and alike)


def spare(facing: Facing) -> list[str]:
    """Channels of the answer that nothing asked for."""
    used = set(facing.names.values())
    return [name for name in facing.answer.rows if name not in used and name.split(".")[0] in SHOWN]
