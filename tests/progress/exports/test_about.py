"""What stands beside the tables."""

import re

import pytest

from progress.exports import about, schema
from progress.exports.schema import Column
from tests.progress.exports.hard_names import some_facts


@pytest.mark.parametrize("with_names", [False, True])
def test_every_column_of_the_spreadsheets_is_explained(with_names):
    told = {(table, column) for table, column, _ in about.rows(some_facts(), schema.SHEETS, with_names)}
    for table in schema.SHEETS:
        assert {(table.name, one.name) for one in table.shown(with_names).columns} <= told


def test_it_says_as_of_when_whose_what_the_states_mean_and_that_small_groups_are_in_it():
    told = dict(about.sentences(some_facts(), with_names=False))
    assert told["as of"] == "2026-03-01T12:00:00Z"
    assert "pseudonyms" in told["whose"]
    assert "Nothing is left out" in told["small groups"]
    assert {f"state: {one}" for one in ("not started", "submitted", "grading failed", "graded")} <= set(told)
    assert "Names and e-mail addresses" in dict(about.sentences(some_facts(), with_names=True))["whose"]


def test_a_column_is_explained_in_one_line():
    column = Column("n", "whole", "People.", "learners", "nobody came")
    assert about.explained(column) == "People. (whole number, learners; empty: nobody came)"
    assert about.explained(Column("d", "day", "First day.", "UTC")) == "First day. (date)"


def test_a_row_of_the_dictionary_has_five_cells():
    for line in about.dictionary(some_facts(), schema.MART, True).splitlines():
        assert not line.startswith("|") or len(re.split(r"(?<!\\)\|", line)) == 7, line
