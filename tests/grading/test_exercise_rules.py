"""The steps of an exercise, read off its notebook: what is missing is said in words."""

import pytest

from book.chapter_text import read_page
from grading import notebooks
from grading.exercise_rules import TAGS, exercise_problems

CHAPTER = "# T\n\n## Worked example\n\n```{code-cell}\n# keep the base\nx = 1\n# take the share\ny = x\n```\n"


def tag(course, *tags, source="# keep the base\nx = 1\n# take the share\ny = 2\n"):
    notebook = notebooks.read(course.source("alpha"))
    notebook.cells[0].metadata["tags"] = list(tags)
    notebook.cells[0].source = source
    notebooks.write(course.source("alpha"), notebook)


def test_a_small_exercise_lacks_tags_questions_and_a_level(course):
    assert exercise_problems(course, "alpha", None) == [
        "alpha: no cell of its notebook has the tag " + ", ".join(f"{tag} ({what})" for tag, what in TAGS.items()),
        "alpha: it has 3 questions, the reflection included; 5 to 8 are right",
        "alpha: no question has level L3 or L4: mend, order or write lines",
    ]


def test_tags_that_are_there_are_not_asked_for(course):
    tag(course, "worked", "faded", "solo", "predict", "why")
    assert not any("has the tag" in said for said in exercise_problems(course, "alpha", read_page(CHAPTER)))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("# keep the base\n" + "x = 1\n" * 4, "the worked cell"),
        (
            "# count\nx = 1\n# take the share\n",
            "repeat steps of the chapter's worked example, such as: # keep the base",
        ),
    ],
)
def test_worked_code_names_its_steps_and_they_are_those_of_the_chapter(course, source, said):
    tag(course, "worked", source=source)
    assert any(said in sentence for sentence in exercise_problems(course, "alpha", read_page(CHAPTER)))


def test_a_question_prints_its_own_level(course):
    notebook = notebooks.read(course.source("alpha"))
    for cell in notebook.cells:
        cell.source = cell.source.replace("· L1 ·", "· L2 ·")
    notebooks.write(course.source("alpha"), notebook)
    assert any("the cell late-share has to begin" in said for said in exercise_problems(course, "alpha", None))
