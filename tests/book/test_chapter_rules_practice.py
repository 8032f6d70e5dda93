"""Questions in italics, and comments that name the steps of code."""

from book.chapter_rules_practice import labels, prompts, statements, too_few_labels, worked_labels
from book.chapter_text import read_page


def test_a_prompt_is_a_question_in_italics_also_over_several_lines_and_inside_a_paragraph():
    page = read_page("# T\n\n*Which?*\n\n*Look.\nHow many?*\n\nSome text.\n*Why so?*\n")
    assert prompts(page) == [3, 5, 9]


def test_bold_words_lists_and_italics_without_a_question_are_no_prompts():
    assert (
        prompts(read_page("# T\n\n**Which?**\n\n* a list?\n* of two\n\n*stressed* words, why?\n\n3 * 4? * 5\n")) == []
    )


def test_a_comment_behind_code_is_no_step():
    assert labels("# Keep the base\nx = 1  # one\n#: no\n") == ["keep the base"]


def test_a_statement_over_several_lines_counts_once():
    assert statements("x = [\n    1,\n    2,\n]\n\n\ndef f():\n    return x\n") == 3


def test_four_statements_need_two_steps():
    assert too_few_labels("# a\n" + "x = 1\n" * 4)
    assert not too_few_labels("# a\nx = 1\n# b\n" + "x = 1\n" * 3)


def test_the_steps_are_those_of_the_worked_example_without_its_chart_and_its_hidden_cells():
    cell = "```{{code-cell}}\n{tags}# {label}\nx = 1\n```\n"
    text = "## Before\n" + cell.format(tags="", label="before") + "## Worked example\n"
    text += cell.format(tags=":tags: [hide-input]\n", label="Keep") + cell.format(tags="", label="keep")
    text += cell.format(tags=":tags: [remove-cell]\n", label="glue") + cell.format(tags="", label="draw description=")
    assert worked_labels(read_page(text)) == ["keep"]
