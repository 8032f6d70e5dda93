"""Which tables can be joined, from the contract."""

from datasets.model import Column, Table
from datasets.relations import SHARED, Relation, in_words, relations
from datasets.schema import TABLES


def table(name, *columns, key=()):
    return Table(name, f"one of {name}", key or (columns[0].name,), columns)


def column(name, references=""):
    return Column(name, "text", "", references=references)


SHELVES = table("shelves", column("shelf_id"))
BOXES = table("boxes", column("box_id"), column("shelf_id", "shelves.shelf_id"))
LABELS = table("labels", column("box_id", "boxes.box_id"))


def test_a_column_that_names_a_row_is_a_relation():
    assert relations((SHELVES, BOXES)) == [Relation("boxes", "shelf_id", "shelves", "shelf_id", True)]


def test_a_key_that_names_a_row_names_it_once():
    assert relations((BOXES, LABELS)) == [Relation("labels", "box_id", "boxes", "box_id", False)]


def test_words_say_who_belongs_to_whom():
    assert in_words((SHELVES, BOXES, LABELS)) == [
        "- To one row of **`shelves`** (one of shelves) belong any number of rows of `boxes` (shelf_id).",
        "- To one row of **`boxes`** (one of boxes) belong at most one row of `labels` (box_id).",
    ]


def test_a_table_that_nothing_joins_is_named():
    assert in_words((SHELVES,)) == ["- No column joins `shelves` to another table."]


def test_every_shared_column_stands_in_two_tables():
    for name in SHARED:
        assert sum(name in {c.name for c in t.columns} for t in TABLES) >= 2
