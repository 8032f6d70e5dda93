"""Even draws keep their promise in each group, and stay random for each row."""

import numpy as np
import pandas as pd
import pytest

from datasets.generators.service import evenly

GROUPS = np.repeat([0.2, 0.6], [10, 5])


def draw():
    return np.random.default_rng(3)


def test_the_share_below_a_chance_is_that_chance_in_each_group():
    hit = evenly.places(GROUPS, draw()) < GROUPS
    assert pd.Series(hit).groupby(GROUPS).sum().to_dict() == {0.2: 2, 0.6: 3}


def test_which_rows_are_hit_differs_from_draw_to_draw():
    generator = draw()
    first, second = (evenly.places(GROUPS, generator).tolist() for _ in range(2))
    assert first != second
    assert sorted(first) == pytest.approx(sorted(second))


def test_normal_numbers_have_mean_0_and_standard_deviation_1_in_each_group():
    values = pd.Series(evenly.normals([GROUPS], draw())).groupby(GROUPS)
    assert values.mean().tolist() == pytest.approx([0, 0])
    assert values.std().tolist() == pytest.approx([1, 1])
