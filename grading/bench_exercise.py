"""The exercise of the benchmark `grade`, as a trainer would write it: pandas, Altair, a table of 20,000 rows.

Six questions with visible and hidden tests, among them a table of 20,000 rows and a function to write, a chart, a
reflection, and text between them: 25 cells. Each question knows its wrong answers and one that raises.
"""

from __future__ import annotations

from dataclasses import dataclass

import nbformat
import yaml
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grading.course import Course

SLUG = "punctuality"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
SETUP = """import altair as alt
import pandas as pd

from cxlab import table

deliveries = table("deliveries").head(20_000)
delivered = deliveries.dropna(subset="days_late")
deliveries.head()"""
EXAMPLE = """w1 = delivered[delivered.warehouse == "W1"]
print(f"{100 * (w1.days_late <= 0).mean():.1f} % of {len(w1):,} parcels from W1 were on time")
w1.groupby("carrier").days_late.agg(["size", "mean"]).round(2)"""
CHART = """bars = delivered.assign(late=delivered.days_late > 0).groupby("carrier", as_index=False).late.mean()
chart = (
    alt.Chart(bars)
    .mark_bar()
    .encode(
        x=alt.X("late:Q").axis(format="%").title("late parcels"),
        y=alt.Y("carrier:N").sort("-x").title(None),
    )
    .properties(title="OwnVan is late most rarely")
)
chart"""


@dataclass(frozen=True)
class Question:
    """One question: what stands in the open cell, the model answer, its two tests, and what learners write instead."""

    name: str
    words: str
    open: str
    right: str
    seen: str
    hidden: str
    wrong: str
    raises: str

    @property
    def answer(self) -> str:
        """The name of its answer cell."""
        return f"{self.name}-answer"


QUESTIONS = (
    Question(
        "late-share",
        "How many percent of the delivered parcels came late?",
        "late_share = ...",
        "late_share = 100 * (delivered.days_late > 0).mean()",
        "assert 0 <= late_share <= 100",
        "assert abs(late_share - 100 * (table('deliveries').head(20_000).dropna().days_late > 0).mean()) < 0.05",
        "late_share = (delivered.days_late > 0).mean()",
        "late_share = 100 * (delivered.days_late > 0).mean() / len(deliveries[deliveries.carrier == 'none'])\n1 / 0",
    ),
    Question(
        "worst-carrier",
        "Which carrier has the largest share of late parcels?",
        "worst = ...",
        "worst = (delivered.days_late > 0).groupby(delivered.carrier).mean().idxmax()",
        "assert worst in deliveries.carrier.unique()",
        "_late = delivered.assign(late=delivered.days_late > 0).groupby('carrier').late.mean()\n"
        "assert worst == _late.sort_values().index[-1]",
        "worst = delivered.groupby('carrier').days_late.mean().idxmin()",
        "worst = delivered.groupby('courier').days_late.mean().idxmax()",
    ),
    Question(
        "by-month",
        "A series: the share of late parcels for each month of 2024, in percent.",
        "by_month = ...",
        "in_2024 = delivered[delivered.promised_date.dt.year == 2024]\n"
        "by_month = 100 * (in_2024.days_late > 0).groupby(in_2024.promised_date.dt.month).mean()",
        "assert len(by_month) == 12",
        "_year = delivered[delivered.promised_date.dt.year == 2024]\n"
        "_right = (100 * (_year.days_late > 0)).groupby(_year.promised_date.dt.month).mean()\n"
        "assert abs(by_month.to_numpy() - _right.to_numpy()).max() < 0.05",
        "by_month = 100 * (delivered.days_late > 0).groupby(delivered.promised_date.dt.month).mean()",
        "by_month = delivered.groupby(delivered.promised.dt.month).days_late.mean()",
    ),
    Question(
        "pivot",
        "A table: the mean delay, one row for each carrier and one column for each warehouse.",
        "pivot = ...",
        "pivot = delivered.pivot_table(index='carrier', columns='warehouse', values='days_late', aggfunc='mean')",
        "assert list(pivot.columns) == ['W1', 'W2', 'W3']",
        "_right = delivered.groupby(['carrier', 'warehouse']).days_late.mean().unstack()\n"
        "pd.testing.assert_frame_equal(pivot.sort_index(), _right, check_names=False, check_dtype=False)",
        "pivot = delivered.pivot_table(index='carrier', columns='warehouse', values='days_late', aggfunc='max')",
        "pivot = delivered.pivot_table(index='carrier', columns='house', values='days_late')",
    ),
    Question(
        "marked",
        "The table of all parcels with a new column `perfect`: on time, in full, undamaged, with its documents.",
        "marked = deliveries",
        "good = (deliveries.days_late <= 0) & deliveries.in_full & deliveries.undamaged & deliveries.documents_ok\n"
        "marked = deliveries.assign(perfect=good)",
        "assert len(marked) == 20_000 and 'perfect' in marked",
        "_good = deliveries[['in_full', 'undamaged', 'documents_ok']].all(axis=1) & (deliveries.days_late <= 0)\n"
        "assert (marked.perfect == _good).all()",
        "marked = deliveries.assign(perfect=deliveries.in_full & deliveries.undamaged)",
        "marked = deliveries.assign(perfect=deliveries.on_time & deliveries.in_full)",
    ),
    Question(
        "late-rate",
        "Write the function `late_rate(rows, carrier)`: the share of late parcels in percent.",
        "def late_rate(rows, carrier):\n    ...",
        "def late_rate(rows, carrier):\n"
        "    own = rows[(rows.carrier == carrier) & rows.days_late.notna()]\n"
        "    return 100 * (own.days_late > 0).mean()",
        "assert late_rate(deliveries.head(100), 'ParcelCo') is not None",
        "for _name, _own in delivered.groupby('carrier'):\n"
        "    assert abs(late_rate(deliveries, _name) - 100 * (_own.days_late > 0).mean()) < 0.05",
        "def late_rate(rows, carrier):\n    return 100 * (rows[rows.carrier == carrier].days_late > 0).mean() + 1",
        "def late_rate(rows, carrier):\n    return rows.query('carier == @carrier').days_late.mean()",
    ),
)


