"""The data mart: what a BI tool finds in it."""

import re

import pandas as pd
import pyarrow.parquet as pq
import pytest

from progress.exports import schema
from progress.exports.frames import Frames
from progress.exports.mart import DICTIONARY, TYPES, write_mart
from tests.progress.exports.hard_names import HEBREW, NAMES, pseudonym, some_facts


@pytest.fixture(scope="module", params=[False, True], ids=["pseudonyms", "names"])
def made(request, tmp_path_factory):
    """The mart's folder, and whether names are in it."""
    folder, facts = tmp_path_factory.mktemp("mart") / "mart", some_facts()
    write_mart(folder, facts, Frames(facts, pseudonym), request.param)
    return folder, request.param


def read(made, name):
    return pd.read_parquet(made[0] / f"{name}.parquet")


def test_the_dictionary_has_every_file_and_every_column_with_its_type_and_nothing_else(made):
    folder, _ = made
    sections = re.split("^## ", (folder / DICTIONARY).read_text("utf8"), flags=re.M)[1:]
    told = {section.splitlines()[0]: re.findall(r"^\| `(\w+)` \| (\w+) \|", section, re.M) for section in sections}
    there = {path.name: pq.read_schema(path) for path in folder.glob("*.parquet")}
    assert set(told) == set(there)
    for name, layout in there.items():
        assert [(column, TYPES[kind]) for column, kind in told[name]] == [(one.name, one.type) for one in layout]


def test_without_names_no_file_holds_a_name_an_address_or_an_id(made):
    folder, with_names = made
    texts = set()
    for path in folder.glob("*.parquet"):
        frame = pd.read_parquet(path)
        texts |= {text for column in frame.select_dtypes("str") for text in frame[column].dropna()}
    people = {*NAMES, *NAMES.values(), *(f"{one}@example.org" for one in NAMES)}
    assert bool(texts & people) == with_names


def test_names_come_back_whole(made):
    if made[1]:
        assert set(read(made, "people")["name"]) == set(NAMES.values())
        assert HEBREW in set(read(made, "people")["name"])


def test_tables_are_joined_by_their_keys(made):
    people, work, answers = (read(made, name) for name in ("people", "submissions", "answers"))
    exercises, questions = read(made, "exercises"), read(made, "questions")
    assert people["pseudonym"].is_unique
    assert set(work["pseudonym"]) == set(people["pseudonym"])
    assert set(work["exercise"]) == set(exercises["exercise"]) == set(questions["exercise"])
    assert len(work) == len(people) * len(exercises)
    pairs = set(zip(questions["exercise"], questions["question"], strict=True))
    assert set(zip(answers["exercise"], answers["question"], strict=True)) <= pairs


def test_what_is_not_there_is_null_and_not_zero(made):
    work = read(made, "submissions")
    failed = work[work["state"] == "grading failed"].iloc[0]
    assert failed[["points", "percent", "passed"]].isna().all()
    answers = read(made, "answers")
    assert answers.loc[~answers["marked"], "points"].isna().all()
    assert pq.read_table(made[0] / "people.parquet")["manager"].null_count == 1


def test_times_are_utc_and_of_hand_ins_under_pseudonyms_only_the_day_is_there(made):
    layout = pq.read_schema(made[0] / "submissions.parquet")
    assert str(layout.field("due").type) == "timestamp[us, tz=UTC]"
    assert str(layout.field("received").type) == ("timestamp[us, tz=UTC]" if made[1] else "date32[day]")


def test_it_says_as_of_when_it_is(made):
    row = read(made, "as_of").iloc[0]
    assert row["as_of"] == pd.Timestamp(2026, 3, 1, 12, tz="UTC")
    assert (row["learners"], row["exercises"], row["with_names"], row["layout"]) == (8, 2, made[1], schema.LAYOUT)
    assert pq.read_schema(made[0] / "people.parquet").metadata[b"as_of"] == b"2026-03-01T12:00:00+00:00"


def test_its_files_are_for_their_owner_only(made):
    assert {path.stat().st_mode & 0o777 for path in made[0].iterdir()} == {0o600}
    assert made[0].stat().st_mode & 0o777 == 0o700
    assert len(list(made[0].iterdir())) == len(schema.MART) + 1
