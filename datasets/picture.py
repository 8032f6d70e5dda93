"""fernwick.svg: all tables as boxes, and which column of one points to which row of another.

Places are given by hand (COLUMNS), everything else is derived from the contract. It is written without a library:
the good ones need a program beside Python (Graphviz) or a browser (Mermaid), or cannot keep tables where they are.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path

from datasets.drawing import svg
from datasets.model import Table
from datasets.relations import Relation, relations
from datasets.routes import Box, Plan, Point
from datasets.schema import TABLES
from datasets.states import key_of

PATH = Path(__file__).resolve().parent / "fernwick.svg"

COLUMNS = (
    ("departments", "manager_view", "initiatives", "finance_assumptions", "employees", "training", "employee_pulse"),
    ("contact_reasons", "contacts", "complaints", "survey_responses", "survey_invites", "survey_truth", "claims"),
    (
        "customers",
        "experiment_assignments",
        "relationship_survey",
        "subscriptions",
        "invoices",
        "monthly_status",
        "it_incidents",
    ),
    ("campaigns", "orders", "deliveries", "returns", "products", "inventory_weekly", "web_sessions", "social_mentions"),
)
"""Where each table stands: from the left to the right, in each column from the top down."""
WIDE, BETWEEN, MARGIN = 25, 7, 3
"""Steps of the grid: the width of a box, of the room between two columns, and of the edge of the picture."""
GAP, LINE = 4, 2
"""Steps: the room between two boxes of a column, and the height of a line of text."""
LETTERS = 26
"""Letters of small text that fit into a line of a box."""
SHOWN = ("ref", "issue_id")
"""Columns without a line that a box shows all the same: people join tables by them."""


class Drawn:
    """One table in the picture: its lines of text, and its box on the grid."""

    def __init__(self, table: Table, rows: int | None, pointed_at: set[str], left: int, top: int):
        self.table = table
        self.words = textwrap.wrap(table.row, LETTERS) + ([] if rows is None else [f"{rows:,} rows"])
        shown = {*table.key, *pointed_at, *(c.name for c in table.columns if c.references), *SHOWN}
        self.columns = [c.name for c in table.columns if c.name in shown]
        self.box = Box(left, top, WIDE, LINE * (len(self.words) + len(self.columns) + 1) + 3)

    def row_of(self, column: str) -> int:
        """The height, in steps, of the middle of the line of text that names this column."""
        return self.box.top + 3 + LINE * (1 + len(self.words) + self.columns.index(column))


def picture(checksums: Mapping | None = None, tables: Iterable[Table] = TABLES) -> str:
    """The whole picture as SVG, with the numbers of rows from `checksums` (what checksums.json holds), if given.

    Raises KeyError when a table has no place in COLUMNS.
    """
    tables = tuple(tables)
    known = checksums["tables"] if checksums else {}
    drawn = placed(tables, {t.name: known[key_of(t)]["rows"] for t in tables if key_of(t) in known})
    plan, lines = routed(tables, drawn)
    return svg(plan, drawn, lines)


def placed(tables: Iterable[Table], rows: Mapping[str, int]) -> dict[str, Drawn]:
    """Every table with its box. Raises KeyError when one has no place."""
    waiting = {table.name: table for table in tables}
    pointed_at = {name: {r.named for r in relations(waiting.values()) if r.other == name} for name in waiting}
    drawn = {}
    for number, column in enumerate(COLUMNS):
        top = MARGIN
        for name in column:
            if name in waiting:
                left = MARGIN + number * (WIDE + BETWEEN)
                drawn[name] = Drawn(waiting.pop(name), rows.get(name), pointed_at[name], left, top)
                top += drawn[name].box.height + GAP
    if waiting:
        raise KeyError(f"no place in the picture for: {', '.join(waiting)}")
    return drawn


def routed(tables: Iterable[Table], drawn: Mapping[str, Drawn]) -> tuple[Plan, list[tuple[Relation, list[Point]]]]:
    """The plan, and every relation with the points of its line. Short lines come first: they have the least choice."""
    width = 2 * MARGIN + len(COLUMNS) * (WIDE + BETWEEN) - BETWEEN
    height = max(each.box.top + each.box.height for each in drawn.values()) + MARGIN
    plan = Plan(width, height, [each.box for each in drawn.values()])

    def ends(relation: Relation) -> tuple[Box, int, Box, int]:
        one, other = drawn[relation.table], drawn[relation.other]
        return one.box, one.row_of(relation.column), other.box, other.row_of(relation.named)

    def length(relation: Relation) -> int:
        one, row, other, other_row = ends(relation)
        return abs(one.left - other.left) + abs(row - other_row)

    ordered = sorted(relations(tables), key=length)
    return plan, [(relation, plan.join(relation.other, *ends(relation))) for relation in ordered]
