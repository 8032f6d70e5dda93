"""Questions are cut into the words that the index has."""

import pytest

from book.languages.search import chinese_words, persian_words


def test_chinese_is_cut_into_pairs_so_that_any_two_neighbours_are_found():
    index = set(chinese_words("所有电话都是客服部接的，客户体验（CX）。"))
    assert set(chinese_words("客户体验")) <= index
    assert set(chinese_words("客服部")) <= index
    assert "cx" in index


@pytest.mark.parametrize("question", ["تماس‌ها", "تماسها", "تماس", "مشتري", "كتاب", "1403"])
def test_persian_is_found_with_or_without_half_space_and_from_arabic_keyboards(question):
    index = set(persian_words("تماس‌ها با مشتریِ کتاب در سال ۱۴۰۳؛ مشتری"))
    assert set(persian_words(question)) & index
