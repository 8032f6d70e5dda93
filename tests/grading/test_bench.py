import pytest

from grading.bench import bench
from grading.errors import CourseError
from grading.timing import OURS, environment


def test_what_points_at_the_course_that_is_here_does_not_reach_the_clone():
    inherited = {**dict.fromkeys(OURS, "/here"), "LANG": "C"}
    assert {"COURSE_BUILD", "COURSE_GRADEBOOK", "COURSE_EXCHANGE", "CXLAB_TABLES"} <= OURS
    assert environment(inherited, {"COURSE_BUILD": "/clone"}) == {"LANG": "C", "COURSE_BUILD": "/clone"}


def test_a_missing_folder_for_the_figures_is_said_before_anything_is_measured(course, tmp_path):
    with pytest.raises(CourseError, match="The folder of .*figures.json does not exist. Make it first"):
        bench(course, "up", tmp_path / "none" / "figures.json")
