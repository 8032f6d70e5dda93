"""Every sentence that a comparison can say, in one place, so that grading can tell them from a learner's own text."""

from __future__ import annotations

import functools
import re
import string
from collections.abc import Iterable

from cxlab.chart_answers.vocabulary import CHANNELS, KINDS, MARKS, OTHER_CHANNEL, OTHER_MARK, PLACED, SCALES

TEMPLATES = {
    "no chart": "The answer is no chart; it is of the kind {word}.",
    "unreadable": "Your chart cannot be read.",
    "no mark": "Your chart has no mark, such as mark_bar().",
    "undrawable": "Your chart cannot be drawn as it stands: does it name only columns that exist?",
    "mark": "Your chart is drawn with {marks}; the question asks for {marks}.",
    "layer missing": "The question also asks for {marks} that show {what}; your chart has none.",
    "layer extra": "Your chart also has {marks} that show {what}; the question does not ask for them.",
    "panels": "Your chart has {number} {panels}; the question asks for {number}.",
    "not split": "Your chart is not split into panels; the question asks for one panel for each {what}.",
    "split": "Your chart is split into panels by {what}; the question asks for one panel.",
    "exchanged": "The x axis and the y axis are exchanged: the question asks for {what} on the x axis.",
    "nothing": "{shows} nothing; the question asks for {what}.",
    "unasked": "{shows} {what}; the question does not ask for that.",
    "moved": "{shows} {what}; the question asks for it as {channel}.",
    "shows": "{shows} {what}; the question asks for {what}.",
    "type": "{What} is treated as a {kind}; it is a {kind}.",
    "year": "{What} is a number such as {number}; as a date, it is read as milliseconds after 1 January 1970.",
    "no column": "The data of your chart have no column {what}.",
    "empty": "Your chart draws no row of its data.",
    "missing": "Your chart shows {number} {things}; {number} {be} asked for: {what} {are} missing.",
    "extra": "Your chart shows {number} {things}; {number} {be} asked for: {what} should not be there.",
    "others": "Your chart shows other {things} than asked for: {what} {are} missing, and {what} should not be there.",
    "groups": "{shows} {what}, which cuts the data into more groups than the question asks for.",
    "rows": "Your chart draws {number} {marks}; the question asks for {number}.",
    "filter missing": "A filter is missing: the question asks only for rows with {what}.",
    "filter extra": "Your chart keeps only rows with {what}; the question does not ask for that.",
    "steps": "{Channel} is cut into steps of {number}; the question asks for steps of {number}.",
    "twice": "{shows} an aggregate of aggregates, {what}; the question asks for {what} of the rows.",
    "base": "The shares in your chart add up to 100 % {within}; the question asks for that {within}.",
    "no base": "The shares in your chart do not add up to 100 % {within}, as the question asks.",
    "fractions": "{shows} fractions from 0 to 1; the question asks for percent.",
    "percent": "{shows} percent; the question asks for fractions from 0 to 1.",
    "larger": "Every value on {channel} is {number} times as large as asked for: look at the unit.",
    "smaller": "Every value on {channel} is {number} times smaller than asked for: look at the unit.",
    "sign": "Every value on {channel} has the other sign than asked for.",
    "more rows": "{shows} {number} rows in all, more than the question asks for: is a filter missing?",
    "fewer rows": "{shows} {number} rows in all, fewer than the question asks for: are rows lost?",
    "values": "{shows} {number} for {what}, for example, which is not {what} that the question asks for.",
    "all values": "{shows} other values than the question asks for: {what}.",
    "stacking": "{Marks} that share a place are {placed}; the question asks for them {placed}.",
    "scale": "{Channel} has a {scale} scale; the question asks for a {scale} one.",
    "bars start": "{Marks} start at {number}, not at zero.",
    "bars no zero": "{Marks} do not start at zero.",
    "no zero": "{Channel} does not begin at zero; the question asks for that.",
    "zero": "{Channel} begins at zero; the question asks for an axis that is fitted to the data.",
    "range": "{Channel} runs from {number} to {number}; the question asks for {number} to {number}.",
    "range open": "{Channel} is not set to run from {number} to {number}, as the question asks.",
    "cut off": "{Channel} runs from {number} to {number}, so a part of the data lies outside.",
    "turned": "{Channel} runs the other way round than the question asks.",
    "own": "The layers or panels have a scale of their own along {channel}; the question asks for a shared one.",
    "shared": "The layers or panels share one scale along {channel}; the question asks for one each.",
    "order": "{Channel} is sorted {order}; the question asks for it sorted {order}.",
    "order only": "{Channel} is not sorted as the question asks, {order}.",
    "no title": "{Channel} has no title; the question asks for one in words.",
    "raw title": "{Channel} is titled with the name of a column, {what}; the question asks for a title in words.",
    "chart title": "Your chart has no title; the question asks for one.",
}
# What a slot may hold. FREE ones can repeat a learner's own names: printable, on one line, short, no further sentence.
FREE = r"(?:(?!\. [A-Z])[^\x00-\x1f\x7f\u2028\u2029]){1,300}"
NUMBER = r"-?[\d,]{1,25}(?:\.\d{1,10})?(?:e[+-]\d{1,3})?"


def say(name: str, *parts: object, **named: object) -> str:
    """The sentence `name`; slots of the same name take `named[slot]`, a value or one for each place."""
    left = {slot: list(value) if isinstance(value, (list, tuple)) else value for slot, value in named.items()}
    text = ""
    for before, slot, _, _ in string.Formatter().parse(TEMPLATES[name]):
        text += before
        if slot:
            value = left[slot.lower()]
            value = value.pop(0) if isinstance(value, list) else value
            text += value[:1].upper() + value[1:] if slot[0].isupper() or slot == "shows" else str(value)
    return text


def can_say(sentence: str) -> bool:
    """Whether a comparison of charts can say this. The sentence may name columns and values of a learner's chart."""
    return isinstance(sentence, str) and len(sentence) <= 900 and _pattern().fullmatch(sentence) is not None


@functools.cache
def _pattern() -> re.Pattern:
    forms = []
    for template in TEMPLATES.values():
        parts = string.Formatter().parse(template)
        forms.append("".join(re.escape(before) + (_slot(slot.lower()) if slot else "") for before, slot, _, _ in parts))
    return re.compile("|".join(f"(?:{form})" for form in forms))


@functools.cache
def _slot(name: str) -> str:
    channel, marks = (
        _one_of([*words]) for words in ({*CHANNELS.values(), OTHER_CHANNEL}, {*MARKS.values(), OTHER_MARK, "rows"})
    )
    known = {
        "number": NUMBER,
        "word": r"\w{1,40}",
        "channel": f"(?i:{channel})",
        "marks": f"(?i:(?:the )?{marks})",
        "shows": f"(?i:{channel})(?: of the {marks})? shows?",
        "kind": _one_of(KINDS),
        "scale": _one_of(SCALES.values()),
        "placed": _one_of(PLACED.values()),
        "are": "(?:is|are)",
        "be": "(?:is|are)",
        "panels": "panels?",
    }
    return known.get(name, FREE)


def _one_of(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in words) + ")"
