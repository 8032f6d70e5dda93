"""The theme's style sheet, cut to what pages use: small, whole, and with what scripts switch on."""

import gzip

import pytest

from book.extensions.theme_styles import SHEET, SHEETS, THEME
from book.style_rules import blocks, names_used, used_rules

SCRIPT = (THEME / "scripts/pydata-sphinx-theme.js").read_text("utf8")
WHOLE = (THEME / SHEET).read_text("utf8")


@pytest.fixture(scope="module")
def cut():
    return used_rules(WHOLE, names_used('<div class="bd-article admonition note">', SCRIPT))


def test_it_is_less_than_a_third(cut):
    assert len(gzip.compress(cut.encode())) < len(gzip.compress(WHOLE.encode())) / 3


def test_what_a_page_or_a_script_names_is_kept(cut):
    assert ".admonition" in cut and "--pst-color-primary" in cut and ".carousel" not in cut
    assert ".carousel" in used_rules(WHOLE, names_used("", 'node.classList.add("carousel")'))


def test_nothing_is_cut_when_every_class_is_used():
    every = names_used("", WHOLE)
    assert len(list(blocks(used_rules(WHOLE, every)))) == len(list(blocks(WHOLE)))


def test_every_package_has_the_style_sheet_that_is_cut():
    assert all(len(blocks_of) > 10 for blocks_of in (list(blocks(path.read_text("utf8"))) for path in SHEETS.values()))


def test_a_rule_of_another_package_goes_when_no_page_uses_it():
    whole = SHEETS["sphinx-design.min.css"].read_text("utf8")
    cut = used_rules(whole, names_used('<details class="sd-dropdown sd-card">', ""))
    assert ".sd-dropdown" in cut and ".sd-tab-set" not in cut and len(cut) < len(whole) / 3
