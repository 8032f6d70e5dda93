"""The contract of the tables is complete, agrees with itself, and describes the frozen data."""

import pytest

from datasets.generators import GENERATORS
from datasets.model import KINDS
from datasets.raw import SPOILERS
from datasets.schema import TABLES, named, names

COLUMNS = [(table, column) for table in TABLES for column in table.columns]
each_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def test_every_table_has_a_generator_and_every_generator_a_table():
    assert set(names()) == set(GENERATORS)


@each_table
def test_a_key_is_made_of_columns_that_are_never_empty(table):
    assert all(table.column(name).missing == "" for name in table.key)


@each_table
def test_no_column_is_described_twice(table):
    described = [column.name for column in table.columns]
    assert len(described) == len(set(described))


def test_a_reference_points_to_the_only_key_column_of_a_table():
    for _, column in COLUMNS:
        if column.references:
            other, key = column.references.split(".")
            assert named(other).key == (key,), column


def test_every_column_has_a_known_kind_and_a_meaning_of_whole_sentences():
    for table, column in COLUMNS:
        assert column.kind in KINDS, f"{table.name}.{column.name}"
        assert column.meaning[0].isupper() or column.meaning[0] in "'0123456789", f"{table.name}.{column.name}"
        assert column.meaning.endswith("."), f"{table.name}.{column.name}"


def test_every_number_has_limits_or_a_list_of_values():
    for table, column in COLUMNS:
        if column.kind not in ("text", "yes/no"):
            assert column.allowed or (column.low is not None and column.high is not None), f"{table.name}.{column.name}"


@each_table
def test_an_instructors_table_says_which_exercise_opens_it(table):
    assert (table.audience == "instructors") == bool(table.opened_by)


def test_what_spoils_a_table_is_registered_where_the_contract_has_a_raw_state_and_nowhere_else():
    assert set(SPOILERS) == {table.name for table in TABLES if table.raw is not None}


def test_a_table_with_one_state_has_no_raw_contract():
    with pytest.raises(ValueError, match="departments has one state only"):
        named("departments").as_raw()


def test_every_allowed_value_occurs_in_the_frozen_data(frozen):
    for table, column in COLUMNS:
        assert set(column.allowed) <= set(frozen[table.name][column.name]), f"{table.name}.{column.name}"


def test_every_column_that_may_be_empty_is_empty_somewhere_and_somewhere_not(frozen):
    for table, column in COLUMNS:
        if column.missing:
            assert 0 < frozen[table.name][column.name].isna().mean() < 1, f"{table.name}.{column.name}"


def test_an_unknown_column_is_an_error():
    with pytest.raises(KeyError):
        named("orders").column("colour")
