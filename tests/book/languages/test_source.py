"""A page is cut into messages, and put together again with their translations; all else stays as it was."""

from pathlib import Path

import pytest

from book.chapter_text import read_page
from book.languages.source import headings, messages, missing, translated

HOME = Path(__file__).resolve().parents[3]
PAGE = """\
---
file_format: mystnb
description: What it is.
---

# One order

% teaches: D1

First sentence.
Second one, with {glue:text}`share:.0f` %.

```{code-cell}
print("First sentence.")
```

:::{quiz}
:id: one
:correct: 2

Who packed it?

- Nobody
  > Not so:
  > look again.
- 90 %
  > Yes.
:::

:::{dropdown} Open me
Inside.
:::

:::{glossary}
churn
  Customers who leave.
:::

(label)=
| Step | Time |
|---|---|
| Plan | {glue:text}`days` days |
"""
KINDS = {
    "What it is.": "description",
    "One order": "heading",
    "First sentence. Second one, with {glue:text}`share:.0f` %.": "text",
    "Who packed it?": "quiz text",
    "Nobody": "quiz text",
    "Not so: look again.": "quiz text",
    "90 %": "quiz text",
    "Yes.": "quiz text",
    "Open me": "title",
    "Inside.": "text",
    "churn": "term",
    "Customers who leave.": "text",
    "| Step | Time |": "row",
    "| Plan | {glue:text}`days` days |": "row",
}
CHAPTERS = sorted((HOME / "book/chapters").glob("*.md"))


def test_every_piece_of_prose_is_a_message_with_its_kind():
    assert messages(PAGE) == KINDS


def test_each_translation_stands_in_the_place_of_its_message():
    made = translated(PAGE, lambda text: f"«{text}»")
    lines = made.splitlines()
    assert 'description: "«What it is.»"' in lines
    assert "# «One order»" in lines
    assert "- «Nobody»" in lines and "  > «Not so: look again.»" in lines
    assert ":::{dropdown} «Open me»" in lines
    assert lines[lines.index("«churn»") + 1] == "churn"  # a link to the English word still finds it
    assert "  «Customers who leave.»" in lines
    assert 'print("First sentence.")' in lines and "% teaches: D1" in lines and "(label)=" in lines


def test_english_that_stands_for_now_says_that_it_is_english():
    made = translated(PAGE, {"One order": "一张订单"}.get)
    assert '<span lang="en" dir="ltr">Inside.</span>' in made
    assert "- 90 %" in made and "- Nobody" in made  # a question is read by programs too: no marks inside


def test_numbers_and_code_alone_need_no_translation():
    assert "90 %" not in missing(PAGE, {})
    assert missing("# A\n\n{doc}`data`\n\n{doc}`the data <data>`\n", {}) == ["{doc}`the data <data>`"]


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_translated_chapter_has_the_cells_questions_and_headings_of_its_source(path):
    text = path.read_text("utf8")
    before, after = (read_page(page) for page in (text, translated(text, lambda message: message)))
    assert [block.body for block in before.named("code-cell")] == [block.body for block in after.named("code-cell")]
    assert [block.options for block in before.blocks] == [block.options for block in after.blocks]
    assert headings(text) == [section.title for section in after.sections[1:]]
    assert messages(text) == messages(translated(text, lambda message: message))
