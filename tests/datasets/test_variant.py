"""A fresh variant is made only from a seed that shows what the course teaches."""

import pytest

from datasets.errors import DataProblem
from datasets.variant import world_of


def test_a_seed_that_shows_everything_gives_its_tables():
    assert len(world_of(7, wanting=lambda tables: [])["orders"]) > 20_000


def test_a_seed_that_lacks_an_effect_is_refused_and_the_next_good_one_is_named():
    answers = iter([["P06 does not show: the total falls."], ["P06 again."], []])
    with pytest.raises(DataProblem) as problem:
        world_of(7, wanting=lambda tables: next(answers))
    assert str(problem.value).splitlines() == [
        "Seed 7 does not show every effect that the course teaches.",
        "P06 does not show: the total falls.",
        "The next seed that shows all of them is 9.",
    ]
