"""Name, logo and colours of an organisation: what can be used, and a sentence for what cannot."""

import re
from pathlib import Path

import pytest
import yaml

from book.brand import DARK, LIGHT, Brand, on_dark, read_brand, variables
from book.contrast import TEXT, contrast

HOME = Path(__file__).resolve().parents[2]
DOCUMENT = (HOME / "docs" / "branding.md").read_text("utf8")
OWN = yaml.safe_load((HOME / "_config.yml").read_text("utf8"))["sphinx"]["config"]["cx_brand"]
TOKENS = (HOME / "book" / "assets" / "tokens.css").read_text("utf8")


def test_the_courses_own_brand_is_strong_enough():
    assert read_brand(OWN)[1] == []


def test_no_setting_at_all_is_the_courses_own_brand():
    assert read_brand({}) == (Brand(), [])


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"colour": "#ffb300"}, "colour #ffb300 is too weak: its contrast with the light page is 1."),
        ({"colour_dark": "#0b5f73"}, "colour_dark #0b5f73 is too weak: its contrast with the dark page is"),
        ({"colour": "teal"}, "colour is 'teal'. Write it as six digits"),
        ({"color": "#000000"}, "no setting 'color'; there are colour,"),
    ],
)
def test_what_cannot_be_used_is_told_in_a_sentence(settings, said):
    (sentence,) = read_brand(settings)[1]
    assert said in sentence


def test_the_colour_that_the_sentence_names_is_accepted():
    (sentence,) = read_brand({"colour": "#ffb300"})[1]
    assert sentence in DOCUMENT
    assert read_brand({"colour": re.findall(r"#[0-9a-f]{6}", sentence)[-1]})[1] == []


def test_without_a_colour_for_dark_pages_the_light_one_is_made_readable():
    made = on_dark(Brand(colour="#7a1f5c"))
    assert all(contrast(made, ground) >= TEXT for ground in DARK)


@pytest.mark.parametrize("colour", ["#7a1f5c", "#0b5f73", "#000000", "#946800"])
def test_words_on_buttons_can_be_read_in_every_brand(colour):
    rules = variables(Brand(colour=colour))
    for main, ground in re.findall(r"--pst-color-primary:(#\w{6}).*?--cx-on-primary:(#\w{6})", rules):
        assert contrast(main, ground) >= TEXT


@pytest.mark.parametrize("ground", [*LIGHT, *DARK])
def test_the_grounds_that_are_checked_are_those_of_the_style_sheet(ground):
    assert ground in TOKENS


def test_the_documents_example_is_accepted():
    example = yaml.safe_load(DOCUMENT.split("```yaml")[1].split("```")[0])["cx_brand"]
    assert read_brand(example)[1] == []
