"""Each page says what it is about, in its own first sentences."""

import doctest

import pytest

from book.extensions import description
from book.extensions.description import MOST, short

LONG = "A parcel is late for the third time, and nobody calls. " * 6
PAGES = {
    "index": "# Start\n\nA first sentence, *told* plainly.\n\nAnother one.\n",
    "own": "---\ndescription: In other words.\n---\n# Own\n\nThe text.\n",
    "boxed": "# Boxed\n\n:::{note}\nNot this.\n:::\n\nThis & that.\n",
    "empty": "# Empty\n",
}


@pytest.fixture(scope="module")
def site(sphinx_site):
    extensions = ["book.extensions.pages", "book.extensions.brand"]
    return sphinx_site(PAGES, "book.extensions.description", extensions=extensions, html_title="The book")


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("index", "A first sentence, told plainly."),
        ("own", "In other words."),
        ("boxed", "This & that."),
        ("empty", "The book"),
        ("search", "The book"),
    ],
)
def test_a_page_says_what_it_is_about_once(site, page, said):
    assert [meta["content"] for meta in site.page(page).select("meta[name=description]")] == [said]


@pytest.mark.parametrize("text", [LONG, "包裹第三次迟到，也没有人来电话。" * 20, "بسته دیر رسید؟ کسی نمی‌داند. " * 12])
def test_a_long_text_ends_after_a_whole_sentence(text):
    made = short(text)
    assert 40 < len(made) <= MOST
    assert text.startswith(made) and made[-1] in ".。؟"


@pytest.mark.parametrize("text", ["word " * 60, "字" * 400])
def test_where_no_sentence_fits_it_ends_after_a_word(text):
    assert len(short(text)) <= MOST and short(text).endswith(("word…", "字…"))


def test_the_examples_in_the_text_are_true():
    assert doctest.testmod(description).failed == 0
