"""What Jupyter Book makes of our settings, we can say in Sphinx's own words."""

from pathlib import Path

import pytest
import yaml

from book.plain import ITS_OWN, conf, settings
from book.trouble import BookTrouble

HOME = Path(__file__).resolve().parents[2]
CONFIG = yaml.safe_load((HOME / "_config.yml").read_text("utf8"))
OURS_ALONE = {
    "html_static_path",
    "extensions",
    "html_favicon",
    "bibtex_bibfiles",
    "exclude_patterns",
}  # told in another way
ITS_ALONE = {  # without effect on our pages: of extensions that we do not load, or of other kinds of books
    "comments_config",
    "use_jupyterbook_latex",
    "use_multitoc_numbering",
    "latex_engine",
    "html_logo",
    "nb_execution_cache_path",
    "nb_execution_excludepatterns",
    "nb_execution_in_temp",
    "html_sourcelink_suffix",
    "html_baseurl",
    "myst_dmath_double_inline",
}


def test_the_settings_are_those_that_jupyter_book_gives_to_sphinx():
    from jupyter_book.config import get_final_config

    theirs, _ = get_final_config(
        user_yaml=HOME / "_config.yml", cli_config={"latex_individualpages": False}, sourcedir=HOME / "book"
    )
    ours = settings(CONFIG, HOME / "book")
    for name in theirs.keys() - ITS_ALONE - OURS_ALONE:
        assert ours[name] == theirs[name], name
    assert ours.keys() <= theirs.keys()
    assert [name for name in theirs["extensions"] if name not in ITS_OWN] == list(dict.fromkeys(ours["extensions"]))


def test_files_are_named_so_that_they_are_found_from_any_folder():
    found = settings(CONFIG, Path("/course/book"))
    assert found["html_favicon"] == "/course/book/_static/favicon.svg"
    assert found["bibtex_bibfiles"] == ["/course/book/references.bib"]
    assert found["html_static_path"] == ["/course/book/_static"]


def test_a_setting_that_plain_sphinx_would_not_get_is_named():
    config = {**CONFIG, "html": {**CONFIG["html"], "announcement": "New!"}, "logo": "logo.svg"}
    with pytest.raises(BookTrouble, match="of _config.yml: html.announcement, logo; book/plain.py has to say"):
        settings(config, Path("/course/book"))


def test_the_written_file_has_the_settings_and_lets_nobody_import_jupyter_book(monkeypatch):
    import sys

    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setitem(sys.modules, "jupyter_book", object())
    found, told = settings(CONFIG, Path("/course/book")), {}
    exec(compile(conf(found, ["/course"]), "conf.py", "exec"), told)
    assert {name: told[name] for name in found} == found
    assert sys.path[0] == "/course"
    with pytest.raises(ImportError):
        import jupyter_book  # noqa: F401
