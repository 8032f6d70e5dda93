"""What the tests of the data share: the frozen tables, and one fresh variant, made once."""

import pandas as pd
import pytest

from datasets.freeze import FOLDER
from datasets.generators import generate
from datasets.schema import names
from datasets.streams import Streams


@pytest.fixture(scope="session")
def frozen():
    """The tables that the course ships, by name."""
    return {name: pd.read_parquet(FOLDER / f"{name}.parquet") for name in names()}


@pytest.fixture(scope="session")
def fresh():
    """All tables from another seed, hidden columns and all."""
    return generate(Streams(7))
