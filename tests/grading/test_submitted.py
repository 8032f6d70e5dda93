"""The folder of submitted work: what is there already when work comes in again."""

import os
from datetime import timedelta

import pytest

from grading import intake
from grading.errors import Rejected
from grading.ipynb import raw
from grading.outcomes import Became
from tests.grading.handed_in import NINE, SLUG, one, put, taken, told


@pytest.fixture
def drop(tmp_path):
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


class TestAgain:
    def test_the_same_content_is_unchanged_even_with_a_new_time(self, course, drop):
        path = put(drop / "ann" / "alpha.ipynb")
        intake.collect_folder(course, SLUG, drop)
        put(path, at=NINE + timedelta(days=1))
        assert told(intake.collect_folder(course, SLUG, drop)) == {"ann": "unchanged"}
        assert one(intake.submissions(course)).received_at == NINE.isoformat()

    def test_newer_work_replaces_older_work_which_is_kept(self, course, drop):
        path = put(drop / "ann" / "alpha.ipynb", b"old")
        intake.collect_folder(course, SLUG, drop)
        put(path, b"new", NINE + timedelta(hours=1))
        assert "It replaces an earlier version" in one(intake.collect_folder(course, SLUG, drop)).sentence
        assert taken(course, "ann") == b"new"
        kept = course.build / "submitted-earlier/ann/alpha/20260302T090000000000"
        assert (kept / "alpha.ipynb").read_bytes() == b"old"
        assert (kept / "timestamp.txt").read_text().startswith("2026-03-02 09:00")

    def test_every_earlier_version_is_kept_even_at_the_same_second(self, course, drop):
        for content in (b"1", b"2", b"3", b"4"):
            put(drop / "ann" / "alpha.ipynb", content)
            intake.collect_folder(course, SLUG, drop)
        kept = sorted(path.read_bytes() for path in (course.build / "submitted-earlier").rglob("alpha.ipynb"))
        assert (kept, taken(course, "ann")) == ([b"1", b"2", b"3"], b"4")

    def test_older_work_does_not_replace_newer_work(self, course, drop):
        path = put(drop / "ann" / "alpha.ipynb", b"new")
        intake.collect_folder(course, SLUG, drop)
        put(path, b"old", NINE - timedelta(hours=1))
        outcome = one(intake.collect_folder(course, SLUG, drop))
        assert outcome.became is Became.UNCHANGED and "older version" in outcome.sentence
        assert taken(course, "ann") == b"new"

    def test_of_two_files_for_one_learner_the_newest_is_taken_and_the_other_named(self, course, drop):
        put(drop / "ann" / "alpha.ipynb", b"old")
        put(drop / "ann.ipynb", b"new", NINE + timedelta(hours=1))
        outcome = one(intake.collect_folder(course, SLUG, drop))
        assert outcome.origin == "ann.ipynb" and "Left aside: ann/alpha.ipynb" in outcome.sentence
        assert taken(course, "ann") == b"new"


class TestStrangeThings:
    """What lies in the folder of submitted work is ours; if something else got there, it is refused by its name."""

    @pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/dev/zero")])
    def test_what_is_no_file_is_listed_and_refused_when_it_is_read(self, course, make):
        place = course.submitted / "ann" / "alpha" / "alpha.ipynb"
        place.parent.mkdir(parents=True)
        make(place)
        with pytest.raises(Rejected, match="alpha.ipynb is (a link|not an ordinary file)"):
            raw(one(intake.submissions(course)).notebook)

    @pytest.mark.parametrize("name", ["ann", "ann/alpha"])
    def test_a_folder_that_is_a_link_is_never_followed(self, course, name):
        elsewhere = course.root / "elsewhere"
        put(elsewhere / "alpha" / "alpha.ipynb")
        link = course.submitted / name
        link.parent.mkdir(parents=True)
        link.symlink_to(elsewhere / "alpha" if "/" in name else elsewhere)
        with pytest.raises(Rejected, match="is a link to another file"):
            raw(one(intake.submissions(course)).notebook)

    def test_a_link_in_the_place_of_earlier_work_is_not_followed_when_work_comes_in_again(self, course, drop):
        put(drop / "ann" / "alpha.ipynb", b"new")
        place = course.submitted / "ann" / "alpha" / "alpha.ipynb"
        place.parent.mkdir(parents=True)
        place.symlink_to(course.roster)
        outcome = one(intake.collect_folder(course, SLUG, drop))
        assert outcome.refused and "is a link" in outcome.sentence
        assert not (course.build / "submitted-earlier").exists() and course.roster.read_text().startswith("learner_id")

    @pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/dev/zero")])
    def test_a_time_that_is_no_file_counts_as_not_known(self, course, drop, make):
        put(drop / "ann" / "alpha.ipynb")
        intake.collect_folder(course, SLUG, drop)
        timestamp = course.submitted / "ann" / "alpha" / "timestamp.txt"
        timestamp.unlink()
        make(timestamp)
        assert one(intake.submissions(course)).received_at == ""
