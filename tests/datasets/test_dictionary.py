"""DICTIONARY.md is what the schema says, for people to read."""

import pytest

from datasets.dictionary import PATH, dictionary
from datasets.schema import TABLES


def test_the_dictionary_is_current():
    assert PATH.read_text("utf8") == dictionary(), "run `python -m datasets dictionary`"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_and_column_is_explained(table):
    section = dictionary().split(f"\n## {table.name}\n")[1].split("\n## ")[0]
    assert f"One row is **{table.row}**" in section
    for column in table.columns:
        assert f"| `{column.name}` |" in section
        assert column.meaning in section
        assert column.missing in section
