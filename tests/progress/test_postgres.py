"""The gradebook on a PostgreSQL server tells the same as one in a file."""

from datetime import UTC, datetime

import pandas as pd
import pytest
from sqlalchemy import text

from grading.course import Course
from progress import gradebook_frames
from progress.errors import NoGradebook
from progress.facts import gather
from progress.remake import remake
from tests.postgres_server import administrator, clustered, serving
from tests.progress import random_gradebook

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def address():
    """The address of an empty database."""
    with clustered() as (folder, user), serving(folder, user):
        with administrator(folder) as connection:
            connection.execute(text("CREATE DATABASE grades"))
        yield f"postgresql://grader@/grades?host={folder}"


@pytest.fixture(scope="module")
def both(address, tmp_path_factory):
    """The same random course with its gradebook in a file, and on the server."""
    in_file = random_gradebook.make(tmp_path_factory.mktemp("file"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("COURSE_GRADEBOOK", address)
        there = random_gradebook.make(tmp_path_factory.mktemp("server"))
    return in_file, there


def test_people_work_and_answers_are_the_same(both, address, monkeypatch):
    in_file, there = both
    theirs = gather(in_file, NOW)
    monkeypatch.setenv("COURSE_GRADEBOOK", address)
    ours = gather(there, NOW)
    pd.testing.assert_frame_equal(ours.people, theirs.people)
    pd.testing.assert_frame_equal(ours.work, theirs.work)
    assert {"graded", "submitted", "not started"} == set(ours.work["state"]) and ours.work["late"].any()
    for slug in ours.exercises:
        keys = ["learner_id", "qid"]
        one, other = (facts.answers[slug].astype({"qid": str}).sort_values(keys) for facts in (ours, theirs))
        pd.testing.assert_frame_equal(one.reset_index(drop=True), other.reset_index(drop=True))


def test_the_pages_are_the_same(both, address, monkeypatch):
    in_file, there = both
    assert remake(in_file, NOW).troubles == ()
    monkeypatch.setenv("COURSE_GRADEBOOK", address)
    assert remake(there, NOW).troubles == ()
    ours, theirs = (
        {
            path.relative_to(course.build): path.read_bytes()
            for folder in (course.progress, course.feedback)
            for path in folder.rglob("*.html")
        }
        for course in (there, in_file)
    )
    assert len(ours) > 20 and ours == theirs


def test_every_frame_has_the_same_kinds_of_values(both, address, monkeypatch):
    in_file, there = both
    before = gradebook_frames.handed_in(in_file), gradebook_frames.cells(in_file, "chapter-02")
    sums = gradebook_frames.due_dates(in_file), gradebook_frames.max_points(in_file)
    monkeypatch.setenv("COURSE_GRADEBOOK", address)
    after = gradebook_frames.handed_in(there), gradebook_frames.cells(there, "chapter-02")
    for pair in zip(before, after, strict=True):
        one, other = (_in_order(frame) for frame in pair)
        pd.testing.assert_frame_equal(one, other)
    assert sums == (gradebook_frames.due_dates(there), gradebook_frames.max_points(there))
    assert sums[0] and len(sums[1]) == 9


def _in_order(frame):
    """Rows and categories by their words: a database may give them in any order."""
    few = frame.select_dtypes("category").columns
    words = {name: frame[name].cat.reorder_categories(sorted(frame[name].cat.categories)) for name in few}
    return frame.assign(**words).sort_values(list(frame.columns)).reset_index(drop=True)


def test_an_empty_database_and_one_of_another_course_are_told_apart(address, both, monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_GRADEBOOK", address.replace("/grades?", "/postgres?"))
    empty = Course(tmp_path, tmp_path / "build")
    gradebook_frames.require_ours(empty)
    assert gradebook_frames.handed_in(empty).empty and gradebook_frames.cells(empty, "chapter-01").empty
    monkeypatch.setenv("COURSE_GRADEBOOK", address)
    monkeypatch.setattr(gradebook_frames, "COURSE_ID", "another")
    with pytest.raises(NoGradebook, match="belongs to the course .*, and this one is another"):
        gradebook_frames.require_ours(both[1])
