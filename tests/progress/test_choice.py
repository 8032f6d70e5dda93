import stat

import pytest

from grading.course import Course
from progress import choice
from progress.choice import AT_ONCE, BY_HAND, WHEN_MARKED, Choice
from progress.errors import BadChoice


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path / "course", tmp_path / "build")


def test_without_a_choice_everything_is_given_back_at_once(course):
    assert choice.read(course).of("alpha") == AT_ONCE


def test_an_exercise_without_its_own_choice_has_the_general_one(course):
    choice.save(course, Choice(WHEN_MARKED, {"alpha": BY_HAND}))
    found = choice.read(course)
    assert (found.of("alpha"), found.of("beta")) == (BY_HAND, WHEN_MARKED)


def test_the_file_can_be_read_by_its_owner_only(course):
    choice.save(course, Choice())
    assert stat.S_IMODE(choice.file(course).stat().st_mode) == 0o600


def test_a_word_that_means_nothing_is_not_kept(course):
    with pytest.raises(ValueError, match="'later' is none of at-once, when-marked, by-hand"):
        choice.save(course, Choice(AT_ONCE, {"alpha": "later"}))
    assert not choice.file(course).exists()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"default": "later", "exercises": {}}', '{"default": "at-once"}'])
def test_a_damaged_choice_is_told_and_never_taken_for_at_once(course, text):
    choice.save(course, Choice(BY_HAND))
    choice.file(course).write_text(text, "utf8")
    with pytest.raises(BadChoice, match="until then nothing is given back"):
        choice.read(course)
