"""A translation fits a text with other numbers."""

import pytest

from book.languages.figures import Words, with_numbers, without_numbers


@pytest.mark.parametrize(
    ("text", "pattern", "numbers"),
    [
        ("76 % of 1,200 contacts", "{0} % of {1} contacts", ["76", "1,200"]),
        ("Order O12608, 12.5 days.", "Order O12608, {0} days.", ["12.5"]),
        ("no number", "no number", []),
    ],
)
def test_numbers_leave_a_text_and_come_back(text, pattern, numbers):
    assert without_numbers(text) == (pattern, numbers)
    assert with_numbers(pattern, numbers) == text


def test_numbers_stand_where_the_translation_wants_them():
    say = Words({"{0} % of {1} contacts": "{1} 次联络中的 {0}%"})
    assert say("76 % of 1,200 contacts") == "1,200 次联络中的 76%"
    assert say("7 % of 12 contacts") == "12 次联络中的 7%"
    assert say("7 % of 12 calls") is None


def test_the_catalog_of_the_page_comes_before_that_of_all_pages():
    say = Words({"order": "下单"}, {"order": "订单", "use": "使用", "pay": ""})
    assert (say("order"), say(" use "), say("pay"), say("12")) == ("下单", "使用", None, None)
