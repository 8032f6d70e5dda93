"""Fernwick's colours, named by what they mean, and the chart style that is built from them.

Good is blue and bad is orange, never green and red: the pair stays apart for every kind of colour vision.
Each colour has a partner for the book's dark mode; the tests hold both sets to the contrast that WCAG 2.2 asks for.
"""

from __future__ import annotations

INK = "#1f2933"  # words
MUTED = "#52606d"  # words of less weight: axis labels
AXIS = "#7b8794"  # axis lines and ticks
GRID = "#e4e9ee"  # decoration only
PAPER = "#ffffff"  # the ground of a chart, and words on a dark mark
GOOD = "#1261a0"
BAD = "#c2500a"
NEUTRAL = "#6b7785"
SERIES = (GOOD, BAD, "#159a86", "#6d1f6b", "#5a4a00")  # groups without good or bad, in this order
PROMOTER, PASSIVE, DETRACTOR = GOOD, NEUTRAL, BAD

DARK = {
    INK: "#e6e9ed",
    MUTED: "#b3bdc7",
    AXIS: "#8b97a3",
    GRID: "#333b44",
    PAPER: "#1b1f24",
    GOOD: "#6fb3f2",
    BAD: "#f08a4b",
    NEUTRAL: "#9aa7b5",
    SERIES[2]: "#a9e5d8",
    SERIES[3]: "#c65bb4",
    SERIES[4]: "#f1e08a",
}

FONT = "Arial, 'Liberation Sans', sans-serif"


LABELS = {"labelColor": MUTED, "labelFontSize": 12}
WORDS = {**LABELS, "titleColor": INK, "titleFontSize": 12, "titleFontWeight": "bold"}
PALE = "#d4e3f1"  # the low end of a ramp; mixed with the high end, never a mark of its own


def config() -> dict:
    """The Vega-Lite configuration of every chart: sizes in pixels, legible at 330 pixels of width."""
    return {
        "background": PAPER,
        "font": FONT,
        "padding": 4,
        "view": {"stroke": None, "continuousWidth": 400, "continuousHeight": 260, "discreteHeight": {"step": 30}},
        **_axes(),
        **_marks(),
        "legend": {**WORDS, "orient": "top", "title": None, "symbolSize": 120, "labelLimit": 220, "offset": 36},
        "header": WORDS,
        "title": {"color": INK, "fontSize": 14, "anchor": "start"},
        "range": {"category": list(SERIES), "diverging": [BAD, GRID, GOOD], "ramp": [PALE, GOOD]},
        "aria": False,  # the figure carries one text alternative; not one node per point
    }


def dark_css(scope: str) -> str:
    """Style rules that give each colour of a drawn chart its dark partner, for charts inside the selector `scope`."""
    pairs = [(light, dark, name) for light, dark in DARK.items() for name in ("fill", "stroke")]
    return "".join(f"{scope} [{name}='{light}']{{{name}:{dark}}}\n" for light, dark, name in pairs)


def _axes() -> dict:
    lines = {"domainColor": AXIS, "gridColor": GRID, "tickColor": AXIS}
    room = {"labelLimit": 170, "labelOverlap": True, "labelPadding": 6, "titlePadding": 10}
    return {
        "axis": {**WORDS, **lines, **room},
        # At the end of the axis a long title has the whole width of the chart before it.
        "axisX": {"grid": False, "labelAngle": 0, "titleAnchor": "end"},
        # The title lies flat above the axis: turned by 90 degrees it costs width, and is hard to read on a phone.
        "axisY": {"domain": False, "ticks": False, "titleAngle": 0, "titleAlign": "left", "titleX": 0, "titleY": -14},
    }


def _marks() -> dict:
    return {
        "mark": {"tooltip": True},
        "text": {"color": INK, "fontSize": 12},
        "bar": {"color": GOOD},
        "area": {"color": GOOD},
        "line": {"color": GOOD, "strokeWidth": 2.5},
        "point": {"color": GOOD, "filled": True, "opacity": 1, "size": 70},
        "circle": {"color": GOOD, "opacity": 1, "size": 70},
        "tick": {"color": GOOD},
        "rule": {"color": INK},
    }
