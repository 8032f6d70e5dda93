"""A page's text taken apart as its readers and its rules need it."""

from book.chapter_text import plain, read_page, sentences

PAGE = """\
---
file_format: mystnb
minutes: 40
---
# Who is late?

One parcel came *late* {cite}`snow1855`.

```{code-cell}
:tags: [hide-input]
print("not prose")
```

:::{note}
A note is read.

```{math}
x = 1
```
:::

## You will be able to

- **Compute** a share
- Choose a base

% a comment of the author

:::{quiz}
:id: a
:level: recall

Not counted here?

- yes
  > no
:::
"""


def test_front_matter_and_headings():
    page = read_page(PAGE)
    assert page.front == {"file_format": "mystnb", "minutes": 40}
    assert page.titles(1) == ["Who is late?"]
    assert page.titles(2) == ["You will be able to"]


def test_a_page_may_have_no_front_matter():
    assert read_page("# Title\n\nWords.\n").front == {}


def test_directives_are_found_with_options_and_line():
    cell, quiz = read_page(PAGE).named("code-cell")[0], read_page(PAGE).named("quiz")[0]
    assert (cell.line, cell.tags, cell.body) == (9, "[hide-input]", ('print("not prose")',))
    assert quiz.options == {"id": "a", "level": "recall"}


def test_words_count_notes_but_neither_code_nor_formulas_nor_questions():
    assert [section.words for section in read_page(PAGE).sections] == [0, 8, 6]


def test_bullets_belong_to_their_heading():
    assert read_page(PAGE).bullets("You will be able to") == ["**Compute** a share", "Choose a base"]


def test_a_line_is_plain_as_a_reader_meets_it():
    assert (
        plain("- see {term}`base <bases>` and [this](x.md), `a_b` {glue:text}`n:.1f` %") == "see base and this, a_b 1 %"
    )
    assert plain("| --- | :-: |") == plain("(label)=") == plain("% hidden") == ""


def test_sentences_end_at_marks_and_not_in_numbers():
    section = read_page(
        "# T\n\nIt is 3.5 % late. Is\nthat much? “No.” Right.\n\n- A list item\n- Another one is here.\n"
    ).sections[1]
    assert [len(sentence.split()) for sentence in sentences(section)] == [5, 3, 4]


def test_points_that_a_section_teaches_stand_in_a_comment_under_its_heading():
    sections = read_page("# T\n\n## One\n% teaches: D3, C10\n\nText.\n% teaches: T1\n\n## Two\n").sections
    assert [section.teaches for section in sections] == [(), (), ("D3", "C10", "T1"), ()]


def test_blocks_know_the_part_they_stand_in_and_lines_keep_their_number():
    page = read_page(
        "# T\n\n## One\n\n### Sub\n\nText.\n\n:::{note}\n:class: x\n\nInside.\n\n```{math}\nx\n```\n:::\nEnd.\n"
    )
    assert [(block.name, block.line, block.part) for block in page.blocks] == [("note", 9, "One"), ("math", 14, "One")]
    assert {line: number for number, line in page.prose if line} == {"Text.": 7, "Inside.": 12, "End.": 18}
