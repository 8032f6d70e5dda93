"""A sample of pages comes from the whole length of the contents."""

import pytest

from grading.site.choose import choose

PAGES = ["index", *(f"chapters/{number}" for number in range(40)), "glossary", "search"]


@pytest.mark.parametrize("most", [None, 0, 43, 100])
def test_without_a_limit_all_pages_are_chosen_in_their_order(most):
    assert choose(PAGES, most) == PAGES


@pytest.mark.parametrize("most", range(1, 44))
def test_as_many_as_asked_for_begin_with_the_first_and_keep_the_order(most):
    chosen = choose(PAGES, most)
    assert len(set(chosen)) == len(chosen) == most
    assert chosen[0] == "index"
    assert chosen == sorted(chosen, key=PAGES.index)


def test_the_sample_reaches_from_the_first_to_the_last_page_with_even_steps():
    places = [PAGES.index(page) for page in choose(PAGES, 5)]
    assert places[-1] == len(PAGES) - 1
    steps = [after - before for before, after in zip(places, places[1:], strict=False)]
    assert max(steps) - min(steps) <= 1
