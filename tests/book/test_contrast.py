"""Contrast as WCAG measures it, and the nearest colour that has enough."""

import pytest

from book.contrast import TEXT, contrast, enough, mixed


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#767676", "#ffffff", 4.54), ("#0b5f73", "#0b5f73", 1)],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.01)


def test_a_mixture_lies_between_its_colours():
    assert mixed("#204060", "#ffffff", 0) == "#204060" and mixed("#204060", "#ffffff", 1) == "#ffffff"


def test_a_strong_colour_stays_and_a_weak_one_moves_until_it_is_strong_on_all_grounds():
    grounds = ("#ffffff", "#f4f6f8")
    assert enough("#0b5f73", grounds, "#000000") == "#0b5f73"
    found = enough("#ffb300", grounds, "#000000")
    assert all(contrast(found, ground) >= TEXT for ground in grounds) and found != "#000000"
