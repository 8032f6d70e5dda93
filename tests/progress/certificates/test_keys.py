import pytest

from grading.course import Course
from grading.errors import CourseError
from progress.certificates.keys import badge_key, badge_key_file


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path / "course", tmp_path / "build")


def test_the_key_is_made_once_for_its_owner_only_beside_the_courses_key(course):
    first = badge_key(course).get_pub_key_pem()
    path = badge_key_file(course)
    assert path == course.build / "certificates.key"
    assert path.stat().st_mode & 0o777 == 0o600
    assert badge_key(course).get_pub_key_pem() == first
    assert [one.name for one in course.build.iterdir()] == ["certificates.key"]


def test_it_lies_where_the_courses_key_lies(course, monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_KEY", str(tmp_path / "vault" / "course.key"))
    badge_key(course)
    assert (tmp_path / "vault" / "certificates.key").exists()


def test_a_key_that_others_can_read_is_closed(course):
    badge_key(course)
    badge_key_file(course).chmod(0o644)
    badge_key(course)
    assert badge_key_file(course).stat().st_mode & 0o777 == 0o600


def test_a_damaged_key_ends_in_a_sentence_and_stays(course):
    badge_key(course)
    badge_key_file(course).write_text("not a key")
    with pytest.raises(CourseError, match="cannot be used: it is damaged. Bring it back from a backup"):
        badge_key(course)
    assert badge_key_file(course).read_text() == "not a key"


def test_verifying_makes_no_key(course):
    with pytest.raises(CourseError, match="There is no key of certificates at"):
        badge_key(course, make=False)
    assert not badge_key_file(course).exists()
