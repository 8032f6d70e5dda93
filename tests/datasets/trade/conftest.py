"""The raw state of this domain's tables, made from the fresh variant."""

import pytest

from datasets.generators import whole_microseconds
from datasets.raw.trade import SPOILERS
from datasets.streams import Streams


@pytest.fixture(scope="session")
def exported(fresh):
    """The raw tables of the fresh variant, by name."""
    return {name: whole_microseconds(make(fresh, Streams(7).of(name, "raw"))) for name, make in SPOILERS.items()}
