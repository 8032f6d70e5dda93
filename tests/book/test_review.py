"""The spaced review: which questions come back, and when."""

from collections import Counter

import pytest

from book.chapter_text import Block
from book.review import LEAST, MANY, SETS, WEEKS, Item, chosen, items, review
from grading.course import HOME


def item(slug, name, level="inference", ideas=()):
    return Item(slug, slug.title(), Block("quiz", 1, {"id": name, "level": level, "correct": "1"}, ()), tuple(ideas))


@pytest.mark.parametrize("which", SETS)
def test_each_week_has_ten_questions_that_ask_for_more_than_remembering(which):
    made = review(HOME, which)
    assert list(made) == list(WEEKS) and {len(week) for week in made.values()} == {MANY}
    for week in made.values():
        levels = Counter(one.level for one in week)
        assert all(levels[level] >= least for level, least in LEAST.items())


@pytest.mark.parametrize("which", SETS)
def test_no_question_comes_twice_and_none_is_itself_a_return(which):
    every = [one for week in review(HOME, which).values() for one in week]
    assert len({one.name for one in every}) == len(every)
    assert not [one.name for one in every if "from" in one.block.options]


def test_the_whole_books_review_asks_about_nearly_every_chapter_and_about_ten_each_week():
    made = review(HOME, "all")
    assert {len({one.slug for one in week}) for week in made.values()} == {MANY}
    asked = {one.slug for week in made.values() for one in week}
    assert len({one.slug for one in items(HOME)} - asked) <= 1


def test_everybodys_review_asks_only_about_chapters_that_everybody_reads():
    asked = {one.slug for week in review(HOME, "everyone").values() for one in week}
    assert "one-customer" in asked and not asked & {"finance", "drivers", "the-promise"}


def test_questions_with_numbers_are_spread_over_the_weeks():
    every = [item("a", f"a{n}", "number" if n < 6 else "inference") for n in range(30)]
    made = chosen(every)
    assert [sum(one.level == "number" for one in week) for week in made.values()] == [2, 2, 2]


def test_a_small_book_gives_what_it_has():
    made = chosen([item("a", "a1"), item("b", "b1")])
    assert [[one.name for one in week] for week in made.values()] == [["a1", "b1"], [], []]


def test_ideas_are_not_repeated_while_others_are_left():
    every = [item("a", f"a{n}", ideas=["base"]) for n in range(5)] + [
        item("a", f"z{n}", ideas=[f"idea {n}"]) for n in range(9)
    ]
    first = chosen(every)[WEEKS[0]]
    assert sum("base" in one.ideas for one in first) == 1
