import numpy as np
import pandas as pd
import pytest

from progress.small_groups import hidden_groups


@pytest.mark.parametrize(
    ("people", "hidden"),
    [
        ({"a": 5, "b": 7}, ""),  # none is too small
        ({"a": 4, "b": 7, "c": 9}, "ab"),  # one alone could be reckoned as the total less the others
        ({"a": 4, "b": 3, "c": 9}, "ab"),
        ({"a": 1, "b": 2, "c": 9, "d": 8}, "abd"),  # three people together are few as well
        ({"a": 4, "b": 9}, "ab"),
        ({"a": 4}, "a"),
        ({"a": 9, "b": 4, "c": 9}, "ab"),  # of equals the first
        ({}, ""),
    ],
)
def test_groups_of_fewer_than_five_are_hidden_and_others_so_that_these_cannot_be_reckoned(people, hidden):
    found = hidden_groups(pd.Series(people, dtype=int), 5)
    assert "".join(found.index[found]) == hidden and list(found.index) == list(people)


def test_whatever_the_sizes_nobody_learns_about_fewer_than_five_from_the_total():
    draw = np.random.default_rng(1)
    for _ in range(500):
        people = pd.Series(draw.integers(1, 12, draw.integers(1, 9)))
        found = hidden_groups(people, 5)
        assert (people[~found] >= 5).all()
        assert not found.any() or found.all() or (found.sum() >= 2 and people[found].sum() >= 5)


def test_where_the_smallest_group_is_one_person_nothing_is_hidden():
    assert not hidden_groups(pd.Series([1, 1, 3]), 1).any()
