"""The format of a trainer's page: what is missing is said in words."""

import pytest

from grading.guide_check import guide_problems, sample_problems

SLIDES = "\n".join(f"{number}. Title — one sentence — the first figure" for number in range(1, 9))
QUESTIONS = "\n".join(f"- **Question {number}?** An honest answer." for number in range(1, 6))
GOOD = f"""\
# Finance: a bill is a message

## In one sentence

Say the bill's number and its base.

## Timing

| minutes | what |
|---|---|
| 30 | Read |
| 60 | Work |

## Slides

{SLIDES}

## Questions people ask

{QUESTIONS}

## Where they go wrong

- **M01, the base.** Ask for it.
- **M02, the unit.** Ask for it.
- **M01, again.** Ask again.

## If you have only 20 minutes

Read the opening.
"""


def check(text):
    return guide_problems(text, {"M01", "M02"})


def test_a_page_in_the_right_form_has_no_problems():
    assert check(GOOD) == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("# Finance: a bill is a message\n", "", "its one title"),
        ("## Slides", "## Slides and more", "its headings are In one sentence, Timing, Slides and more"),
        ("## Timing", "## Zeit", "in this order"),
        ("Say the bill's number and its base.\n", "", "'In one sentence' is empty"),
        ("| 60 | Work |", "| 50 | Work |", "add up to 80; a session has 90"),
        ("8. Title", "Title", "it has 7 slides"),
        ("1. Title — one", "1. Title, one", "title — one sentence — what to show"),
        ("- **Question 5?**", "- **Question 5.**", "it answers 4 questions"),
        ("- **M01, again.** Ask again.\n", "", "it names 2 mistakes"),
        ("M02", "M99", "its exercise has no mistake M99"),
    ],
)
def test_what_is_missing_is_said(before, after, said):
    assert before in GOOD
    assert any(said in sentence for sentence in check(GOOD.replace(before, after)))


def test_each_level_of_the_rubric_needs_two_samples():
    assert sample_problems([0, 0, 1, 1, 2, 2, 3, 3]) == []
    assert sample_problems([0, 1, 1, 2, 2, 3, 3, 3]) == ["reflections.yml has 1 samples of level 0; trainers compare 2"]
