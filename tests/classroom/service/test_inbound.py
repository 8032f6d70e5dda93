from classroom.service import inbound
from classroom.service.inbound import Inbound
from grading.course import Course
from grading.settings import COURSE_ID


def test_a_hand_in_shows_before_it_is_collected_and_the_newest_counts(tmp_path, monkeypatch):
    monkeypatch.setattr(inbound, "SECONDS", 0.0)
    course = Course(tmp_path, tmp_path / "build")
    folder = course.build / "exchange" / COURSE_ID / "inbound"
    there = Inbound(course)
    assert there.of("ann") == {}
    for name in (
        "ann+alpha+2026-09-07 12:00:00.000001 UTC+abc",
        "ann+alpha+2026-09-08 12:00:00 UTC",
        "a+b@example.org+beta+2026-09-08 12:00:00 UTC+x",
        "no name at all",
        "ben+alpha+2026-99-99 12:00:00 UTC",
    ):
        (folder / name).mkdir(parents=True)
    assert there.of("ann") == {"alpha": "2026-09-08T12:00:00+00:00"}
    assert there.of("a+b@example.org") == {"beta": "2026-09-08T12:00:00+00:00"}
    assert there.of("ben") == {"alpha": ""} and there.of("nobody") == {}
