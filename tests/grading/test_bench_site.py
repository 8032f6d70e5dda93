"""A small book beside the same one as Jupyter Book makes it by itself: built, served, opened; without Lighthouse."""

import json
import shutil
import subprocess
import sys

import pytest

from grading.bench import bench
from grading.bench_site import patiently
from grading.course import HOME, Course
from grading.errors import CourseError
from grading.site import browser
from grading.site.table import DEFAULT, OURS, named

RUN = """
import json, sys
from pathlib import Path
from grading.bench_site import measure
from grading.course import Course

root = Path(sys.argv[1])
print(json.dumps(measure(Course(root, root / "build"), root / "default", 2, lambda address, report: {"seo": 100.0})))
"""
QUESTION = """\
:::{quiz}
:id: one-who
:correct: 1
:concept: unit
:level: inference

Who?

- I
  > Yes.
- You
  > No.
:::
"""
PAGES = {"index": "# Start\n", "one": f"# One\n\n{QUESTION}", "two": "# Two\n\nPlain words.\n"}


@pytest.fixture(scope="module")
def figures(tmp_path_factory):
    """What the benchmark finds for two of three pages; in a process of its own, as a browser is driven only once."""
    root = tmp_path_factory.mktemp("course")
    shutil.copy(HOME / "_config.yml", root)
    shutil.copytree(HOME / "book/_static", root / "book/_static")
    for name, text in PAGES.items():
        (root / f"book/{name}.md").write_text(text)
    (root / "book/references.bib").write_text("")
    (root / "_toc.yml").write_text("format: jb-book\nroot: index\nchapters:\n  - file: one\n  - file: two\n")
    (root / "datasets/tables").mkdir(parents=True)
    (root / "default").mkdir()
    ended = subprocess.run([sys.executable, "-c", RUN, root], cwd=HOME, check=False, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return json.loads(ended.stdout.splitlines()[-1])


def test_each_page_has_its_figures_in_both_books(figures):
    what = {"kB", "requests", "other hosts", "axe", "seo"}
    both = [(page, whose) for page in ("index", "two") for whose in (OURS, DEFAULT)]
    assert set(figures) == {named(*which, one) for which in both for one in what}


def test_our_page_is_lighter_asks_nobody_else_and_has_no_barrier(figures):
    for page in ("index", "two"):
        assert figures[named(page, OURS, "kB")] < figures[named(page, DEFAULT, "kB")] / 3
        assert figures[named(page, OURS, "other hosts")] == figures[named(page, OURS, "axe")] == 0
        assert figures[named(page, OURS, "requests")] > 3


def test_what_is_missing_is_said_before_anything_is_built(tmp_path, monkeypatch):
    def missing():
        raise CourseError("Chromium is missing.")

    monkeypatch.setattr(browser, "program", missing)
    with pytest.raises(CourseError, match="Chromium is missing"):
        bench(Course(tmp_path, tmp_path / "build"), "site")
    assert not (tmp_path / "build").exists()


def failing(times):
    """In the place of Lighthouse: fails so many times, then measures."""
    left = [CourseError("no answer in time")] * times

    def points(address, report):
        if left:
            raise left.pop()
        return {"seo": 100.0}

    return points


@pytest.mark.parametrize(("times", "found"), [(0, {"seo": 100.0}), (1, {"seo": 100.0}), (2, {})])
def test_a_page_that_cannot_be_measured_at_once_is_tried_again_and_then_left_out(tmp_path, times, found):
    assert patiently(failing(times), "http://127.0.0.1/", tmp_path, first=False) == found


def test_where_the_first_page_cannot_be_measured_the_benchmark_ends(tmp_path):
    assert patiently(failing(1), "http://127.0.0.1/", tmp_path, first=True)
    with pytest.raises(CourseError, match="no answer in time"):
        patiently(failing(2), "http://127.0.0.1/", tmp_path, first=True)
