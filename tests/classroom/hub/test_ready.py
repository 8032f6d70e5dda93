"""What has to be there before a classroom opens."""

import shutil

import pytest

from classroom.hub.ready import NO_BOOK, NO_ROSTER, NOTHING_RELEASED, learners, missing, open_exchange
from grading.course import HOME, Course
from grading.errors import BadRoster
from grading.settings import COURSE_ID

SLUG = "operations"


@pytest.fixture
def course(tmp_path):
    return Course(HOME, tmp_path / "build")


def release(course, text="{}"):
    folder = course.release / SLUG
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{SLUG}.ipynb").write_text(text)
    (folder / "hints.json").write_text("{}")
    return course.build / "exchange" / COURSE_ID / "outbound" / SLUG


def test_without_a_roster_it_says_how_to_get_one(course):
    with pytest.raises(BadRoster, match="Run: python3 course.py roster") as said:
        learners(course)
    assert str(said.value) == NO_ROSTER


def test_what_learners_would_look_for_in_vain_is_named(course):
    assert missing(course) == [NOTHING_RELEASED, NO_BOOK]
    release(course)
    course.site.mkdir()
    (course.site / "index.html").write_text("")
    assert missing(course) == []


def test_what_was_released_is_put_where_learners_fetch_it(course):
    place = release(course)
    assert open_exchange(course) == []
    assert sorted(path.name for path in place.iterdir()) == ["hints.json", f"{SLUG}.ipynb"]


def test_what_is_there_already_is_left_alone_and_what_changed_is_put_there_anew(course):
    place = release(course)
    open_exchange(course)
    before = place.stat().st_ino
    open_exchange(course)
    assert place.stat().st_ino == before
    release(course, '{"new": true}')
    open_exchange(course)
    assert (place / f"{SLUG}.ipynb").read_text() == '{"new": true}'


def test_one_that_cannot_be_published_is_a_sentence(course, monkeypatch):
    place = release(course)
    open_exchange(course)
    shutil.rmtree(place)
    place.parent.rmdir()
    place.parent.write_text("a file where a folder should be")
    assert [sentence.split(":")[0] for sentence in open_exchange(course)] == [SLUG]
