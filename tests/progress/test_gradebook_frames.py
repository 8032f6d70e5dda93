"""Points, penalties and dates as nbgrader itself gives them, for gradebooks filled at random."""

import csv
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins.export import CsvExportPlugin

from grading.course import Course
from grading.settings import COURSE_ID
from progress.errors import NoGradebook
from progress.facts import gather
from progress.gradebook_frames import (
    CELLS,
    HANDED_IN,
    cells,
    due_dates,
    handed_in,
    max_points,
    require_ours,
    with_points,
)
from tests.progress import random_gradebook

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return random_gradebook.make(tmp_path_factory.mktemp("random"))


@pytest.fixture
def own(course, tmp_path):
    """The course with a copy of its gradebook that a test may change."""
    shutil.copytree(course.build, tmp_path / "build")
    return Course(course.root, tmp_path / "build")


@pytest.fixture(scope="module")
def pairs(course):
    """(learner, exercise) → nbgrader's own numbers."""
    found = {}
    with Gradebook(course.gradebook_url, COURSE_ID) as book:
        for slug in course.slugs:
            for one in book.assignment_submissions(slug):
                numbers = (one.score, one.max_score, one.late_submission_penalty, one.needs_manual_grade)
                due = slug_due + (one.extension or timedelta()) if (slug_due := one.assignment.duedate) else None
                found[one.student.id, slug] = (*numbers, one.timestamp, due, len(one.notebooks))
    return found


@pytest.fixture(scope="module")
def work(course):
    return gather(course, NOW).work.set_index(["learner_id", "exercise"])


def test_scores_and_what_still_has_to_be_marked_are_nbgraders(pairs, work):
    graded = 0
    for pair, (score, most, penalty, review, _, _, notebooks) in pairs.items():
        row = work.loc[pair]
        if not notebooks:
            assert row["state"] == "submitted" and pd.isna(row["points"]) and score == 0, pair
            continue
        assert row["state"] == "graded"
        assert row["points"] == pytest.approx(max(0.0, score - penalty)), pair
        assert (row["max_points"], row["penalty"]) == (pytest.approx(most), pytest.approx(penalty)), pair
        assert row["needs_marking"] == review, pair
        graded += 1
    assert graded > 15 and (work["penalty"] > 0).any() and (work["percent"] > 100).any()


def test_whoever_handed_nothing_in_has_no_points_where_nbgrader_gives_0(course, pairs, work):
    nobody = [pair for pair in work.index if pair not in pairs]
    assert nobody and work.loc[nobody, "points"].isna().all()
    assert set(work.loc[nobody, "state"]) == {"not started"}
    with Gradebook(course.gradebook_url, COURSE_ID) as book, pytest.raises(MissingEntry):
        book.find_submission(nobody[0][1], nobody[0][0])


def test_the_points_are_those_that_nbgrader_exports(course, work, tmp_path):
    plugin = CsvExportPlugin()
    plugin.to = str(tmp_path / "grades.csv")
    with Gradebook(course.gradebook_url, COURSE_ID) as book:
        plugin.export(book)
    with open(plugin.to, encoding="utf8") as file:
        exported = {(row["student_id"], row["assignment"]): row for row in csv.DictReader(file)}
    assert exported.keys() == set(work.index)
    for pair, row in exported.items():
        ours = work.loc[pair]
        assert float(row["score"]) == pytest.approx(0 if pd.isna(ours["points"]) else ours["points"]), pair
        assert float(row["late_submission_penalty"]) == pytest.approx(ours["penalty"]) or pd.isna(ours["points"])


def test_times_and_extended_dates_are_the_gradebooks(pairs, work):
    for pair, (*_, received, due, _) in pairs.items():
        row = work.loc[pair]
        assert row["received"] == pd.Timestamp(received, tz="UTC"), pair
        assert pd.isna(row["due"]) if due is None else row["due"] == pd.Timestamp(due, tz="UTC"), pair
        assert row["late"] == (due is not None and received > due), pair