def source() -> NotebookNode:
    """The trainer's notebook."""
    text, code = new_markdown_cell, new_code_cell
    cells = [
        _cell(text, "title", "# Punctuality\n\nWhat share of parcels came late, and whose were they?"),
        _cell(code, "setup", SETUP),
        _cell(code, "example", EXAMPLE),
    ]
    for one in QUESTIONS:
        cells += [
            _cell(text, one.name, f"**{one.words}**"),
            _cell(code, one.answer, _hiding("SOLUTION", one.right, one.open), solution=True),
            _cell(code, f"{one.name}-check", _hiding("HIDDEN TESTS", one.hidden, one.seen), points=2),
        ]
    drawn = _hiding("SOLUTION", CHART, "chart = ...")
    cells += [
        _cell(text, "draw", "**Draw the share of late parcels for each carrier.**"),
        _cell(code, "chart-answer", drawn, solution=True),
        _cell(text, "reflection-words", "**Whom should this be told first where you work, and why?**"),
        _cell(text, "reflection", "*Write here.*", points=2, solution=True),
    ]
    return new_notebook(cells=cells, metadata={"kernelspec": KERNEL})


def write(course: Course, root) -> None:
    """Make a course of this one exercise in the folder `root`; its tables are those of `course`."""
    folder = root / "exercises" / SLUG
    folder.mkdir(parents=True)
    nbformat.write(source(), folder / f"{SLUG}.ipynb")
    about = {"title": "Punctuality", "minutes": 30, "tables": ["deliveries"], "reflection": "reflection"}
    (folder / "mistakes.yml").write_text(yaml.safe_dump({**about, "questions": {}}), "utf8")
    (root / "_toc.yml").write_text("parts: []\n", "utf8")
    (root / "datasets").mkdir()
    (root / "datasets" / "tables").symlink_to(course.tables, target_is_directory=True)


def _hiding(what: str, hidden: str, seen: str) -> str:
    return f"{seen}\n### BEGIN {what}\n{hidden}\n### END {what}"


def _cell(kind, name: str, text: str, points: int | None = None, solution: bool = False) -> NotebookNode:
    settings = {"grade_id": name, "grade": points is not None, "solution": solution, "locked": not solution}
    settings |= {"task": False, "schema_version": 3} | ({} if points is None else {"points": points})
    return kind(text, id=name, metadata={"nbgrader": settings})
