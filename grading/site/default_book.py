"""The same chapters as Jupyter Book makes them by itself: the default theme, no look of ours, the same results."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import yaml

from book.extensions.pages import TEMPLATES
from grading.course import HOME
from grading.timing import run

CONTENT = ("quiz", "route", "lookup", "review", "metric_cards", "first_figure")  # directives that pages are written in
TEXTS = "parts"  # templates of these directives


def default_config(ours: dict, cache: Path, templates: Path) -> dict:
    """A `_config.yml` as somebody writes it who takes what Jupyter Book gives.

    What the text itself needs stays: how Markdown is read, the sources, our directives without their style or scripts.
    """
    return {
        **{name: ours[name] for name in ("title", "author", "copyright", "only_build_toc_files", "bibtex_bibfiles")},
        "execute": {"execute_notebooks": "cache", "cache": str(cache)},
        "parse": ours["parse"],
        "sphinx": {
            "extra_extensions": [f"book.extensions.{name}" for name in CONTENT],
            "config": {"myst_heading_anchors": 3, "templates_path": [str(templates)]},
        },
    }


def build_default(root: Path, executed: Path, folder: Path) -> Path:
    """Build the course at `root` in the empty `folder` with the results in `executed`; returns the site."""
    shutil.copytree(TEMPLATES / TEXTS, folder / "templates" / TEXTS)
    ours = yaml.safe_load((root / "_config.yml").read_text("utf8"))
    config = folder / "_config.yml"
    config.write_text(yaml.safe_dump(default_config(ours, executed, folder / "templates"), allow_unicode=True), "utf8")
    program = Path(sys.executable).with_name("jupyter-book")
    words = ["build", root / "book", "--config", config, "--toc", root / "_toc.yml", "--path-output", folder]
    run([program, *words], folder, {"PYTHONPATH": str(HOME), "CXLAB_TABLES": str(root / "datasets" / "tables")})
    return folder / "_build" / "html"
