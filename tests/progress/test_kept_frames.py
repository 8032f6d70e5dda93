import json
import os

import pytest

from grading.course import Course
from progress.kept_frames import KEPT, WAITING, kept, waiting

RESULT = {"state": "graded", "reason": "", "received_at": "2026-02-01T12:00:00+00:00", "cells": []}


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path / "course", tmp_path / "build")


@pytest.fixture
def keep(course):
    """A function: learner and what is other than usual → the file of a result of `alpha`."""

    def keep(learner_id, **more):
        place = course.results / "alpha" / f"{learner_id}.json"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps({**RESULT, **more}), "utf8")
        return place

    return keep


@pytest.fixture
def hand_in(course):
    """A function: learner, exercise and the text of the time's file (None: no such file) → the folder."""

    def hand_in(learner_id, slug="alpha", text="2026-02-01 12:00:00.000000 UTC", notebook=True):
        folder = course.submitted / learner_id / slug
        folder.mkdir(parents=True, exist_ok=True)
        if notebook:
            (folder / f"{slug}.ipynb").write_text("{}")
        if text is not None:
            (folder / "timestamp.txt").write_text(text)
        return folder

    return hand_in


def swapped(path, old, new):
    """Change a file behind the back of whoever looks at its time and size only."""
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(old, new))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size


def memory(course, name="results-alpha"):
    return course.build / "progress-seen" / f"{name}.json"


def test_a_course_without_results_and_work_has_none_and_nothing_is_written(course):
    assert kept(course, "alpha").empty and tuple(kept(course, "alpha").columns) == KEPT
    assert waiting(course).empty and tuple(waiting(course).columns) == WAITING
    assert not course.build.exists()


def test_a_result_tells_state_reason_time_and_the_mistakes_that_were_recognised(course, keep):
    cells = [{"grade_id": "q1-check", "mistake": "M01"}, {"grade_id": "q2-check", "mistake": ""}, {"grade_id": "memo"}]
    keep("ann", cells=cells)
    keep("ben", state="grading failed", reason="It is not a notebook.")
    for _ in range(2):  # read, and remembered
        assert kept(course, "alpha").values.tolist() == [
            ["ann", "graded", "", RESULT["received_at"], {"q1-check": "M01"}],
            ["ben", "grading failed", "It is not a notebook.", RESULT["received_at"], {}],
        ]
    assert kept(course, "beta").empty


def test_only_changed_files_are_read_again(course, keep):
    ann, ben = keep("ann"), keep("ben")
    kept(course, "alpha")
    swapped(ann, b"graded", b"GRADED")
    swapped(ben, b"graded", b"GRADED")
    os.utime(ben)
    assert kept(course, "alpha")["state"].tolist() == ["graded", "GRADED"]


def test_without_a_change_what_was_seen_is_not_written_again_and_it_is_for_its_owner_only(course, keep):
    keep("ann")
    kept(course, "alpha")
    before = memory(course).stat()
    kept(course, "alpha")
    assert memory(course).stat().st_mtime_ns == before.st_mtime_ns
    assert before.st_mode & 0o077 == 0 and memory(course).parent.stat().st_mode & 0o077 == 0


def test_a_result_that_is_gone_is_forgotten(course, keep):
    keep("ann")
    gone = keep("ben")
    assert len(kept(course, "alpha")) == 2
    gone.unlink()
    assert kept(course, "alpha")["learner_id"].tolist() == ["ann"]
    assert "ben" not in memory(course).read_text()


@pytest.mark.parametrize("text", ["", "{", "[]", '"graded"', '{"state": "graded"}', '{"cells": 3}', "\x00\xff"])
def test_a_damaged_result_counts_as_none_until_it_is_mended(course, keep, text):
    keep("ann")
    path = keep("ben")
    path.write_text(text, "latin-1")
    for _ in range(2):
        assert kept(course, "alpha")["learner_id"].tolist() == ["ann"]
    keep("ben", reason="mended")
    assert kept(course, "alpha")["learner_id"].tolist() == ["ann", "ben"]


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"layout": 2}', '{"layout": 2, "files": 7}', '{"layout": 0, "files": {}}', "\x00\xff"],
)
def test_when_what_was_seen_is_damaged_or_of_another_layout_everything_is_read_anew(course, keep, text):
    path = keep("ann")
    kept(course, "alpha")
    swapped(path, b"graded", b"GRADED")
    memory(course).write_text(text, "latin-1")
    assert kept(course, "alpha")["state"].tolist() == ["GRADED"]
    assert json.loads(memory(course).read_text())["files"]


def test_files_of_other_kinds_are_no_results(course, keep):
    folder = keep("ann").parent
    for name in (".ann.json.tmp", ".hidden.json", "notes.txt"):
        (folder / name).write_text("{}")
    assert kept(course, "alpha")["learner_id"].tolist() == ["ann"]


def test_work_waits_with_its_time(course, hand_in):
    hand_in("ann", text="2026-02-01 12:00:00.250000 UTC\n")
    hand_in("ann", "beta")
    hand_in("ben")
    for _ in range(2):
        assert waiting(course).values.tolist() == [
            ["alpha", "ann", "2026-02-01 12:00:00.250000+00:00"],
            ["beta", "ann", "2026-02-01 12:00:00.000000+00:00"],
            ["alpha", "ben", "2026-02-01 12:00:00.000000+00:00"],
        ]


def test_work_without_a_time_waits_too_and_a_folder_without_work_does_not(course, hand_in):
    folder = hand_in("ann", text=None)
    hand_in("ben", text=None, notebook=False)
    (course.submitted / "notes.txt").write_text("")
    assert waiting(course).values.tolist() == [["alpha", "ann", ""]]
    (folder / "timestamp.txt").write_text("2026-02-03 12:00:00.000000 UTC")
    assert waiting(course)["received"].tolist() == ["2026-02-03 12:00:00.000000+00:00"]
    (folder / "timestamp.txt").write_bytes(b"\xff\xfe")
    assert waiting(course)["received"].tolist() == [""]


def test_a_newer_hand_in_is_seen(course, hand_in):
    hand_in("ann")
    waiting(course)
    hand_in("ann", text="2026-02-05 12:00:00.000000 UTC")
    assert waiting(course)["received"].tolist() == ["2026-02-05 12:00:00.000000+00:00"]


def test_links_in_the_folder_of_submitted_work_are_not_followed(course, hand_in, tmp_path):
    hand_in("ann")
    (course.submitted / "ben").symlink_to(course.submitted / "ann")
    (course.submitted / "ann" / "beta").symlink_to(tmp_path)
    assert waiting(course)[["learner_id", "exercise"]].values.tolist() == [["ann", "alpha"]]
