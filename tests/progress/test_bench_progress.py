"""The benchmark `progress`, in small: it runs to its end, and its figures can be."""

import json

import pytest

from grading.bench import bench
from grading.course import Course
from grading.errors import CourseError
from progress import bench_progress
from progress.bench_change import change
from progress.bench_cohort import make_cohort, make_course
from progress.bench_part import NOW
from progress.facts import gather


@pytest.fixture(scope="module")
def figures(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bench")
    return bench_progress.measure(Course(), folder, learners=12, exercises=3, questions=2, browser=False, patience=0.1)


def test_every_part_is_measured(figures):
    seconds = [value for name, value in figures.items() if name.endswith("(s)")]
    assert len(seconds) > 12
    assert all(value > 0 for value in seconds)


def test_it_makes_the_cohort_it_says(figures):
    assert "make 12 learners × 3 exercises × 2 questions (s)" in figures
    assert 24 <= figures["hand-ins"] <= 36


def test_everybody_has_two_pages_and_there_are_pages_about_all(figures):
    assert "24 pages about people, without reading (s)" in figures
    assert figures["pages made"] >= 24 + 5
    assert figures["files"] == figures["pages made"]
    assert 0.01 < figures["largest page (MB)"] < 6


def test_after_a_change_not_all_pages_are_made_anew(figures):
    assert 0 < figures["pages made then"] < figures["pages made"]


def test_memory_is_that_of_a_process_with_pandas(figures):
    memory = [value for name, value in figures.items() if name.endswith("(MB)") and "memory" in name]
    assert len(memory) == 4
    assert all(50 < value < 2000 for value in memory)


def test_nbgrader_is_measured_beside_it(figures):
    assert figures["`nbgrader export` / ours, CPU for a row"] > 0
    assert figures["`Gradebook.student_dicts` / ours, CPU for a row"] > 0


def test_a_change_is_seen_in_the_gradebook_and_in_what_is_kept(tmp_path):
    course = make_course(tmp_path, 2, 2)
    make_cohort(course, 10, stop=0.0, failed=0.0)
    before = gather(course, NOW).work
    assert change(course, 0.2) == 4
    after = gather(course, NOW).work
    assert (before["received"] != after["received"]).sum() == 4
    assert (before["points"].fillna(-1) != after["points"].fillna(-1)).sum() >= 1


def test_the_verb_knows_the_benchmarks_of_other_rooms_too(tmp_path):
    file = tmp_path / "figures.json"
    said = bench(Course(), "small", file, {"small": lambda course, folder: {"a figure": 1.5}})
    assert said.split() == ["a", "figure", "1.50"]
    assert json.loads(file.read_text("utf8"))["figures"] == {"a figure": 1.5}
    with pytest.raises(CourseError, match="The benchmarks are: up, .*, small"):
        bench(Course(), "none", None, {"small": lambda course, folder: {}})
