"""The browser that prints: found or not, old or not, and what a reader is told when it cannot print."""

import pytest

from book.paper import chromium


def script(path, text):
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def test_a_missing_browser_is_a_sentence_with_the_way_to_one(monkeypatch):
    monkeypatch.setattr(chromium.shutil, "which", lambda _: None)
    monkeypatch.setattr(chromium, "PLACES", ())
    with pytest.raises(chromium.NoPdf, match="sudo apt install chromium"):
        chromium.program({})


def test_a_browser_that_is_named_and_not_there_is_a_sentence():
    with pytest.raises(chromium.NoPdf, match="CHROMIUM names /nowhere/chromium"):
        chromium.program({"CHROMIUM": "/nowhere/chromium"})


def test_the_browser_that_is_named_is_taken(tmp_path):
    named = script(tmp_path / "mine", "exit 0")
    assert chromium.program({"CHROMIUM": named}) == named


def test_an_old_browser_is_refused_and_one_that_says_nothing_is_believed(tmp_path):
    with pytest.raises(chromium.NoPdf, match="is version 120; a PDF of the book needs 131"):
        chromium.check_age(script(tmp_path / "old", "echo Chromium 120.0.6099.109"))
    chromium.check_age(script(tmp_path / "new", "echo Chromium 156.0.8078.79"))
    chromium.check_age(script(tmp_path / "silent", "exit 0"))


def test_a_browser_that_fails_is_told_with_its_last_words(tmp_path):
    broken = script(tmp_path / "broken", "echo the disk is full >&2; exit 3")
    with pytest.raises(chromium.NoPdf, match="could not print the book: the disk is full"):
        chromium.to_pdf(broken, tmp_path / "a.html", tmp_path / "a.pdf")
