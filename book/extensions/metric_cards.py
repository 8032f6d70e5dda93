"""The `{metrics}` directive: the cards of one group of metrics.yml, each a box that opens.

    ```{metrics} What customers say
    ```

The page that holds it glues the value of each metric as text, under the name `metric-<id>`.
"""

from __future__ import annotations

from book.extensions.derived import Derived
from book.metrics import FILE, Metric, files, metrics

LINES = {  # form → what stands before `over` and `under`
    "share": ("Above the line", "Below the line"),
    "mean": ("Averaged", "Over"),
    "difference": ("Take", "Take off"),
    "product": ("Take", "Times"),
    "quantile": ("Look for", "Among"),
}
PARAGRAPH = "\n\n    "  # a new one in the same cell; a list would take too much of a phone's width
SPELLED = {"%": "percent", "€": "euro"}  # signs that stand behind a number, not alone


class Metrics(Derived):
    required_arguments = 1
    final_argument_whitespace = True

    def files(self, course):
        return files(course)

    def markdown(self, course):
        made = [one for one in metrics(course) if one.group == self.arguments[0]]
        if not made:
            raise self.error(f"metrics: {self.arguments[0]!r} is no group of {FILE}")
        return "\n\n".join(card(one) for one in made)


def card(one: Metric) -> str:
    """A metric as a box that opens: its name outside; inside what it tells, its value, and a table of its lines."""
    title = one.name if one.short.lower() in one.name.lower() else f"{one.name} ({one.short})"
    value = f"**At Fernwick: {{glue:text}}`metric-{one.id}` {one.unit}**"
    lines = "\n".join(f"* - {label}\n  - {PARAGRAPH.join(said)}" for label, said in rows(one).items() if said)
    table = f":::{{list-table}}\n:class: cx-card\n:stub-columns: 1\n:widths: 24 76\n\n{lines}\n:::"
    return f"::::{{dropdown}} {title}\n:name: metric-{one.id}\n\n{one.tells}\n\n{value}\n\n{table}\n::::"


def rows(one: Metric) -> dict[str, list[str]]:
    """The lines of a card: label → what stands beside it, in MyST; nothing where there is nothing to say."""
    over, under = LINES[one.form]
    return {
        over: [one.over],
        under: [one.under],
        "Unit": [SPELLED.get(one.unit, one.unit)],
        "Window": [one.window],
        "Good": [one.good],
        "Trap": [f"{one.trap} {_code(one.code)}".strip()],
        "Tables": [_table(name, columns) for name, columns in one.tables.items()],
        "Literature": [f"{{cite}}`{','.join(one.cite)}`"] if one.cite else [],
        "Chapters": [f"{{doc}}`/chapters/{slug}`" for slug in one.chapters],
    }


def _table(name: str, columns: tuple[str, ...]) -> str:
    return f"[`{name}`](data.md#{name}): {', '.join(f'`{column}`' for column in columns)}"


def _code(code: str) -> str:
    return f"([{code}](#{code.lower()}))" if code else ""


def setup(app):
    app.add_directive("metrics", Metrics)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
