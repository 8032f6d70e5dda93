"""The claims: forty, each with a source that exists, and never more certain than the course's own notes say."""

import re
from pathlib import Path

import pytest

from datasets.generators.people.claims import CLAIMS

BIBLIOGRAPHY = Path(__file__).resolve().parents[3] / "book" / "references.bib"
POINTS = {"C": 10, "D": 8, "O": 8, "T": 6, "W": 8}
"""The last point of each article."""


def test_there_are_forty_claims_and_each_is_made_once(fresh):
    assert len(fresh["claims"]) == 40
    assert fresh["claims"].claim.is_unique


@pytest.mark.parametrize("key", sorted({claim[0] for claim in CLAIMS}))
def test_every_source_is_a_point_of_an_article_or_in_the_bibliography(key):
    if re.fullmatch(r"[CDOTW]\d+", key):
        assert int(key[1:]) <= POINTS[key[0]]
    else:
        assert f"{{{key}," in BIBLIOGRAPHY.read_text("utf8")


def test_each_status_occurs_often_enough_to_be_told_apart(fresh):
    assert fresh["claims"].status.value_counts().min() >= 5


def test_claims_and_notes_are_whole_sentences(fresh):
    texts = [*fresh["claims"].claim, *fresh["claims"].note]
    assert all(text.endswith(".") and (text[0].isupper() or text[0].isdigit()) for text in texts)


@pytest.mark.parametrize("words", ["63 %", "35 %", "rose by 11 %"])
def test_a_number_whose_original_was_not_found_is_never_called_verified(words, fresh):
    found = fresh["claims"][fresh["claims"].claim.str.contains(words)]
    assert len(found)
    assert "verified" not in set(found.status)


def test_the_famous_number_is_about_firms_and_its_misquote_is_marked(fresh):
    about = fresh["claims"][fresh["claims"].claim.str.contains("8 %")].set_index("status")
    assert "of the firms" in about.claim["verified"]
    assert "misquote" in about.note["reported"]
