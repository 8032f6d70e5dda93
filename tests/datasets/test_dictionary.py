"""DICTIONARY.md is what the contract says, for people to read."""

import re

import pytest

from datasets.advice import ADVICE
from datasets.dictionary import dictionary
from datasets.model import Column, Raw, Table
from datasets.rooms import ROOMS, Room
from datasets.schema import TABLES, names

SHELF = Table(
    "shelves",
    "one shelf",
    ("shelf_id",),
    (
        Column("shelf_id", "text", "Number of the shelf.", pattern=r"F\d{3}"),
        Column("room", "integer", "The metres.", "m", low=1, high=12_000, missing="nobody measured"),
    ),
    raw=Raw(
        columns=(
            Column("room", "text", "What the machine wrote."),
            Column("typed_by", "text", "Who typed it in."),
        )
    ),
)
HIDDEN = Table("truth", "one truth", ("shelf_id",), SHELF.columns[:1], audience="instructors", opened_by="the-shelves")
PAGE = dictionary({"tables": {"shelves": {"rows": 1234}}}, (Room("Things", "About things.", (SHELF, HIDDEN)),))


def section(table):
    return dictionary().split(f"\n### {table.name}\n")[1].split("\n### ")[0].split("\n## ")[0]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_and_column_is_explained(table):
    words = section(table)
    assert f"One row is **{table.row}**" in words
    for column in table.columns:
        assert f"- **`{column.name}`**: {column.meaning}" in words
        assert column.missing in words


def test_every_table_stands_in_one_room():
    assert sorted(table.name for room in ROOMS for table in room.tables) == sorted(names())


def test_rows_are_counted_where_they_are_known():
    assert "- [shelves](#shelves): one shelf (1,234 rows)\n" in PAGE
    assert "- [truth](#truth): one truth\n" in PAGE


def test_what_is_wrong_in_the_raw_state_is_not_told():
    assert 'table("shelves", state="raw")' in PAGE
    assert "What the machine wrote" not in PAGE


def test_a_column_that_only_the_raw_state_has_is_explained():
    assert "Only in the raw state:\n\n- **`typed_by`**: Who typed it in. *Text.*" in PAGE


def test_real_data_from_outside_come_last_and_say_how_to_read_them():
    page = dictionary(None, (Room("Things", "About things.", (HIDDEN,)),), [SHELF])
    assert page.index("## Things") < page.index("## Outside Fernwick") < page.index("### shelves")
    assert '`outside("shelves")`' in page


def test_a_table_for_instructors_says_who_opens_it():
    assert "**For instructors.** The exercise `the-shelves` brings it." in PAGE


def test_a_column_says_its_unit_its_range_and_what_empty_means():
    assert "*Whole number (m), 1 to 12,000. Empty: nobody measured.*" in PAGE


def test_every_link_leads_to_a_heading():
    page = dictionary()
    headings = {line.lstrip("# ").strip() for line in page.splitlines() if line.startswith("#")}
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= headings


def test_advice_is_about_tables_that_exist():
    assert {name for about, _ in ADVICE for name in about} <= set(names())
