"""The cover: the title on the brand's colour, drawn as SVG and turned into PNG, which every e-reader can show. Pure."""

from __future__ import annotations

import re
import unicodedata
from html import escape

import vl_convert

from book.brand import WHITE
from book.contrast import mixed
from book.paper.edition import Edition

WIDTH, HEIGHT, EDGE, SIZE = 1000, 1600, 90, 92
CLAUSE = re.compile("(?<=[，。：；！？])")
STOPS = " ，。：；！？、"
ROOM = 15.5  # letters of Latin in one line
FONTS = {
    "zh-hans": "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, Droid Sans Fallback",
    "zh-hant": "Noto Sans CJK TC, PingFang TC, Microsoft JhengHei, Droid Sans Fallback",
    "fa": "Noto Sans Arabic, Noto Naskh Arabic, Vazirmatn, DejaVu Sans",
    "en": "Noto Sans, Liberation Sans, Arial, DejaVu Sans",
}


def lines(title: str, room: float = ROOM) -> list[str]:
    """The title in lines: behind a stop, between words, or, where there are no spaces, between characters.

    >>> lines("Everyone owns it", 9)
    ['Everyone', 'owns it']
    """
    made: list[str] = []
    for clause in filter(None, CLAUSE.split(title)):
        if made and _wide(made[-1]) + _wide(clause) <= room:
            made[-1] += clause
        else:
            made += _broken(clause, room)
    return [line.strip() for line in made]


def _broken(clause: str, room: float) -> list[str]:
    made = [""]
    for piece in _pieces(clause):
        if made[-1] and _wide(made[-1]) + _wide(piece.rstrip()) > room:
            made.append("")
        made[-1] += piece
    return made


def _wide(text: str) -> int:
    return sum(2 if _is_wide(letter) else 1 for letter in text)


def drawing(made: Edition) -> str:
    """The cover as SVG."""
    rtl = made.language.direction == "rtl"
    x, end = (WIDTH - EDGE, "end") if rtl else (EDGE, "start")
    colour = made.brand.colour
    font = f'font-family="{FONTS[made.language.code]}" text-anchor="{end}"'
    rows = "".join(
        f'<text x="{x}" y="{620 + place * SIZE * 1.35:.0f}" font-size="{SIZE}" font-weight="600">{escape(line)}</text>'
        for place, line in enumerate(lines(made.title))
    )
    name = f'<text x="{x}" y="190" font-size="44">{escape(made.brand.name)}</text>' if made.brand.name else ""
    bars = "".join(
        f'<rect x="{WIDTH - EDGE - wide if rtl else EDGE}" y="{1240 + place * 54}" width="{wide}" height="30" '
        f'fill="{WHITE}" opacity="{shade}"/>'
        for place, (wide, shade) in enumerate(((640, 0.9), (430, 0.6), (300, 0.45), (210, 0.3)))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{colour}"/>'
        f'<rect y="1130" width="{WIDTH}" height="470" fill="{mixed(colour, "#000000", 0.25)}"/>'
        f'<g fill="{WHITE}" {font}>{name}{rows}</g>{bars}</svg>'
    )


def picture(made: Edition) -> bytes:
    """The cover as PNG."""
    return vl_convert.svg_to_png(drawing(made), scale=1)


def _pieces(title: str) -> list[str]:
    """Words with the space behind them; each wide character alone, with the stop behind it."""
    made: list[str] = []
    for letter in title:
        goes_on = made and not _is_wide(letter) and not made[-1].endswith(" ") and not _is_wide(made[-1][-1])
        if goes_on or (made and letter in STOPS):
            made[-1] += letter
        else:
            made.append(letter)
    return made


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"
