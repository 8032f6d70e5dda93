"""Contrast between two colours, as WCAG 2.2 measures it, and the nearest colour that has enough. Pure."""

from __future__ import annotations

import re

TEXT = 4.5  # what WCAG 2.2 AA asks for between words and their ground
FORM = re.compile(r"#[0-9a-fA-F]{6}")


def luminance(colour: str) -> float:
    """How bright a colour such as "#0b5f73" is: 0 for black, 1 for white."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white).

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """`colour` with a `share` of `other` in it.

    >>> mixed("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = ((int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(mine + share * (theirs - mine)):02x}" for mine, theirs in pairs)


def enough(colour: str, grounds: tuple[str, ...], towards: str, least: float = TEXT) -> str:
    """`colour`, or the nearest mixture with `towards` that has the contrast `least` with each of the `grounds`."""
    tried = (mixed(colour, towards, step / 50) for step in range(51))
    return next(one for one in tried if all(contrast(one, ground) >= least for ground in grounds))
