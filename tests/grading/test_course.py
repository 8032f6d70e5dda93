import pytest
import yaml

from grading.errors import BadSource


def declare(course, content):
    course.source("alpha").with_name("mistakes.yml").write_text(content, "utf8")


def change(course, place, key, value):
    """Set `key` of the declaration (place ""), of the question late-share, or of its first mistake; None deletes."""
    data = yaml.safe_load(course.source("alpha").with_name("mistakes.yml").read_text("utf8"))
    question = data["questions"]["late-share"]
    {"": data, "question": question, "mistake": question["mistakes"][0]}[place][key] = value
    declare(course, yaml.safe_dump(data))


def test_a_declaration_becomes_a_record(course):
    spec = course.spec("alpha")
    assert [question.qid for question in spec.questions] == ["late-share", "owner"]
    assert (spec.questions[0].low, spec.questions[0].high, spec.questions[1].low) == (0, 100, None)
    assert (spec.questions[0].tolerance, spec.questions[0].mistakes[0].points) == (0.05, 1.0)


@pytest.mark.parametrize(
    ("place", "key", "value", "sentence"),
    [
        ("", "questions", [], "mistakes.yml of alpha: questions must be names with values, and it is []."),
        ("", "minutes", "many", "mistakes.yml of alpha: minutes must be a whole number, and it is 'many'."),
        ("", "title", None, "mistakes.yml of alpha: title is missing."),
        ("question", "range", 5, "question late-share: range must be two numbers, such as [0, 100], and it is 5."),
        ("question", "range", [0, "x"], "range must be two numbers, such as [0, 100], and it is [0, 'x']."),
        ("question", "tolerance", "small", "question late-share: tolerance must be a number, and it is 'small'."),
        ("question", "alternatives", "share = 1", "question late-share: alternatives must be a list, and it is"),
        ("question", "alternatives", [17.5], "late-share: alternatives must be a list of texts, and it is [17.5]."),
        ("question", "mistakes", ["x"], "late-share: mistake 1: there must be names with values, such as code, and"),
        ("mistake", "points", "zero", "question late-share: mistake 1: points must be a number, and it is 'zero'."),
        ("mistake", "points", True, "question late-share: mistake 1: points must be a number, and it is True."),
        ("mistake", "hint", None, "question late-share: mistake 1: hint is missing."),
    ],
)
def test_a_wrong_value_is_named_with_its_question_and_its_key(course, place, key, value, sentence):
    change(course, place, key, value)
    with pytest.raises(BadSource) as caught:
        course.spec("alpha")
    assert sentence in str(caught.value) and str(caught.value).startswith("mistakes.yml of alpha: ")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "there must be names with values, such as questions, and there is None"),
        ("- 1\n", "there must be names with values, such as questions, and there is [1]"),
        ("title: [", "is not readable as YAML"),
        ("title: 2026-13-45", "is not readable as YAML"),
    ],
)
def test_a_file_that_declares_nothing_is_named(course, content, sentence):
    declare(course, content)
    with pytest.raises(BadSource) as caught:
        course.spec("alpha")
    assert str(caught.value).startswith("mistakes.yml of alpha") and sentence in str(caught.value)


def test_a_missing_declaration_is_named_with_where_to_read_on(course):
    course.source("alpha").with_name("mistakes.yml").unlink()
    with pytest.raises(BadSource, match="alpha: mistakes.yml is missing; .* CONTRIBUTING.md"):
        course.spec("alpha")


def test_a_question_may_name_the_points_and_the_concept_that_it_asks_about(course):
    assert (course.spec("alpha").questions[0].sources, course.spec("alpha").questions[0].concept) == ((), "")
    change(course, "question", "sources", ["D3", "C10"])
    change(course, "question", "concept", "base")
    assert (course.spec("alpha").questions[0].sources, course.spec("alpha").questions[0].concept) == (
        ("D3", "C10"),
        "base",
    )
    change(course, "question", "sources", "D3")
    with pytest.raises(BadSource, match="question late-share: sources must be a list"):
        course.spec("alpha")
