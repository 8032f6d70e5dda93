import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grading.questions import LONGEST, Words, question_words, short_text


def test_a_questions_words_are_without_badge_hints_and_marks():
    text = "**Question 3 · L2 · 2 points**\n\nWhat *share* of `orders` is **late**?\n\n<details>Hint 1</details>"
    notebook = new_notebook(cells=[new_markdown_cell(text, id="late"), new_code_cell("1", id="late-answer")])
    assert question_words(notebook) == {"late": Words("Question 3", "What share of orders is late?")}


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("No badge at all.", "No badge at all."),
        ("snake_case_names and 2 * 3 * 4 stay", "snake_case_names and 2 * 3 * 4 stay"),
        ("See [the chapter](https://example.org) <b>now</b>.", "See the chapter now."),
        ("## A title\n\nChoose one:\n\n- one\n- two", "A title Choose one:"),
        ("Sort these lines.\n\n| line | code |\n|---|---|", "Sort these lines."),
        ("Read this.\n\n```python\nx = 1\n```", "Read this."),
        ("", ""),
    ],
)
def test_marks_of_markdown_are_taken_out(markdown, text):
    assert short_text(markdown) == text


def test_a_long_question_ends_with_a_whole_sentence():
    text = short_text("One share is asked for. Is it above 3.5? " + "Many more words follow here, " * 20)
    assert text == "One share is asked for. Is it above 3.5?"


def test_one_long_sentence_is_cut_at_a_word():
    text = short_text("word " * 200)
    assert len(text) <= LONGEST + 2 and text.endswith("word …")
