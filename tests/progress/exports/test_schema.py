"""The declarations agree with themselves and with what fills them."""

import pytest

from progress.exports import schema
from progress.exports.cells import texts
from progress.exports.frames import Frames
from tests.progress.exports.hard_names import pseudonym, some_facts

TABLES = [*schema.MART, *schema.SHEETS]


def frame_of(frames, table):
    made = {schema.ANSWERS: lambda: next(frames.answers()), schema.AS_OF: lambda: frames.as_of(True)}
    return made.get(table, lambda: getattr(frames, table.name))()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_is_filled_by_the_frame_and_of_its_kind(table):
    frame = frame_of(Frames(some_facts(), pseudonym), table)
    assert [one.name for one in table.columns if one.name not in frame] == []
    for column in table.columns:
        assert len(texts(frame[column.name], column)) == len(frame)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_only_columns_that_say_so_are_ever_empty(table):
    frame = frame_of(Frames(some_facts(), pseudonym), table)
    for column in table.columns:
        empty = (texts(frame[column.name], column) == "").any()
        assert not empty or column.missing, f"{table.name}.{column.name} is empty somewhere"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_without_names_nothing_is_left_that_names_a_person(table):
    shown = {one.name for one in table.shown(False).columns}
    assert not shown & {"learner_id", "name", "email", "manager_id", "reason"}
    assert len(shown) == len(table.shown(False).columns)


def test_under_pseudonyms_only_the_day_of_a_hand_in_is_told():
    kinds = {one.name: one.kind for one in schema.SUBMISSIONS.shown(False).columns}
    assert (kinds["received"], kinds["due"]) == ("day", "moment")
    assert {one.name: one.kind for one in schema.SUBMISSIONS.shown(True).columns}["received"] == "moment"


def test_exercises_of_one_title_are_told_apart():
    assert schema.clear_titles({"a": "Same", "b": "Same", "c": "Other"}) == {
        "a": "Same (a)",
        "b": "Same (b)",
        "c": "Other",
    }
