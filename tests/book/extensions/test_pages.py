"""Each template of ours stands in for one of the pinned theme, and still fits it."""

import hashlib
from pathlib import Path

import pydata_sphinx_theme
import pytest
import yaml

from book.extensions.pages import TEMPLATES, deferred

PACKAGES = Path(pydata_sphinx_theme.__file__).parents[1]
REPLACED = yaml.safe_load((TEMPLATES / "replaced.yml").read_text("utf8"))


def theirs(name):
    return (PACKAGES / REPLACED[name]["theme"]).read_text("utf8")


def test_every_template_has_a_record_that_says_why():
    ours = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}
    assert ours == REPLACED.keys()
    assert all(record["why"] for record in REPLACED.values())


@pytest.mark.parametrize("name", [name for name, record in REPLACED.items() if record["theme"]])
def test_the_template_that_ours_replaces_is_unchanged_in_the_pinned_theme(name):
    assert hashlib.sha256(theirs(name).encode()).hexdigest() == REPLACED[name]["sha256"]


def test_our_macros_are_the_themes_without_two_scripts():
    left_out = ("fontawesome.js", "bootstrap.js")
    lines = theirs("static/webpack-macros.html").splitlines()
    kept = [line for line in lines if not any(name in line for name in left_out)]
    ours = (TEMPLATES / "static/webpack-macros.html").read_text("utf8").splitlines()[1:]
    assert ours == [line for line in kept if "custom icons" not in line]


@pytest.mark.parametrize("block", ["css", "extrahead"])
def test_the_layout_replaces_blocks_that_the_theme_has(block):
    assert f"block {block} %}}" in theirs("layout.html")
    assert f"block {block} %}}" in (TEMPLATES / "layout.html").read_text("utf8")


@pytest.mark.parametrize(
    ("tag", "waits"),
    [
        ('<script src="_static/quiz.js?v=1"></script>', True),
        ('<script defer="defer" src="_static/quiz.js"></script>', False),
        ('<script async src="x.js"></script>', False),
        ("<script>let x = 1;</script>", False),
        ('<script src="_static/documentation_options.js"></script>', False),  # inline scripts write to it
    ],
)
def test_a_script_file_waits_for_the_page(tag, waits):
    assert deferred(tag) == (tag.replace("<script ", '<script defer="defer" ') if waits else tag)


def test_the_theme_needs_the_script_that_we_leave_out_only_for_a_button_that_we_do_not_have():
    script = PACKAGES / "pydata_sphinx_theme/theme/pydata_sphinx_theme/static/scripts/pydata-sphinx-theme.js"
    before, *after = script.read_text("utf8").split("bootstrap.")
    assert len(after) == 1 and 'getElementById("pst-collapse-sidebar-button")' in before[-400:]
    ours = "".join(path.read_text("utf8") for path in TEMPLATES.rglob("*.html"))
    assert "pst-collapse-sidebar-button" not in ours and "data-bs-" not in ours
