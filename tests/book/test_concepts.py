"""The ideas of the course: every question belongs to one, and the core ones come back."""

from dataclasses import replace

from book.concepts import REVISITS, Asked, Concept, concept_problems, concepts, questions_asked
from grading.course import HOME

TRUE = Concept("Counting", "The base", "What a share is of.", True, ("base",))


def asked(*slugs, tag="base"):
    return tuple(Asked(slug, tag, exercise=False) for slug in slugs)


def test_every_question_of_the_course_belongs_to_an_idea_and_core_ideas_come_back():
    assert concept_problems(concepts(HOME), {one.tag for one in questions_asked(HOME)}) == []


def test_a_core_idea_that_comes_back_too_seldom_is_a_problem():
    enough = replace(TRUE, asked=asked("a", "b", "c", "d", "d"))
    assert concept_problems([enough], {"base"}) == []
    seldom = replace(TRUE, asked=asked("a", "b", "c"))
    (said,) = concept_problems([seldom], {"base"})
    assert f"comes back in 2 chapters; {REVISITS} are the least" in said
    assert concept_problems([replace(seldom, core=False)], {"base"}) == []


def test_a_tag_without_an_idea_and_one_without_a_question_are_problems():
    other = replace(TRUE, core=False)
    first, second = concept_problems([other], {"unit"})
    assert "the tag 'unit' is used by a question and belongs to no idea" in first
    assert "no question uses the tag 'base'" in second


def test_check_questions_stand_before_the_exercise_of_their_chapter():
    of_finance = [one.exercise for one in questions_asked(HOME) if one.slug == "finance"]
    assert of_finance == sorted(of_finance) and len(set(of_finance)) == 2
