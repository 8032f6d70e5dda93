"""The brand of an organisation on every page, and a build that says what cannot be used."""

import pytest


@pytest.fixture(scope="module")
def build(sphinx_site, tmp_path_factory):
    def make(**brand):
        source = tmp_path_factory.mktemp("book")
        (source / "_static").mkdir()
        (source / "_static" / "ours.svg").write_text("<svg/>")
        return sphinx_site({}, "book.extensions.brand", source=source, cx_brand=brand)

    return make


def test_a_weak_colour_is_a_warning_with_the_nearest_that_is_strong_enough(build):
    assert "colour #ffb300 is too weak" in build(colour="#ffb300").complaints


def test_a_logo_that_is_not_there_is_told(build):
    assert "the logo 'theirs.svg' is not in book/_static" in build(logo="theirs.svg").complaints


def test_a_brand_in_order_says_nothing(build):
    assert build(name="Example Ltd", logo="ours.svg", colour="#7a1f5c").complaints == ""
