import json

import pytest

from progress.manifest import Manifest, Page


class Build:
    def __init__(self, build):
        self.build = build


@pytest.fixture
def remember(tmp_path):
    """A function: pages made in one run → a manifest as the next run finds it."""

    def remember(*pages, common="rules", then="rules"):
        first = Manifest(Build(tmp_path), common)
        for page in pages:
            (tmp_path / page.place).write_text(page.make())
            first.made(page)
        first.keep()
        return Manifest(Build(tmp_path), then)

    return remember


def page(data, place="one.html"):
    return Page(place, lambda: "text", data)


def test_a_page_that_was_made_from_the_same_is_current(remember, tmp_path):
    assert remember(page({"a": 1, "b": (2,)})).is_current(page({"b": (2,), "a": 1}), tmp_path)


@pytest.mark.parametrize("other", [{"a": 2}, {"b": 1}, [], ""])
def test_a_page_that_was_made_from_something_else_is_not(remember, tmp_path, other):
    assert not remember(page({"a": 1})).is_current(page(other), tmp_path)


def test_a_page_without_data_is_made_every_time(remember, tmp_path):
    assert not remember(page(None)).is_current(page(None), tmp_path)


def test_a_page_that_does_not_lie_there_is_not_current(remember, tmp_path):
    manifest = remember(page("a"))
    (tmp_path / "one.html").unlink()
    assert not manifest.is_current(page("a"), tmp_path)


def test_when_what_is_common_has_changed_no_page_is_current(remember, tmp_path):
    assert not remember(page("a"), then="other rules").is_current(page("a"), tmp_path)


def test_only_pages_of_the_last_run_are_remembered(remember, tmp_path):
    remember(page("a"), page("b", "two.html"))
    second = Manifest(Build(tmp_path), "rules")
    assert second.is_current(page("a"), tmp_path)
    second.keep()
    kept = json.loads((tmp_path / "progress-seen" / "pages.json").read_text())
    assert list(kept["pages"]) == ["one.html"]


@pytest.mark.parametrize("damaged", ["", "[]", '{"pages": 3}', "\x00"])
def test_a_damaged_memory_counts_as_none(remember, tmp_path, damaged):
    remember(page("a"))
    (tmp_path / "progress-seen" / "pages.json").write_text(damaged)
    assert not Manifest(Build(tmp_path), "rules").is_current(page("a"), tmp_path)
