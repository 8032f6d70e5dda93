"""A chapter as a notebook: its cells in order, questions with folded answers, nothing that only Sphinx understands."""

import json
from pathlib import Path

import nbformat
import pytest

from book.notebook.cells import cells
from book.notebook.made import notebook
from book.notebook.words import Known

HOME = Path(__file__).resolve().parents[3]
CHAPTERS = sorted((HOME / "book/chapters").glob("*.md"))
SOURCE = """\
---
file_format: mystnb
---

# One order

Customer {glue:text}`who` paid.

```{code-cell}
:tags: [hide-input]
x = 1
```

```{math}
:label: sum

a + b
```

% teaches: D3
(place)=
## Check yourself

:::{quiz}
:id: one
:correct: 2

Who packed it?

- Nobody
  > Look again.
- Somebody
  of us
  > Yes.
:::

:::{admonition} Careful
Two lines
here.
:::

## Sources

```{bibliography}
```
{cite}`r`
"""
KNOWN = Known({"who": "C00006"}, cited={"r": "R, 2003"}, works={"r": "R. The work. 2003.", "other": "Not cited."})


@pytest.fixture(scope="module")
def made():
    return cells(SOURCE, KNOWN)


def test_code_is_as_it_was_and_keeps_its_tags(made):
    assert [cell for cell in made if cell[0] == "code"] == [("code", "x = 1", "[hide-input]")]


def test_a_question_has_letters_and_its_answers_are_folded(made):
    text = next(text for _, text, _ in made if "Who packed it?" in text)
    assert "- **A** Nobody\n- **B** Somebody of us" in text
    assert "<details>\n<summary>See the answer</summary>\n\n- ✗ **A** Look again.\n- ✓ **B** Yes." in text


def test_boxes_formulas_and_sources_are_plain_markdown(made):
    text = "\n".join(text for _, text, _ in made)
    assert "> **Careful**\n>\n> Two lines\n> here." in text
    assert "$$\na + b\n$$" in text
    assert "- R. The work. 2003." in text and "Not cited" not in text
    assert "teaches" not in text and "(place)=" not in text


def test_the_file_is_a_notebook_that_says_what_it_is_below_its_title():
    text = notebook(SOURCE, KNOWN, language="fa")
    read = nbformat.reads(text, 4)
    nbformat.validate(read)
    assert read.cells[0].source.startswith("# One order")
    assert read.metadata["lang"] == "fa"
    assert next(cell for cell in read.cells if cell.cell_type == "code").metadata["jupyter"] == {"source_hidden": True}
    assert notebook(SOURCE, KNOWN, language="fa") == text


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_no_chapter_leaves_anything_that_only_sphinx_understands(chapter):
    for cell in json.loads(notebook(chapter.read_text("utf8"), Known()))["cells"]:
        if cell["cell_type"] == "markdown":
            text = "".join(cell["source"])
            assert ":::" not in text and "{glue" not in text and "```{" not in text, text
