"""`enable()`: every Altair chart becomes a figure that needs no other host and no script.

The figure holds the finding (title), a drawing for wide and one for narrow screens, the text alternative,
the data as a table, and the chart itself as JSON, which the book turns into a live chart.
"""

from __future__ import annotations

import html
import json
import re
import uuid

import altair as alt
import numpy
import vl_convert
from IPython import get_ipython

from cxlab import theme
from cxlab.chart_table import data_table

NAME = "cx"
WIDE, NARROW = 660, 330  # pixels: the text column of the book, and a phone
VEGA_LITE = ".".join(alt.VEGALITE_VERSION.split(".")[:2])
NUMBERS = (numpy.float64, numpy.float32, numpy.int64, numpy.int32, numpy.bool_)
COMPOSED = ("hconcat", "vconcat", "concat", "facet", "repeat")


class ChartProblem(ValueError):
    """A chart that lacks its title or its text alternative. Shown as a sentence, without a stack trace."""

    def _render_traceback_(self):
        return [f"The chart is not shown. {self}"]


def enable() -> None:
    """Use Fernwick's theme and the offline figure for all charts of this session. May be called again.

    In a notebook, a computed number is from now on shown as 12.3, not as np.float64(12.3).
    """
    alt.theme.register(NAME, enable=True)(lambda: alt.theme.ThemeConfig(config=theme.config()))
    alt.renderers.register(NAME, render)
    alt.renderers.enable(NAME)
    shell = get_ipython()
    if shell:
        words = shell.display_formatter.formatters["text/plain"]
        for kind in NUMBERS:
            words.for_type(kind, lambda number, printer, _cycle: printer.text(repr(number.item())))


def render(spec: dict, **_options) -> dict[str, str]:
    """The figure of one chart as a MIME bundle. Raises ChartProblem when title or description are missing."""
    title, subtitle = _title(spec)
    description = _description(spec)
    drawn = {key: value for key, value in spec.items() if key not in ("title", "description")}
    if not any(key in drawn for key in COMPOSED):
        drawn.setdefault("width", "container")
    if drawn.get("width") == "container":
        drawn["autosize"] = {"type": "fit-x", "contains": "padding"}
    return {"text/html": _figure(drawn, title, subtitle, description), "text/plain": f"{title}\n{description}"}


def static_svg(drawn: dict, width: int, description: str) -> str:
    """The chart as an SVG drawing at most `width` pixels wide, with `description` as its text alternative."""
    svg = vl_convert.vegalite_to_svg(fitted(drawn, width), vl_version=VEGA_LITE)
    # Two drawings on one page must not share the names of their clip paths.
    mark = uuid.uuid5(uuid.NAMESPACE_URL, f"{width}{svg}").hex[:8]
    svg = re.sub(r'(\bid="|url\(#)', rf"\g<1>{mark}-", svg)
    svg = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", svg)  # one image, one name
    return svg.replace("<svg ", f'<svg role="img" aria-label="{html.escape(description)}" ', 1)


def fitted(drawn: dict, width: int) -> dict:
    """The chart with its container width replaced by pixels; a narrow one has its legend in two columns."""
    if drawn.get("width") != "container":
        return drawn
    config = dict(drawn.get("config", {}))
    if width <= NARROW:
        config["legend"] = {**config.get("legend", {}), "columns": 2}
    return {**drawn, "config": config, "width": width}


def _figure(drawn: dict, title: str, subtitle: str, description: str) -> str:
    say = html.escape
    below = f'<span class="cx-subtitle"> {say(subtitle)}</span>' if subtitle else ""
    wide, narrow = static_svg(drawn, WIDE, description), static_svg(drawn, NARROW, description)
    # In JSON inside HTML, "<" could end the script element.
    data = json.dumps(drawn, separators=(",", ":")).replace("<", "\\u003c").replace("&", "\\u0026")
    return (
        f'<figure class="cx-chart">'
        f'<figcaption class="cx-caption"><strong>{say(title)}</strong>{below}</figcaption>'
        f'<div class="cx-drawing cx-wide">{wide}</div>'
        f'<div class="cx-drawing cx-narrow" style="display:none">{narrow}</div>'
        f'<details class="cx-data"><summary>Show the description and the data</summary>'
        f"<p>{say(description)}</p>{data_table(drawn)}</details>"
        f'<script type="application/json" class="cx-spec">{data}</script></figure>'
    )


def _title(spec: dict) -> tuple[str, str]:
    title = spec.get("title") or ""
    words = title if isinstance(title, dict) else {"text": title}
    text, subtitle = (_joined(words.get(part)) for part in ("text", "subtitle"))
    if not text:
        raise ChartProblem('Give the outermost chart .properties(title="...") that states the finding.')
    return text, subtitle


def _description(spec: dict) -> str:
    text = _joined(spec.get("description"))
    if not text:
        raise ChartProblem('Give the outermost chart .properties(description="...") that says in words what it shows.')
    return text


def _joined(words: object) -> str:
    return " ".join(words).strip() if isinstance(words, list) else str(words or "").strip()
