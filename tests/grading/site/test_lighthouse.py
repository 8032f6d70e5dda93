"""Lighthouse is pinned, fetched once, and its absence is told in a sentence. It is not run here."""

import json
import shutil

import pytest

from grading.errors import CourseError
from grading.site import browser, lighthouse
from grading.site.lighthouse import PINNED, fetched, points, read


def test_lighthouse_and_all_that_it_needs_are_pinned_by_their_checksums():
    wanted = json.loads((PINNED / "package.json").read_text())["dependencies"]
    lock = json.loads((PINNED / "package-lock.json").read_text())["packages"]
    assert lock[""]["dependencies"] == wanted
    assert lock["node_modules/lighthouse"]["version"] == wanted["lighthouse"]
    assert all(package["integrity"].startswith("sha512-") for name, package in lock.items() if name)
    assert not any("resolved" in package for package in lock.values())  # whichever registry npm is told to ask


def test_where_node_is_missing_a_sentence_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(CourseError, match="Lighthouse needs Node.js 18 or newer with npm: from nodejs.org"):
        fetched(tmp_path)


def npm(folder, script):
    """Programs in the place of npm and node; they note what they were called with."""
    for name in ("npm", "node"):
        (folder / name).write_text(f"#!/bin/sh\necho {name} $* >> {folder}/calls\n{script}\n")
        (folder / name).chmod(0o755)


@pytest.fixture
def path(tmp_path, monkeypatch):
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return folder


def test_it_is_fetched_once_with_its_lock_and_again_when_the_lock_has_changed(tmp_path, path):
    npm(path, "mkdir -p node_modules/lighthouse/cli; touch node_modules/lighthouse/cli/index.js")
    start = fetched(tmp_path / "here")
    assert start.exists() and fetched(tmp_path / "here") == start
    calls = (path / "calls").read_text().splitlines()
    assert calls == ["npm ci --ignore-scripts --no-audit --no-fund"]
    (tmp_path / "here/fetched.json").write_text("an older one")
    fetched(tmp_path / "here")
    assert len((path / "calls").read_text().splitlines()) == 2


def test_what_npm_says_is_told_and_nothing_counts_as_fetched(tmp_path, path):
    npm(path, "echo no network >&2; exit 1")
    for _ in range(2):
        with pytest.raises(CourseError, match="Lighthouse could not be fetched from npm: no network"):
            fetched(tmp_path / "here")


def test_points_are_of_100_and_what_was_not_measured_is_left_out():
    scores = {"performance": 0.97, "accessibility": 1, "best-practices": None, "seo": 0.9}
    assert read({"categories": {name: {"score": score} for name, score in scores.items()}}) == {
        "performance": 97.0,
        "accessibility": 100.0,
        "seo": 90.0,
    }


def test_a_page_that_lighthouse_cannot_measure_is_named(tmp_path, path, monkeypatch):
    npm(path, "echo it is broken >&2; exit 1")
    monkeypatch.setattr(lighthouse, "program", lambda: "chromium")
    with pytest.raises(CourseError, match="could not measure http://127.0.0.1:1/a.html: it is broken"):
        points(tmp_path / "index.js", "http://127.0.0.1:1/a.html", tmp_path / "reports/a.json")
    asked = (path / "calls").read_text()
    assert "--only-categories=performance,accessibility,best-practices,seo --no-enable-error-reporting" in asked


def test_where_chromium_is_missing_a_sentence_says_how_to_get_it(monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(CourseError, match="Chromium is missing. .* sudo apt install chromium"):
        browser.program()
