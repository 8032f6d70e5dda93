"""Fresh seeds: whether one shows everything that is planted, and which is the next one that does."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from datasets.effects import outside
from datasets.errors import DataProblem
from datasets.generators import generate
from datasets.spread import published
from datasets.streams import Streams

TRIES = 25


def world_of(seed: int, wanting: Callable = outside) -> dict[str, pd.DataFrame]:
    """The clean tables of the seed, hidden columns and all, once it is sure that a course can be taught on them.

    Raises DataProblem when an effect is not there, with the next seed that shows all of them. `wanting` says what
    a set of published tables lacks.
    """
    world = generate(Streams(seed))
    lacks = wanting(published(world))
    if not lacks:
        return world
    sentences = "\n".join(lacks)
    good = _next(seed, wanting)
    hint = f"The next seed that shows all of them is {good}." if good is not None else "Try one that is far from it."
    raise DataProblem(f"Seed {seed} does not show every effect that the course teaches.\n{sentences}\n{hint}")


def _next(seed: int, wanting: Callable) -> int | None:
    tries = range(seed + 1, seed + 1 + TRIES)
    return next((number for number in tries if not wanting(published(generate(Streams(number))))), None)
