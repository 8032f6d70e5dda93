"""The benchmarks read who was graded twice from what the watcher itself says."""

import pytest

from classroom.on_submit.bench_said import graded_twice
from classroom.on_submit.run import _timed
from classroom.on_submit.telling import Telling
from grading.errors import CourseError
from grading.model import Result, State


def result(learner_id, slug="alpha", state=State.GRADED):
    return Result(learner_id, slug, state)


def test_whoever_is_graded_again_counts_once_and_others_do_not(tmp_path):
    log = tmp_path / "watch.log"
    with log.open("w") as file:
        telling = Telling(None, _timed(lambda line: print(line, file=file)))
        for one in ("ann", "ben", "ann", "ann", "chi"):
            telling.entered(result(one))
        telling.entered(result("ben", "beta"))
        telling.entered(result("chi", state=State.FAILED))
    assert graded_twice(log, "alpha") == 1


def test_a_log_that_tells_of_nobody_says_nothing_about_grading_twice(tmp_path):
    log = tmp_path / "watch.log"
    log.write_text("12:00:00 Watching\n")
    with pytest.raises(CourseError, match="tells of nobody"):
        graded_twice(log, "alpha")
