"""The book's settings for plain Sphinx: `_config.yml` as a conf.py, so that the course outlives Jupyter Book 1. Pure.

Jupyter Book 1 is a layer of settings above Sphinx. What it does with ours is written down here.
"""

from __future__ import annotations

from pathlib import Path
from pprint import pformat

from book.trouble import BookTrouble

NAMES = {  # what Jupyter Book calls it → what Sphinx and its extensions call it
    "title": "html_title",
    "author": "author",
    "copyright": "copyright",
    "only_build_toc_files": "external_toc_exclude_missing",
    "bibtex_bibfiles": "bibtex_bibfiles",
    "execute.execute_notebooks": "nb_execution_mode",
    "execute.timeout": "nb_execution_timeout",
    "execute.allow_errors": "nb_execution_allow_errors",
    "execute.stderr_output": "nb_output_stderr",
    "parse.myst_enable_extensions": "myst_enable_extensions",
    "parse.myst_url_schemes": "myst_url_schemes",
    "html.baseurl": "html_baseurl",
}
NOT_NEEDED = {  # they turn off what Jupyter Book brings, or name what stands below sphinx.config in full
    "latex.use_jupyterbook_latex",
    "html.home_page_in_navbar",
    "html.use_multitoc_numbering",
    "html.use_issues_button",
    "html.use_repository_button",
}
ITS_DEFAULTS = {"html_theme": "sphinx_book_theme", "pygments_style": "sphinx", "numfig": True, "exclude_patterns": []}
ITS_OWN = ("jupyter_book", "sphinx_comments")
FILES_BELOW_BOOK = ("html_favicon", "html_logo", "bibtex_bibfiles")

HEAD = '''"""Made from _config.yml by `course.py book --plain`: for Sphinx and its extensions, not for Jupyter Book."""

import sys

sys.modules["jupyter_book"] = None  # whatever imports it fails here: this build stands for the day without it
sys.path[:0] = {paths}

'''


def settings(config: dict, book: Path) -> dict:
    """The settings of Sphinx that the settings of Jupyter Book amount to; `book` is the folder with the pages.

    Raises BookTrouble when there is one that plain Sphinx would not get.
    """
    flat = _flat({name: value for name, value in config.items() if name != "sphinx"})
    unknown = sorted(flat.keys() - NAMES.keys() - NOT_NEEDED)
    if unknown:
        known = "book/plain.py has to say what they mean for Sphinx, or they belong below sphinx: config:"
        raise BookTrouble(f"The plain build does not know these settings of _config.yml: {', '.join(unknown)}; {known}")
    own = config["sphinx"]["config"]
    found = {**ITS_DEFAULTS, **{NAMES[name]: value for name, value in flat.items() if name in NAMES}, **own}
    found["extensions"] = [name for name in own["extensions"] if name not in ITS_OWN]
    found["html_static_path"] = [str(book / "_static")]
    return {name: _placed(book, value) if name in FILES_BELOW_BOOK else value for name, value in found.items()}


def conf(found: dict, paths: list[str]) -> str:
    """The text of a conf.py."""
    rows = [f"{name} = {pformat(value, width=110, sort_dicts=False)}" for name, value in found.items()]
    return HEAD.format(paths=paths) + "\n".join(rows) + "\n"


def _placed(book: Path, value: str | list[str]) -> str | list[str]:
    return str(book / value) if isinstance(value, str) else [str(book / each) for each in value]


def _flat(config: dict) -> dict:
    """Settings of two levels as one, with a dot between the names."""
    flat = {}
    for name, value in config.items():
        flat |= {f"{name}.{each}": what for each, what in value.items()} if isinstance(value, dict) else {name: value}
    return flat
