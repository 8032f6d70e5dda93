"""What a default book is: the same text and results, and nothing of our look."""

from pathlib import Path

import yaml

from grading.course import HOME
from grading.site.default_book import CONTENT, default_config

OURS = yaml.safe_load((HOME / "_config.yml").read_text("utf8"))
MADE = default_config(OURS, Path("/cache"), Path("/templates"))


def test_the_text_is_read_in_the_same_way_from_the_same_results():
    assert MADE["parse"] == OURS["parse"]
    assert MADE["execute"] == {"execute_notebooks": "cache", "cache": "/cache"}
    assert MADE["title"] == OURS["title"]


def test_nothing_of_our_look_is_in_it():
    assert "html" not in MADE and MADE["sphinx"]["config"].keys() == {"myst_heading_anchors", "templates_path"}
    look = {"assets", "pages", "icons", "theme_styles", "brand", "rail", "opener", "mathml", "hidden_code"}
    assert not look & set(CONTENT)


def test_only_jupyter_books_own_list_of_extensions_and_our_directives_are_loaded():
    assert "extensions" not in MADE["sphinx"]["config"]
    assert MADE["sphinx"]["extra_extensions"] == [f"book.extensions.{name}" for name in CONTENT]
