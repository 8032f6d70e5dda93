"""The frame of every explorable: a question, controls with labels, and the answer in words, numbers and a chart."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

import altair as alt
import ipywidgets as widgets
import pandas as pd
from IPython.display import display

from cxlab import theme

# JupyterLab draws this type itself, without another host, and takes Vega-Lite 6 charts too as long as
# they use what its own Vega-Lite 5.6 knows. `$schema` is set to match, or the browser logs a warning.
CHART_TYPE = "application/vnd.vegalite.v5+json"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
DRAWING = {CHART_TYPE: {"embed_options": {"renderer": "svg", "actions": False}}}

STILL = "Run this cell in JupyterLab to change it."
STYLE = """<style>
.cx-panel p{margin:.3em 0;line-height:1.4;max-width:46em}
.cx-panel table{border-collapse:collapse;margin:.6em 0;line-height:1.4}
.cx-panel caption{text-align:start;font-weight:bold}
.cx-panel :is(th,td){padding:.2em .8em .2em 0;text-align:start;border-bottom:1px solid #7b8794}
</style>"""


@dataclass(frozen=True)
class Answer:
    """What one position of the controls leads to. `notes` are further paragraphs, shown under the finding."""

    finding: str
    table: pd.DataFrame
    caption: str
    notes: tuple[str, ...] = ()
    chart: alt.TopLevelMixin | None = None


@dataclass(frozen=True)
class Panel:
    """`answer` is called with the values of `controls`, by name, now and whenever one of them changes.

    `still` is the answer for readers who cannot move the controls; without it, that is the first one.
    """

    question: str
    task: str
    controls: Mapping[str, widgets.ValueWidget]
    answer: Callable[..., Answer]
    still: Answer | None = None

    def now(self) -> Answer:
        """The answer for the controls as they stand."""
        return self.answer(**{name: control.value for name, control in self.controls.items()})

    def widget(self) -> widgets.VBox:
        """The live view. Works without a kernel too: then nobody moves the controls."""
        words, drawing = widgets.HTML(), widgets.Output()

        def refresh(_change: object = None) -> None:
            answer = self.now()
            words.value, drawing.outputs = answer_html(answer), _outputs(answer.chart)

        for control in self.controls.values():
            control.observe(refresh, names="value")
        refresh()
        return widgets.VBox([widgets.HTML(self._heading()), *self.controls.values(), words, drawing])

    def html(self) -> str:
        """The view for a page that has no kernel: question and answer, as HTML."""
        return f"{self._heading()}{answer_html(self.still or self.now())}<p>{STILL}</p>"

    def text(self) -> str:
        """The same as plain text."""
        answer = self.still or self.now()
        rows = () if answer.table.empty else ("", f"{answer.caption}:", answer.table.to_string(index=False))
        return "\n".join([self.question, answer.finding, *answer.notes, *rows, "", STILL])

    def show(self) -> None:
        """Display the live view, with the two plain ones beside it for readers that cannot show widgets."""
        display(_Shown(self))

    def _heading(self) -> str:
        words = f"<p><strong>{escape(self.question)}</strong></p><p>{escape(self.task)}</p>"
        return f'{STYLE}<div class="cx-panel">{words}</div>'


class _Shown:
    """One output in all its forms: IPython asks for the bundle, plain Python prints the text."""

    def __init__(self, panel: Panel):
        self._panel = panel

    def _repr_mimebundle_(self, **_options: object) -> dict:
        plain = {"text/html": self._panel.html(), "text/plain": self._panel.text()}
        return {**self._panel.widget()._repr_mimebundle_(), **plain}

    def __repr__(self) -> str:
        return self._panel.text()


def choice(label: str, options: list, value: object = None, width: str = "14em") -> widgets.Dropdown:
    """A list to choose from: a native control, so its label is read aloud and the arrow keys move it."""
    return widgets.Dropdown(description=label, options=options, value=value, **_wide(width))


def number(label: str, value: int, low: int, high: int, width: str = "14em") -> widgets.BoundedIntText:
    """A whole number from `low` to `high`. Not a slider: the slider of ipywidgets 8 has no name for a screen reader."""
    return widgets.BoundedIntText(description=label, value=value, min=low, max=high, **_wide(width))


def answer_html(answer: Answer) -> str:
    """The answer as HTML. The finding is a status, which screen readers announce when it changes."""
    notes = "".join(f"<p>{escape(note)}</p>" for note in answer.notes)
    finding = f'<p role="status"><strong>{escape(answer.finding)}</strong></p>'
    return f'<div class="cx-panel">{finding}{notes}{_table_html(answer.table, answer.caption)}</div>'


def chart_bundle(chart: alt.TopLevelMixin) -> dict:
    """The chart as a MIME bundle in Fernwick's style, for JupyterLab to draw.

    The chart needs a width in pixels: with "container", JupyterLab 4.6 draws without end while its tab is hidden.
    """
    spec = chart.to_dict()
    styled = {**_silent(spec), "$schema": SCHEMA, "config": theme.config()}
    return {CHART_TYPE: styled, "text/plain": spec["description"]}


def _table_html(rows: pd.DataFrame, caption: str) -> str:
    if rows.empty:
        return ""
    plain = rows.to_html(index=False, border=0, escape=True)
    named = plain.replace("<thead>", f"<caption>{escape(caption)}</caption><thead>", 1)
    return named.replace("<th>", '<th scope="col">')


def _silent(spec: dict) -> dict:
    """The chart with marks that are hidden from screen readers: it has one text alternative, not a node a bar."""
    mark = {"mark": {**spec["mark"], "aria": False}} if "mark" in spec else {}
    layers = {"layer": [_silent(part) for part in spec["layer"]]} if "layer" in spec else {}
    return {**spec, **mark, **layers}


def _outputs(chart: alt.TopLevelMixin | None) -> tuple[dict, ...]:
    if chart is None or os.environ.get("CXLAB_CHARTS") == "off":
        return ()
    return ({"output_type": "display_data", "data": chart_bundle(chart), "metadata": DRAWING},)


def _wide(width: str) -> dict:
    return {"style": {"description_width": width}, "layout": {"width": f"calc({width} + 16em)"}}
