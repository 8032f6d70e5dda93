"""The class of the benchmark `soak`, in small: 60 learners, and every odd hand-in once."""

import pytest

from grading import bench_soak
from grading.errors import CourseError
from grading.odd_hand_ins import GRADED, REJECTED, Odd, all_kinds
from grading.settings import Limits

LIMITS = Limits(seconds_per_cell=2, seconds_per_submission=8)


def test_there_are_forty_kinds_and_each_has_a_name_of_its_own():
    kinds = all_kinds()
    assert len(kinds) == len({kind.name for kind in kinds}) == 40
    assert {kind.verdict for kind in kinds} == {GRADED, REJECTED}


def test_nobody_is_lost_and_each_odd_hand_in_is_named(course, tmp_path):
    held = bench_soak.held(course, tmp_path / "soak", 60, all_kinds(), LIMITS)
    bench_soak.require(held)
    counts = held.made.counts
    assert counts["collected"] == 60 == counts["graded"] + counts["rejected"] + counts["failed"] + counts["missing"]
    assert (counts["missing"], held.made.status) == (0, 2)
    assert all(f"{learner}, alpha: " in held.made.text() for learner in held.odd)
    assert len(held.done) == len(held.results) and held.disk > 0


def test_one_that_comes_out_otherwise_than_declared_is_a_failure_of_the_benchmark(course, tmp_path):
    wrong = Odd("right after all", REJECTED)
    with pytest.raises(CourseError, match="right after all: graded instead of rejected"):
        bench_soak.require(bench_soak.held(course, tmp_path / "soak", 4, [wrong], LIMITS))
