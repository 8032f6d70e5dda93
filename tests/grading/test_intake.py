import pytest

from grading import intake
from grading.errors import BadRoster, Rejected, UnknownExercise
from tests.grading.handed_in import SLUG


@pytest.fixture
def drop(tmp_path):
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


@pytest.fixture
def parcel(tmp_path):
    return tmp_path / "drop.zip"


class TestWrongWords:
    def test_an_unknown_exercise_is_refused_before_anything_is_read(self, course, drop):
        with pytest.raises(UnknownExercise, match="Did you mean alpha"):
            intake.collect(course, "alpah", folder=drop)
        assert not course.submitted.exists()

    def test_a_missing_folder_archive_or_roster_is_said_so(self, course, drop, parcel):
        with pytest.raises(Rejected, match="There is no folder"):
            intake.collect(course, SLUG, folder=drop / "none")
        with pytest.raises(Rejected, match="is a file, not a folder"):
            intake.collect(course, SLUG, folder=course.roster)
        with pytest.raises(Rejected, match="There is no archive"):
            intake.collect(course, SLUG, archive=parcel)
        course.roster.unlink()
        with pytest.raises(BadRoster, match="There is no roster"):
            intake.collect(course, SLUG, folder=drop)
