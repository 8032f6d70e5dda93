"""In what a panel, and a chart of several panels, differs from the one asked for."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

from cxlab.chart_answers.asking import Asked, Difference
from cxlab.chart_answers.axis_differences import axes_verdict
from cxlab.chart_answers.drawing import Drawing
from cxlab.chart_answers.facing import exchanged
from cxlab.chart_answers.layer_differences import Verdict, layer_verdict
from cxlab.chart_answers.layers import told
from cxlab.chart_answers.order_differences import order_verdict
from cxlab.chart_answers.sentences import say
from cxlab.chart_answers.words import channel as named
from cxlab.chart_answers.words import marks, phrase

MOST_PAIRED = 4  # layers or panels that are tried in every order
SHARED = ("x", "y")


def panel_verdict(answer: list[Drawing], wanted: list[Drawing], own: tuple, ask: Asked) -> Verdict:
    """`own` holds the channels with scales of their own, of the answer and of the chart asked for."""
    straight = _panel(answer, wanted, own, ask)
    if not straight.otherwise and not (ask.swap and straight.cost):
        return straight
    turned = _panel([exchanged(one) for one in answer], wanted, own, ask)
    if ask.swap:
        return min(straight, turned, key=lambda verdict: verdict.cost)
    if turned.otherwise or turned.doubts or "x" not in wanted[0].channels:
        return straight
    what = phrase(wanted[0].channels["x"], wanted[0])
    return Verdict([Difference("channels", say("exchanged", what=what)), *turned.differences]).about(ask)


def panels_verdict(answer: list[list[Drawing]], wanted: list[list[Drawing]], owns: tuple, ask: Asked) -> Verdict:
    """All panels; the order in which they stand does not count."""
    verdict = Verdict()
    if len(answer) != len(wanted):
        counts, noun = [str(len(answer)), str(len(wanted))], "panel" if len(answer) == 1 else "panels"
        verdict.differences.append(Difference("panels", say("panels", number=counts, panels=noun)))
        return verdict.about(ask)
    pairs = range(len(wanted))
    table = {}

    def pair(mine: int, asked: int) -> Verdict:
        if (mine, asked) not in table:
            own = (owns[0][mine], owns[1][asked])
            table[mine, asked] = panel_verdict(answer[mine], wanted[asked], own, ask)
        return table[mine, asked]

    straight = [pair(place, place) for place in pairs]
    if sum(one.cost for one in straight) and 1 < len(wanted) <= MOST_PAIRED:
        orders = permutations(pairs)
        best = min(orders, key=lambda order: sum(pair(mine, asked).cost for asked, mine in enumerate(order)))
        straight = [pair(mine, asked) for asked, mine in enumerate(best)]
    for one in straight:
        verdict.add(one)
    return verdict.about(ask)


def _panel(answer: list[Drawing], wanted: list[Drawing], own: tuple, ask: Asked) -> Verdict:
    mine, asked = told(answer, wanted), told(wanted, answer)
    verdict = Verdict()
    pairs, spare, lacking = _paired(mine, asked, ask)
    for one in pairs:
        verdict.add(one)
    for drawing in lacking:
        sentence = say("layer missing", marks=marks(drawing), what=_about(drawing))
        verdict.differences.append(Difference("layers", sentence))
    for drawing in spare:
        sentence = say("layer extra", marks=marks(drawing), what=_about(drawing))
        verdict.differences.append(Difference("extra layers", sentence))
    for name in SHARED:
        if (name in own[0]) != (name in own[1]) and _several(asked, mine):
            word = "own" if name in own[0] else "shared"
            verdict.differences.append(Difference("scales", say(word, channel=named(name))))
    verdict.add(axes_verdict(mine, asked, own[0] | own[1], ask))
    verdict.add(order_verdict(mine, asked, ask))
    return verdict.about(ask)


def _paired(
    mine: list[Drawing], asked: list[Drawing], ask: Asked
) -> tuple[list[Verdict], list[Drawing], list[Drawing]]:
    """(the verdicts of layers that answer each other, layers too many, layers that lack)."""
    table: dict[tuple[int, int], Verdict] = {}

    def cost(one: int, other: int) -> float:
        if (one, other) not in table:
            table[one, other] = layer_verdict(mine[one], asked[other], ask)
        unlike = 20 if mine[one].mark != asked[other].mark else 0
        return table[one, other].cost + unlike

    best = _best(len(mine), len(asked), cost)
    used, met = {one for one, _ in best}, {other for _, other in best}
    spare = [drawing for place, drawing in enumerate(mine) if place not in used]
    lacking = [drawing for place, drawing in enumerate(asked) if place not in met]
    return [table[pair] for pair in best], spare, lacking


def _best(mine: int, asked: int, cost: Callable[[int, int], float]) -> list[tuple[int, int]]:
    """Which layer answers which: the pairs that cost least, each layer once; in order where there are too many."""
    few, many = sorted((mine, asked))
    orders = permutations(range(many), few) if many <= MOST_PAIRED else [tuple(range(few))]
    pairs = [[(one, place) if mine >= asked else (place, one) for place, one in enumerate(order)] for order in orders]
    return min(pairs, key=lambda some: sum(cost(*pair) for pair in some))


def _about(drawing: Drawing) -> str:
    for name in (drawing.length, "y", "x", "text", *drawing.channels):
        if name in drawing.channels:
            return phrase(drawing.channels[name], drawing)
    return "nothing"


def _several(wanted: list[Drawing], mine: list[Drawing]) -> bool:
    split = any(name in one.channels for one in (*wanted, *mine) for name in ("row", "column", "facet"))
    return split or (len(wanted) > 1 and len(mine) > 1)
