"""An answer of letters counts however it was typed."""

import pytest

from cxlab import ____, letters


@pytest.mark.parametrize(
    "typed", ["DBECA", "dbeca", "D, B, E, C, A", "D-B-E-C-A.", [*"DBECA"], tuple("dbeca"), [["DB"], "ECA"]]
)
def test_letters_are_the_same_however_they_are_typed(typed):
    assert letters(typed) == "DBECA"


@pytest.mark.parametrize("typed", ["C", "c.", "(c)", "C)", ["C"], " c "])
def test_one_letter_is_one_letter_with_or_without_brackets(typed):
    assert letters(typed) == "C"


@pytest.mark.parametrize("typed", [..., None, ____, 2.5, True, {"C": 1}, b"C"])
def test_what_holds_no_letters_gives_an_empty_text(typed):
    assert letters(typed) == ""
