"""A lesson for leaders opens with its decision, says what stands on what, and ends with a page for the meeting."""

import pytest

from book.chapter_rules_form import form_problems
from book.chapter_rules_lesson import lesson_problems
from book.chapter_text import read_page

LESSON = """\
---
lesson: 3
---
# Who answers for it?

**The decision:** name one person for each problem,
and write the names into the budget.

:::{admonition} The course's own lesson
Article W does not hold it.
:::

A customer called twice.

## What stands on what

| What | Claims |
| --- | --- |
| **Verified** | one |
| **Reported** | two |
| **Inferred** | three |
| **The course's own** | four |

## What not to do

Do not wait.

## Five minutes before the meeting

Ask one question.

## Sources
"""
BROKEN = {
    "lesson: 3": ("lesson: 8", "have the numbers 1 to 7"),
    "**The decision:** name": ("Name", "opens with the decision"),
    "name one person": ("name " * 41, "words; 40 are the most"),
    ":::{admonition} The course's own lesson": (":::{note}", "must stand before the first section"),
    "## What not to do": ("## Do", "a section 'What not to do'"),
    "## What stands on what": ("## Standing", "a section 'What stands on what'"),
    "| **Reported** | two |\n": ("", "has these rows"),
    "Ask one question.": ("word " * 181, "181 words; 180 are the most"),
}


def test_a_lesson_that_keeps_the_rules_passes():
    assert lesson_problems(read_page(LESSON)) == []


@pytest.mark.parametrize("part", BROKEN)
def test_a_broken_rule_is_said_in_words(part):
    put, said = BROKEN[part]
    assert part in LESSON
    assert any(said in sentence for sentence in lesson_problems(read_page(LESSON.replace(part, put))))


def test_lessons_that_a_source_holds_need_no_box():
    without = LESSON.replace(":::{admonition} The course's own lesson", ":::{note}")
    assert lesson_problems(read_page(without.replace("lesson: 3", "lesson: 4"))) == []


def test_a_chapter_that_is_no_lesson_needs_none_of_it():
    assert lesson_problems(read_page("---\nminutes: 40\n---\n# Late\n\nOne came late.\n")) == []


def test_a_lesson_has_one_more_heading_at_its_end():
    heading = "Five minutes before the meeting"
    without = LESSON.replace(f"## {heading}\n", "")
    assert heading in " ".join(form_problems(read_page(without)))
    assert heading not in " ".join(form_problems(read_page(without.replace("lesson: 3\n", ""))))