def test_answers_add_up_to_the_score_before_the_penalty(course, pairs):
    for slug, rows in gather(course, NOW).answers.items():
        sums = rows.groupby("learner_id", observed=True)["points"].sum()
        most = rows.groupby("learner_id", observed=True)["max_points"].sum()
        assert len(sums) and set(rows["qid"]) == {"q1", "q2", "reflection", "task"}
        for learner_id in sums.index:
            score, whole = pairs[learner_id, slug][:2]
            assert (sums[learner_id], most[learner_id]) == (pytest.approx(score), pytest.approx(whole))


def test_each_cell_has_nbgraders_score_of_it(course):
    with Gradebook(course.gradebook_url, COURSE_ID) as book:
        theirs = sorted(
            (one.student.id, grade.name, grade.score, grade.max_score)
            for one in book.assignment_submissions("chapter-02")
            for notebook in one.notebooks
            for grade in notebook.grades
        )
    frame = cells(course, "chapter-02")
    assert tuple(frame.columns) == CELLS
    ours = with_points(frame)[["learner_id", "cell", "points", "max_points"]]
    assert sorted(ours.itertuples(index=False, name=None)) == theirs


def test_a_question_that_came_after_somebody_was_graded_counts_in_what_can_be_reached(own):
    with Gradebook(own.gradebook_url, COURSE_ID) as book:
        book.add_grade_cell("q3-check", "chapter-01", "chapter-01", cell_type="code", max_score=7.0)
        theirs = {one.student.id: one.max_score for one in book.assignment_submissions("chapter-01")}
    rows = gather(own, NOW).work.query("exercise == 'chapter-01' and state == 'graded'").set_index("learner_id")
    assert len(rows) and rows["max_points"].to_dict() == pytest.approx({one: theirs[one] for one in rows.index})


def test_points_that_nobody_gave_wait_for_a_mark_whatever_the_flag_says(own):
    with Gradebook(own.gradebook_url, COURSE_ID) as book:
        grade = next(one for one in book.assignment_submissions("chapter-01") if one.notebooks).notebooks[0].grades[0]
        grade.auto_score = grade.manual_score = None
        grade.needs_manual_grade = False
        book.db.commit()
        who, name = grade.student.id, grade.name
    row = with_points(cells(own, "chapter-01")).set_index(["learner_id", "cell"]).loc[(who, name)]
    assert (row["points"], row["marked"], row["review"]) == (0, False, False)
    work = gather(own, NOW).work.set_index(["learner_id", "exercise"]).loc[(who, "chapter-01")]
    assert work["needs_marking"] and work["marked_max"] <= work["max_points"] - row["max_points"]


def test_where_there_is_no_gradebook_there_is_nothing(tmp_path):
    course = Course(tmp_path, tmp_path / "build")
    assert cells(course, "alpha").empty and tuple(cells(course, "alpha").columns) == CELLS
    assert handed_in(course).empty and tuple(handed_in(course).columns) == HANDED_IN
    assert (due_dates(course), max_points(course)) == ({}, {})
    require_ours(course)
    assert not list(tmp_path.iterdir())


def test_the_gradebook_of_another_course_is_refused_by_name(own):
    with sqlite3.connect(own.build / "gradebook.db") as database:
        database.execute("UPDATE assignment SET course_id = 'cx-2025'")
    with pytest.raises(NoGradebook, match="belongs to the course cx-2025, and this one is"):
        require_ours(own)


def test_numbers_stay_numbers_where_nobody_gave_points_at_all(own):
    with sqlite3.connect(own.build / "gradebook.db") as database:
        database.execute("UPDATE grade SET auto_score = NULL, manual_score = NULL, extra_credit = NULL")
        database.execute("UPDATE submitted_notebook SET late_submission_penalty = NULL")
        database.execute("UPDATE submitted_assignment SET timestamp = NULL")
    frame = with_points(cells(own, "chapter-01"))
    assert (frame["points"] == 0).all() and not frame["marked"].any() and frame["points"].dtype == np.float64
    assert (handed_in(own)["penalty"] == 0).all() and handed_in(own)["received"].isna().all()
    rows = gather(own, NOW).work
    assert rows["received"].isna().all() and set(rows["state"]) <= {"graded", "submitted", "not started"}
