"""A broken rule is said in words, a kept one is not mentioned; the chapters of the course keep them all."""

from pathlib import Path

import pytest
import yaml

from book.chapter_check import check_chapters, glossary_terms, problems, source_keys, sources_without_year
from book.contents import listed_pages

HOME = Path(__file__).resolve().parents[2]
QUIZ = ":::{{quiz}}\n:id: a{number}\n:correct: 1\n:level: {level}\n{sure}\nWhich?\n\n- a\n  > b\n- c\n  > d\n:::\n"
LEVELS = ["recall", "inference", "inference", "number"]
SURE = ["", *[":confidence:\n"] * 3]
CHAPTER = (
    """\
---
file_format: mystnb
kernelspec:
  name: python3
sources: [D4, C10]
ccxp: [D, M]
minutes: 40
---
# Who is late?

One parcel came late {cite}`snow1855`.

## You will be able to

- Compute a share
- Choose a base
- **Argue** about a cause

## Before you start

You need nothing.

## Count the late ones
% teaches: D4, C10

A **base** is what stands under the line.

*How many are late? Guess first.*

```{code-cell}
:tags: [hide-input]
alt.Chart(late).add_params(limit).properties(title="a", description="b")
```

## Worked example

**Step 1.** Count.

```{code-cell}
# keep the late ones
late = parcels[parcels.days > 0]
other = parcels.days.eq(0)
# take the share
share = len(late) / len(parcels)
print(
    share,
)
```

## Check yourself

"""
    + "\n".join(QUIZ.format(number=each, level=LEVELS[each], sure=SURE[each]) for each in range(4))
    + """
## Exercise

Open the notebook.

## What to take away

- One
- Two
- Three

## Sources

```{bibliography}
:filter: docname in docnames
```
"""
)
LONG_SENTENCE = "Word " * 60 + "ends. "
BROKEN = {
    "file_format: mystnb": ("", "file_format"),
    "sources: [D4, C10]": ("sources: [X1]", "source points"),
    "ccxp: [D, M]": ("ccxp: [Q]", "CCXP"),
    "minutes: 40": ("minutes: soon", "how many minutes"),
    "# Who is late?": ("# Who is late?\n\n# Again", "2 titles"),
    "## Before you start": ("## Before", "missing: Before you start"),
    "## Count the late ones": ("### Count", "no section of its own"),
    "% teaches: D4, C10": ("% teaches: D4", "no section teaches C10"),
    "teaches: D4, C10": ("teaches: D4, C10, T1", "a section teaches T1, which the first lines do not name"),
    "*How many are late? Guess first.*": ("How many are late?", "no question in italics stands before the figure"),
    "A **base** is what": (
        "word " * 70 + "\n\n### More\n\n" + "word " * 340 + "\n\nA **base** is",
        "words without a question",
    ),
    "# keep the late ones\n": ("", "a comment for every 3 statements"),
    "```{code-cell}\n# keep": ("```{code-cell}\n:tags: [remove-cell]\n# keep", "no code whose comments name the steps"),
    ":level: number\n:confidence:": (":level: number", "2 check questions have :confidence:"),
    "- Choose a base": ("- Understand a base", "'Understand a base' must start with a verb"),
    "- Choose a base\n": ("", "2 objectives"),
    "- Two\n": ("", "2 lines to take away for 3 objectives"),
    ":level: number": (":level: recall", "no check question asks for a number"),
    ":level: inference": (":level: recall", "0 check questions ask for an inference"),
    "You need nothing.": ("word " * 400, "'Before you start' has 400 words"),
    "Open the notebook.": (LONG_SENTENCE * 4, "words on average"),
    "A **base** is": ("A **basis** is", "'basis' is in bold and not in the glossary"),
    "{cite}`snow1855`": ("{cite}`nobody1900`", "'nobody1900', which is not in references.bib"),
    " {cite}`snow1855`": ("", "cites no source"),
    ".add_params(limit)": ("", "none of its charts can be moved"),
    ', description="b"': ("", "0 charts"),
    ":tags: [hide-input]\n": (":tags: []\n" + "x = 1\n" * 9, "10 lines; fold it"),
    "alt.Chart(late)": ("!pip install x\nalt.Chart(late)", "runs a command"),
    "You need nothing": ("You need 5 $", "dollar sign"),
    "You need no": ("[Here](x.md) you need no", "the link 'Here' does not say where it leads"),
    "One parcel came late": ("| | b |\n| --- | --- |\n| c | d |\n\nOne parcel came late", "a column without a heading"),
}


def check(text):
    return problems(text, {"snow1855"}, {"base"})


def test_a_chapter_that_keeps_all_rules_passes():
    assert check(CHAPTER) == []


@pytest.mark.parametrize("part", BROKEN)
def test_a_broken_rule_is_said_in_words(part):
    put, said = BROKEN[part]
    assert part in CHAPTER
    assert any(said in sentence for sentence in check(CHAPTER.replace(part, put)))


def test_a_chapter_of_too_many_words_is_refused():
    more = "".join(f"## Part {number}\n\n{'word ' * 300}\n\n" for number in range(7))
    assert any("1800 are the most" in sentence for sentence in check(CHAPTER.replace("## Worked", more + "## Worked")))


def test_headings_out_of_order_are_refused():
    swapped = CHAPTER.replace("## Exercise", "## X").replace("## What to take away", "## Exercise")
    assert any("out of order" in said for said in check(swapped.replace("## X", "## What to take away")))


def test_three_check_questions_are_too_few():
    assert any(
        "3 check questions" in said
        for said in check(CHAPTER.replace(QUIZ.format(number=0, level="recall", sure=""), ""))
    )


def test_front_matter_that_is_no_yaml_is_refused():
    assert "no YAML" in check(CHAPTER.replace("minutes: 40", "minutes: [40"))[0]


def test_bibliography_and_glossary_are_read():
    entries = "% comment\n@book{snow1855,\n  year = {1855},\n}\n@misc{undated,\n  title = {The year = 2000 bug},\n}\n"
    assert source_keys(entries) == {"snow1855", "undated"}
    assert sources_without_year(entries) == ["undated"]
    assert glossary_terms(":::{glossary}\nPerfect order\n  All four.\n\nbase\n  Under the line.\n:::\n") == {
        "perfect order",
        "base",
    }


CHAPTERS = [path for path in listed_pages(HOME) if path.parent.name == "chapters"]


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_of_the_course_keeps_all_rules(path):
    assert [said for said in check_chapters(HOME) if said.startswith(f"{path.stem}: ")] == []


def test_every_source_of_the_course_has_a_year():
    assert sources_without_year((HOME / "book/references.bib").read_text("utf8")) == []


def test_every_page_of_the_table_of_contents_exists():
    toc = yaml.safe_load((HOME / "_toc.yml").read_text("utf8"))
    listed = [toc["root"], *(entry["file"] for part in toc["parts"] for entry in part["chapters"])]
    assert [path.relative_to(HOME / "book").with_suffix("").as_posix() for path in listed_pages(HOME)] == listed
