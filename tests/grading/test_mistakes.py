import pytest
import yaml

from grading.errors import BadSource
from grading.mistakes import mistake_values
from grading.sandbox import find_wall


@pytest.fixture(scope="module")
def wall():
    return find_wall()


def change(course, edit):
    path = course.source("alpha").with_name("mistakes.yml")
    data = yaml.safe_load(path.read_text("utf8"))
    edit(data["questions"])
    path.write_text(yaml.safe_dump(data, sort_keys=False), "utf8")


def test_hints_hold_the_values_that_the_wrong_answers_give(course, wall):
    questions = mistake_values(course, "alpha", wall)["questions"]
    assert [mistake["value"] for mistake in questions["late-share"]["mistakes"]] == [0.175, 82.5]
    assert [mistake["code"] for mistake in questions["owner"]["mistakes"]] == ["M03", "M04"]


def test_hints_say_whether_a_number_is_asked_for_and_in_which_range(course, wall):
    questions = mistake_values(course, "alpha", wall)["questions"]
    assert (questions["late-share"]["expects"], questions["late-share"]["range"]) == ("number", [0, 100])
    assert questions["owner"]["expects"] == "other"


def test_the_right_value_stands_nowhere_in_the_hints(course, wall):
    assert "17.5" not in str(mistake_values(course, "alpha", wall)["questions"]["late-share"])


def test_a_mistake_with_nearly_the_right_value_is_refused(course, wall):
    change(course, lambda questions: questions["late-share"]["mistakes"][0].update(source="share = 17.56\n"))
    with pytest.raises(BadSource, match="late-share: mistake M01 gives nearly the right value"):
        mistake_values(course, "alpha", wall)


def test_two_mistakes_with_one_value_are_refused(course, wall):
    change(course, lambda questions: questions["owner"]["mistakes"][1].update(source="owner = 'IT'\n"))
    with pytest.raises(BadSource, match="owner: mistakes M03 and M04 give the same value"):
        mistake_values(course, "alpha", wall)


def test_an_answer_that_does_not_run_is_refused_with_its_question(course, wall):
    change(course, lambda questions: questions["owner"]["mistakes"][0].update(source="owner = nobody\n"))
    with pytest.raises(BadSource, match="the probe of owner gave no value"):
        mistake_values(course, "alpha", wall)
