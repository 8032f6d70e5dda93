"""Each module of cases is one class of learners, graded together."""

import shutil

import pytest

from grading.course import Course
from grading.settings import Limits
from tests.grading.cases.lab import write_course
from tests.grading.cases.trial import Trial

LIMITS = Limits(seconds_per_cell=8, seconds_per_submission=40)


@pytest.fixture(scope="session")
def released_lab(tmp_path_factory):
    """The lab's course, made once; every class gets a copy."""
    return write_course(tmp_path_factory.mktemp("lab"))


@pytest.fixture(scope="module")
def lab(released_lab, tmp_path_factory):
    """A copy of the lab's course for one class."""
    root = tmp_path_factory.mktemp("class") / "course"
    shutil.copytree(released_lab.root, root)
    return Course(root=root, build=root / "build")


@pytest.fixture(scope="module")
def trial(request, lab, wall):
    """The class of this module's CASES, within its LIMITS and with as many WORKERS if it says so."""
    module = request.module
    return Trial(lab, module.CASES, wall, getattr(module, "LIMITS", LIMITS), getattr(module, "WORKERS", 2))
