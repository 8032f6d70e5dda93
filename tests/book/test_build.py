"""Building a book: fresh numbers after a change of the data, nothing to do twice, and failures that name their page."""

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from book.build import Built, build_book, main

HOME = Path(__file__).resolve().parents[2]
HEAD = "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n"
COUNTING = (
    HEAD
    + """\
# Count

```{code-cell}
:tags: [remove-cell]
from myst_nb import glue

from cxlab import table

glue("late", float(100 * table("orders").late.mean()), display=False)
```

The share is {glue:text}`late:.1f` percent.
"""
)
RAISING = HEAD + "# Count\n\n```{code-cell}\nnobody_knows\n```\n"
CHART = (
    HEAD
    + """\
# Chart

```{code-cell}
import altair as alt
import pandas as pd
from cxlab.charts import enable

enable()
alt.Chart(pd.DataFrame({"n": [1]})).mark_bar().encode(x="n").properties(title="One")
```
"""
)


@dataclass
class Course:
    root: Path

    @property
    def site(self):
        return self.root / "build" / "site"

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf8")

    def data(self, late):
        path = self.root / "datasets/tables/orders.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        pd.DataFrame({"late": late}).to_parquet(path)
        entry = {"sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        self.write("datasets/tables/checksums.json", json.dumps({"tables": {"orders": entry}}))

    def page(self, name):
        return (self.site / f"{name}.html").read_text("utf8")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course of two pages with the real settings, machinery and style."""
    course = Course(tmp_path_factory.mktemp("course"))
    shutil.copy(HOME / "_config.yml", course.root)
    shutil.copytree(HOME / "book/_static", course.root / "book/_static")
    course.write("book/references.bib", "")
    course.write(
        "_toc.yml", "format: jb-book\nroot: index\nchapters:\n  - file: chapters/one\n  - file: chapters/two\n"
    )
    course.write("book/index.md", "# Start\n")
    course.write("book/chapters/one.md", COUNTING)
    course.write("book/chapters/two.md", "# Two\n")
    course.data([True, False, False])
    return course


@pytest.fixture(scope="module")
def story(course):
    """Build, build again, change the data and build, break two chapters and build; what happened each time."""
    first, again = build_book(course.root), build_book(course.root)
    before = course.page("chapters/one")
    course.data([True, True, False])
    changed = build_book(course.root)
    after = course.page("chapters/one")
    course.write("book/chapters/one.md", RAISING)
    course.write("book/chapters/two.md", CHART)
    return {"first": first, "again": again, "before": before, "changed": changed, "after": after}


def test_the_site_is_built_where_it_was_asked_for(course, story):
    assert isinstance(story["first"], Built)
    assert story["first"].changed
    assert story["first"].site == course.site
    assert (course.site / "index.html").exists()


def test_nothing_is_done_twice(story):
    assert not story["again"].changed
    assert story["again"].seconds < 2
    assert "up to date" in str(story["again"])


def test_new_data_give_new_numbers_although_no_page_changed(story):
    assert "33.3" in story["before"]
    assert "66.7" in story["after"]
    assert story["changed"].changed


def test_only_results_for_the_present_data_are_kept(course, story):
    assert len(list((course.root / "build/site-work").glob("executed-*"))) == 1


def test_what_readers_do_not_need_is_not_published(course, story):
    names = {path.name for path in course.site.rglob("*")}
    assert not {name for name in names if name.endswith((".map", ".ttf", ".part"))}
    assert not names & {"_sources", "reports", "fontawesome.js"}


def test_failing_chapters_are_named_and_the_site_stays_as_it_was(course, story, capsys):
    assert main([str(course.root)]) == 2
    said = capsys.readouterr().err
    assert "chapters/one.md: a code cell failed: NameError: name 'nobody_knows' is not defined" in said
    assert "chapters/two.md: a code cell failed" in said
    assert 'Give the outermost chart .properties(description="...")' in said
    assert "66.7" in course.page("chapters/one")
