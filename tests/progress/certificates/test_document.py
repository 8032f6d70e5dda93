"""The certificate's PDF: tagged, in a language, with a title, and with the name as it is."""

import io
import os
from datetime import UTC, datetime

import pikepdf
import pytest

from progress.certificates.document import NoFont, document
from progress.certificates.fonts import without_font
from progress.certificates.ledger import Entry
from progress.certificates.offer import Kind, Offer
from tests.progress.certificates.pdf_words import words

ENTRY = Entry(
    id="urn:uuid:a7d9c611-7ff0-41b3-92a0-b0a3e55e4908", learner="p1", certificate="everyone", name="CX at work",
    file="cx-at-work", number=1, issued=datetime(2026, 3, 1, tzinfo=UTC), expires=datetime(2028, 3, 1, tzinfo=UTC),
    route="Operations and logistics", exercises=("alpha",), pass_percent=50.0,
)  # fmt: skip
KIND = Kind("everyone", "CX at work", "the work of every day", "cx-at-work")
OFFER = Offer("Fernwick", "https://example.org", 24, 50.0, (KIND,))
BADGE = b"<svg/>"


def made(name="Ann Smith", titles=("Alpha", "Beta")):
    return document(ENTRY, KIND, OFFER, name, list(titles), BADGE)


def opened(content):
    return pikepdf.open(io.BytesIO(content))


def test_it_is_tagged_has_a_language_and_a_title_and_says_that_it_is_for_everybody():
    with opened(made()) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "en"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.docinfo["/Title"] == "CX at work: Ann Smith"
        with pdf.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
        kinds = {
            str(one.S)
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/StructElem"
        }
        assert {"/H1", "/P"} <= kinds


def test_it_says_what_was_passed_until_when_it_counts_and_what_it_prepares_for():
    text = " ".join(words(made()).split())
    for part in (
        "CX at work", "Ann Smith", "has passed all 2 exercises", "at least 50 % of its points", "Passed: Alpha; Beta.",
        "The course prepares for the work of every day.", "Fernwick", "1 March 2026", "valid until 1 March 2028",
        "a7d9c611-7ff0-41b3-92a0-b0a3e55e4908", "Path: Operations and logistics.",
    ):  # fmt: skip
        assert part in text.replace("\u00a0", " ")
    assert "certified" not in text.casefold()


def test_its_badge_is_attached():
    with opened(made()) as pdf:
        assert pdf.attachments["cx-at-work.svg"].get_file().read_bytes() == BADGE


def test_the_same_words_give_the_same_bytes():
    assert made() == made()


@pytest.mark.parametrize(
    "name",
    [
        '#panic() *x* $y$ \\ <a> [z] ]] // "q" @r /* */ `code` #include "x"',
        "= Heading",
        "- item",
        '"}) #read("/etc/passwd")',
        "O'Brien & <script>alert(1)</script>",
        "\\u{41} \\n",
    ],
)
def test_markup_in_a_name_is_only_text(name):
    told = words(made(name)).replace("’", "'")
    assert "".join(name.split()) in "".join(told.split())


@pytest.mark.parametrize("name", ["محمد العربي", "سارا کریمی", "王小明", "김민준", "Олена Ковальчук", "דוד לוי"])
def test_a_name_in_any_script_is_set_in_its_own_characters(name):
    if lacking := without_font(name):
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"no font on this machine has {lacking}")
    told = words(made(name)).replace(" ", "")
    assert "\N{REPLACEMENT CHARACTER}" not in told
    letters = name.replace(" ", "")
    assert letters in told or letters[::-1] in told  # written from right to left, glyphs stand in the order on paper


def test_a_name_that_no_font_has_is_refused_and_not_drawn_as_boxes():
    with pytest.raises(NoFont, match="no font here has .*; install fonts-noto-core, and run this again"):
        made("\U0010f000\U0010f001")  # for private use: no font has them


@pytest.mark.parametrize("name", ["x" * 200, "Very Long Name " * 13, "A" + "\u202e" + "evil"])
def test_long_names_and_turned_ones_leave_one_page_in_order(name):
    content = made(name, [f"The {number}. exercise, with a title of usual length" for number in range(31)])
    with opened(content) as pdf:
        assert len(pdf.pages) == 1
    assert "\u202e" not in words(content)
