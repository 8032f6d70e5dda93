"""What the tests of the data share: the frozen tables in both states, and one fresh variant, made once."""

import pandas as pd
import pytest

from datasets.freeze import FOLDER, build
from datasets.generators import generate
from datasets.raw import spoil
from datasets.schema import TABLES
from datasets.states import RAW, filed
from datasets.streams import Streams

SEED = 7


@pytest.fixture(scope="session")
def frozen():
    """The clean tables that the course ships, by name."""
    return _read(raw=False)


@pytest.fixture(scope="session")
def frozen_raw():
    """The raw tables that the course ships, by name; a table with one state only is there as it is."""
    return _read(raw=True)


@pytest.fixture(scope="session")
def fresh():
    """All clean tables from another seed, hidden columns and all."""
    return generate(Streams(SEED))


@pytest.fixture(scope="session")
def fresh_raw(fresh):
    """All raw tables from the same other seed; a table with one state only is there as it is."""
    return {**fresh, **spoil(fresh, Streams(SEED))}


@pytest.fixture(scope="session")
def fresh_folder(fresh, tmp_path_factory):
    """A folder with all files of the other seed."""
    from datasets.freeze import write

    folder = tmp_path_factory.mktemp("variant")
    write(build(SEED, fresh), folder)
    return folder


def _read(raw):
    tables = {}
    for key, (table, state) in filed(TABLES).items():
        if raw or state != RAW:  # the raw state comes after the clean one and takes its place
            tables[table.name] = pd.read_parquet(FOLDER / f"{key}.parquet")
    return tables
