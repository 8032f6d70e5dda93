"""By how many percent a typical mistake moves a number."""

from grading.shifts import put_down, read, shifts, stale


def test_only_numbers_are_compared_and_none_with_nothing(course):
    spec = course.spec("alpha")
    wrong = {
        "late-share": [{"code": "M02", "value": 35.0}, {"code": "M01", "value": 0.175}, {"code": "M02", "value": 7}],
        "owner": [{"code": "M03", "value": "it"}],
    }
    assert shifts(spec, {"late-share": 17.5, "owner": "operations"}, wrong) == {"M01": [99], "M02": [60, 100]}
    assert shifts(spec, {"late-share": 0, "owner": "operations"}, wrong) == {}
    assert shifts(spec, {"late-share": -10}, {"late-share": [{"code": "M34", "value": 10}]}) == {"M34": [200]}


def test_what_is_written_down_is_read_again_and_forgets_exercises_that_are_gone(course):
    (course.root / "book").mkdir()
    put_down(course, {"alpha": {"M01": [99]}, "gone": {"M01": [1]}})
    assert read(course) == {"alpha": {"M01": [99]}}
    assert stale(course, {"alpha": {"M01": [99]}, "beta": {"M02": [3]}}) == ["beta"]
