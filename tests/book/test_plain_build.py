"""A small book by plain Sphinx: without Jupyter Book, without running a chapter again, with the same text."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from book import plain_build
from book.build import build_book
from book.languages import catalog, source
from book.plain_build import build_plain

HOME = Path(__file__).resolve().parents[2]
ONE = """\
---
file_format: mystnb
kernelspec:
  name: python3
---
# One order

Of all contacts, {glue:text}`share:.1f` % begin elsewhere. See [two](two.md) and {cite}`one2020`.

```{code-cell}
:tags: [hide-input]
import os
import pathlib

import altair as alt
import pandas as pd
from cxlab.charts import enable
from myst_nb import glue

with open(os.environ["RUNS"], "a") as runs:
    runs.write("run\\n")
enable()
glue("share", 71.9, display=False)
alt.Chart(pd.DataFrame({"n": [1, 2]})).mark_bar().encode(x="n").properties(title="One", description="Two bars.")
```

:::{quiz}
:id: one-who
:correct: 2
:concept: unit
:level: inference

Who packed it?

- Nobody
  > Look again.
- Somebody
  > Yes.
:::

```{bibliography}
:filter: docname in docnames
```
"""
SOURCE = "@book{one2020, author={A. Reader}, title={One order}, year={2020}, publisher={Nobody}}\n"
TOC = "format: jb-book\nroot: index\nparts:\n  - caption: Start\n    chapters:\n      - file: one\n      - file: two\n"
SAID = {"One order": "یک سفارش", "Who packed it?": "چه کسی بسته‌بندی کرد؟"}
SPY = "import os\nopen(os.environ['IMPORTED'], 'a').write('imported\\n')\n"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course of three pages, one of them half translated; what it runs and imports is noted in two files."""
    course = tmp_path_factory.mktemp("course")
    shutil.copy(HOME / "_config.yml", course)
    shutil.copytree(HOME / "book/_static", course / "book/_static")
    for name, text in {"index": "# Start\n", "one": ONE, "two": "# Two\n\nPlain words.\n"}.items():
        (course / f"book/{name}.md").write_text(text, "utf8")
    (course / "book/references.bib").write_text(SOURCE)
    (course / "_toc.yml").write_text(TOC)
    (course / "datasets/tables").mkdir(parents=True)
    layout = catalog.path_of(course, "fa", catalog.LAYOUT)
    layout.parent.mkdir(parents=True)
    shutil.copy(catalog.path_of(HOME, "fa", catalog.LAYOUT), layout)
    catalog.save(catalog.path_of(course, "fa", "one"), "fa", "one", source.messages(ONE), SAID)
    return course


@pytest.fixture(scope="module")
def built(course, tmp_path_factory):
    """The book as always; then the plain one, where a spy in the place of Jupyter Book notes who imports it."""
    spy = tmp_path_factory.mktemp("spy")
    (spy / "jupyter_book").mkdir()
    (spy / "jupyter_book/__init__.py").write_text(SPY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RUNS", str(course / "runs"))
        site = build_book(course, languages=("en", "fa")).site
        patch.setenv("IMPORTED", str(course / "imported"))
        patch.setenv("PYTHONPATH", str(spy), os.pathsep)
        subprocess.run([sys.executable, "-c", "import jupyter_book"], check=True)
        assert (course / "imported").read_text() == "imported\n"  # the spy sees what it has to see
        (course / "imported").unlink()
        plain = build_plain(course, site, course / "build" / "plain", ("en", "fa"))
    return site, plain


def test_all_pages_of_all_languages_say_the_same(built):
    site, plain = built
    assert plain.troubles == ()
    assert plain.pages == len(list(site.rglob("*.html"))) == 12
    assert f"built 12 pages in {plain.seconds:.1f} s, and all say the same as the book's" in str(plain)
    english, persian = ((plain.site / name).read_text("utf8") for name in ("one.html", "fa/one.html"))
    assert "71.9" in english and "cx-quiz" in english and "<figure" in english and "A. Reader" in english
    assert SAID["One order"] in persian and 'dir="rtl"' in persian


def test_jupyter_book_is_not_imported(course, built):
    assert not (course / "imported").exists()
    assert 'sys.modules["jupyter_book"] = None' in (course / "build/plain-work/conf-en/conf.py").read_text("utf8")


def test_no_chapter_runs_twice(course, built):
    assert (course / "runs").read_text() == "run\n"


def test_what_is_wrong_is_said_and_nothing_is_raised(course, built, monkeypatch):
    site, _ = built
    monkeypatch.setenv("RUNS", str(course / "runs"))
    (course / "book/two.md").write_text("# Two\n\nOther words, and [a way to nowhere](none.md).\n")
    plain = build_plain(course, site, course / "build" / "plain")
    assert "two.html has another text than in" in str(plain)
    assert any(each.startswith("two.md, line 3:") for each in plain.troubles)
    monkeypatch.setattr(plain_build, "settings", lambda *_: {"extensions": ["there_is_no_such_thing"]})
    failed = build_plain(course, site, course / "build" / "plain")
    assert failed.pages == 0
    assert str(failed).startswith("Plain Sphinx, without Jupyter Book, could not build the book.")
    assert "there_is_no_such_thing" in str(failed)
