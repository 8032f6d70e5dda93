"""Whether categories stand in the order that was asked for, where it was."""

from __future__ import annotations

import pandas as pd

from cxlab.chart_answers.asking import Asked, Difference
from cxlab.chart_answers.drawing import Drawing
from cxlab.chart_answers.labels import labels
from cxlab.chart_answers.layer_differences import Verdict
from cxlab.chart_answers.moments import read_as
from cxlab.chart_answers.ordering import Order
from cxlab.chart_answers.sentences import say
from cxlab.chart_answers.words import channel as named
from cxlab.chart_answers.words import shown


def order_verdict(answer: list[Drawing], wanted: list[Drawing], ask: Asked) -> Verdict:
    """The drawings of one panel each. Categories that are level in what they are sorted by may stand either way."""
    verdict = Verdict()
    mine, asked = _orders(answer), _orders(wanted)
    for name, order in asked.items():
        other = mine.get(name)
        if not order.asked or other is None or not ask.about("order"):
            continue
        if order.unknown or other.unknown:
            verdict.doubts.append(order.unknown or other.unknown)
        elif not _alike(other, order):
            channel = named(name)
            words = [shown(one.words, most=160) for one in (other, order)]
            if words[0] != words[1]:
                sentence = say("order", channel=channel, order=words)
            else:
                sentence = say("order only", channel=channel, order=words[1])
            verdict.differences.append(Difference("order", sentence))
    return verdict


def _orders(drawings: list[Drawing]) -> dict[str, Order]:
    """Channel → the order of the first layer that says how to sort, or else of the first that has the channel."""
    found: dict[str, Order] = {}
    for drawing in drawings:
        for name, order in drawing.orders.items():
            if drawing.rows is not None and (name not in found or (order.asked and not found[name].asked)):
                found[name] = order
    return found


def _alike(mine: Order, asked: Order) -> bool:
    seen, wanted = (_comparable(one, other) for one, other in ((mine, asked), (asked, mine)))
    if set(seen) != set(wanted):
        common = set(seen) & set(wanted)
        seen, wanted = ([text for text in some if text in common] for some in (seen, wanted))
    if seen == wanted or not asked.values:
        return seen == wanted
    values = {text.casefold(): value for text, value in asked.values.items()}
    margin = 1e-9 * max((abs(value) for value in values.values() if value == value), default=0.0)
    return all(abs(values[a] - values[b]) <= margin for a, b in zip(seen, wanted, strict=True) if a != b)


def _comparable(order: Order, other: Order) -> list[str]:
    """The labels in small letters; where the other side has time units, as dates: "Mar" is the month of March."""
    if other.units and not order.units:
        moments = read_as(pd.Series(order.labels, dtype=object), other.units)
        if moments is not None:
            return list(labels(moments))
    return [text.casefold() for text in order.labels]
