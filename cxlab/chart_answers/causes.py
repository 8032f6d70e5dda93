"""Why the rows of two drawings differ, in the words of one or a few sentences. Called only when they do."""

from __future__ import annotations

from collections.abc import Iterator

from cxlab.chart_answers.asking import Asked, Difference
from cxlab.chart_answers.drawing import splitters
from cxlab.chart_answers.facing import Facing, faced, spare, without_step
from cxlab.chart_answers.filters import filter_words
from cxlab.chart_answers.numbers_apart import apart
from cxlab.chart_answers.sentences import say
from cxlab.chart_answers.vocabulary import SUMMARIES
from cxlab.chart_answers.words import channel as named
from cxlab.chart_answers.words import listed, marks, meaning, number, phrase, shown, things, value

MOST_TRIES = 6  # filters that are taken away, one at a time, to see whether they are the reason


def causes(facing: Facing, ask: Asked, typed: set[str]) -> list[Difference]:
    """`typed` names the channels whose type differs already: they are not looked at again."""
    found = [Difference("values", sentence) for sentence in dict.fromkeys(_causes(facing, ask, typed))]
    if not found and not typed:
        name = (facing.measures or facing.keys or ["x"])[0]
        what = phrase(facing.wanted.channels[name], facing.wanted)
        found = [Difference("values", say("all values", shows=facing.shows(name), what=what))]
    return found


def _causes(facing: Facing, ask: Asked, typed: set[str]) -> Iterator[str]:
    answer, wanted = facing.answer, facing.wanted
    lost = [name for name in answer.absent if name not in wanted.absent]
    if lost:
        yield say("no column", what=shown(lost[0]))
        return
    if facing.mine.empty:
        if not typed:
            yield say("empty")
        return
    filtered = list(_filters(facing, ask))
    if filtered:
        yield from filtered
        return
    off = unlike = False
    for name in facing.keys:
        if name not in typed:
            sentence, otherwise = _key(facing, name)
            off |= bool(sentence)
            unlike |= otherwise
            if sentence:
                yield sentence
    if unlike or typed & set(facing.keys):
        return  # another split has other numbers everywhere
    if not off and len(facing.mine) != len(facing.asked):
        yield _count(facing)
        return
    both = facing.beside()
    for name in facing.measures:
        if name in typed:
            continue
        if both is None:
            yield from _other_field(facing, name)
        elif len(both) and facing.differs(name, both, ask).any():
            yield apart(facing, name, both, facing.differs(name, both, ask))


def _filters(facing: Facing, ask: Asked) -> Iterator[str]:
    """A filter that only one of the two has, if the rows are the same without it."""
    for side, name in ((facing.wanted, "filter missing"), (facing.answer, "filter extra")):
        places = [place for place, step in enumerate(side.unit.steps) if "filter" in step]
        for place in places[:MOST_TRIES]:
            tried = without_step(side, place)
            if tried.rows is None or set(tried.rows) != set(side.rows):
                continue
            again = faced(facing.answer, tried) if side is facing.wanted else faced(tried, facing.wanted)
            if again.same(ask):
                yield say(name, what=filter_words(side.unit.steps[place]["filter"]))
                return


def _key(facing: Facing, name: str) -> tuple[str, bool]:
    """How the categories, dates or steps of a channel differ, and whether the channel shows something else at all."""
    mine, asked = (set(table[name].dropna()) for table in (facing.mine, facing.asked))
    missing, extra = asked - mine, mine - asked
    if not missing and not extra:
        return "", False
    one, other = facing.answer.channels[facing.names[name]], facing.wanted.channels[name]
    steps = [drawing.bins.get(key) for drawing, key in ((facing.answer, one.name), (facing.wanted, name))]
    if None not in steps and steps[0] != steps[1]:
        return say("steps", channel=named(name), number=[number(step) for step in steps]), True
    said = [phrase(one, facing.answer), phrase(other, facing.wanted)]
    cut_otherwise = steps[0] != steps[1] or (one.units != other.units and one.units and other.units)
    if said[0] != said[1] and (cut_otherwise or len(extra) == len(mine)):
        return say("shows", shows=facing.shows(name), what=said), True
    words = [listed(_texts(facing, name, some)) for some in (missing, extra)]
    are, be = ("is" if len(some) == 1 else "are" for some in (missing, asked))
    if missing and extra:
        return say("others", things=things(other, 2), what=words, are=are), False
    counts, noun = [f"{len(mine):,}", f"{len(asked):,}"], things(other, len(mine))
    if missing:
        return say("missing", number=counts, things=noun, be=be, what=words[0], are=are), False
    return say("extra", number=counts, things=noun, be=be, what=words[1]), False


def _texts(facing: Facing, name: str, some: set) -> list[str]:
    """Values as they are written in the chart, not in the small letters in which they are compared."""
    units = facing.wanted.channels[name].units or facing.answer.channels[facing.names[name]].units
    written = {}
    for column, rows in ((facing.mine[name], facing.answer.rows), (facing.asked[name], facing.wanted.rows)):
        source = rows[facing.names[name] if rows is facing.answer.rows else name]
        written.update({key: text for key, text in zip(column, source, strict=True) if isinstance(text, str)})
    return sorted(value(written.get(one, one), units) for one in some)


def _count(facing: Facing) -> str:
    """The same categories, but another number of rows."""
    cutting = [*spare(facing), *splitters(facing.answer)]
    cutting = [name for name in cutting if facing.answer.channels[name].grouped]
    if cutting and len(facing.mine) > len(facing.asked):
        what = phrase(facing.answer.channels[cutting[0]], facing.answer)
        return say("groups", shows=facing.shows(cutting[0]), what=what)
    counts = [f"{len(facing.mine):,}", f"{len(facing.asked):,}"]
    return say("rows", number=counts, marks="rows" if facing.wanted.mark in SUMMARIES else marks(facing.wanted))


def _other_field(facing: Facing, name: str) -> Iterator[str]:
    one, other = facing.answer.channels[facing.names[name]], facing.wanted.channels[name]
    alike = sorted(facing.mine[name].dropna()) == sorted(facing.asked[name].dropna())
    if not alike and meaning(one, facing.answer) != meaning(other, facing.wanted):
        yield say("shows", shows=facing.shows(name), what=[phrase(one, facing.answer), phrase(other, facing.wanted)])
