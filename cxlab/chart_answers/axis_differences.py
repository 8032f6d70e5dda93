"""In what the axes of a panel mislead, or are not what was asked for."""

from __future__ import annotations

from collections.abc import Iterator

from cxlab.chart_answers.asking import Asked, Difference
from cxlab.chart_answers.axes import Axis, axes_of
from cxlab.chart_answers.drawing import Drawing
from cxlab.chart_answers.layer_differences import Verdict
from cxlab.chart_answers.sentences import say
from cxlab.chart_answers.vocabulary import SCALES
from cxlab.chart_answers.words import channel as named
from cxlab.chart_answers.words import marks, number, shown


def axes_verdict(answer: list[Drawing], wanted: list[Drawing], apart: frozenset[str], ask: Asked) -> Verdict:
    """The drawings of one panel each. Channels in `apart` have several scales, which are not compared."""
    mine, asked = axes_of(answer), axes_of(wanted)
    verdict = Verdict()
    for name in asked:
        if name not in mine or name in apart:
            continue
        verdict.differences += _scale(mine[name], asked[name], answer, wanted)
        verdict.differences += _title(mine[name], asked[name])
        unknown = mine[name].unknown or asked[name].unknown
        if unknown and ask.about("range") and _scales(answer, name) != _scales(wanted, name):
            verdict.doubts.append(unknown)
    return verdict


def _scales(drawings: list[Drawing], name: str) -> list[object]:
    return [one.channels[name].wish.get("scale") for one in drawings if name in one.channels]


def _scale(mine: Axis, asked: Axis, answer: list[Drawing], wanted: list[Drawing]) -> Iterator[Difference]:
    channel = named(asked.channel)
    if mine.scale != asked.scale and mine.scale in SCALES and asked.scale in SCALES:
        yield Difference("scales", say("scale", channel=channel, scale=[SCALES[mine.scale], SCALES[asked.scale]]))
        return
    if "categories" in (mine.scale, asked.scale):
        return
    if mine.reverse != asked.reverse:
        yield Difference("scales", say("turned", channel=channel))
    ranged = asked.low is not None and asked.high is not None
    zero = Difference("zero", _zero(mine, asked, answer, wanted)) if mine.zero != asked.zero else None
    if zero and zero.sentence:
        yield zero
    elif ranged and (mine.low is None or mine.high is None):
        yield Difference("range", say("range open", channel=channel, number=[number(asked.low), number(asked.high)]))
    elif ranged and (mine.low, mine.high) != (asked.low, asked.high):
        ends = [number(one) for one in (mine.low, mine.high, asked.low, asked.high)]
        yield Difference("range", say("range", channel=channel, number=ends))
    elif not ranged and _cut_off(mine, answer) and mine.low is not None and mine.high is not None:
        yield Difference("range", say("cut off", channel=channel, number=[number(mine.low), number(mine.high)]))


def _zero(mine: Axis, asked: Axis, answer: list[Drawing], wanted: list[Drawing]) -> str:
    """Bars always have to stand on zero if those asked for do; other marks only where the chart asked for says so."""
    if mine.bars and asked.bars and asked.zero:
        noun = next((marks(one) for one in wanted if one.length == asked.channel), "the bars")
        noun = f"the {noun}"
        if mine.low is not None:
            return say("bars start", marks=noun, number=number(mine.low))
        return say("bars no zero", marks=noun)
    if not asked.says_zero or _holds_zero(asked, wanted):
        return ""
    return say("no zero" if asked.zero else "zero", channel=named(asked.channel))


def _holds_zero(axis: Axis, drawings: list[Drawing]) -> bool:
    """The data themselves go through zero, so that it is on the axis anyway."""
    reaches = [one.reach[axis.channel] for one in drawings if axis.channel in one.reach]
    return any(low <= 0 <= high for low, high in reaches)


def _cut_off(mine: Axis, answer: list[Drawing]) -> bool:
    reaches = [one.reach[mine.channel] for one in answer if mine.channel in one.reach]
    if mine.low is None or mine.high is None or not reaches:
        return False
    margin = (mine.high - mine.low) * 1e-6
    return any(low < mine.low - margin or high > mine.high + margin for low, high in reaches)


def _title(mine: Axis, asked: Axis) -> Iterator[Difference]:
    """A title in words, wherever the chart asked for has one. Which words is the learner's choice."""
    if not asked.title or mine.title:
        return
    channel = named(asked.channel)
    if mine.hidden:
        yield Difference("axis titles", say("no title", channel=channel))
    elif mine.named.casefold() != asked.title.casefold():
        yield Difference("axis titles", say("raw title", channel=channel, what=shown(mine.named or "the count")))
