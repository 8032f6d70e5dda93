"""The survey's marks get our names, their order and a number, and stay what they are."""

import pandas as pd

from datasets.outside.satisfaction import NAMES, satisfaction


def survey():
    """Two answers as the package has them: q1 to q10, rows named by text."""
    return pd.DataFrame({f"q{number}": [number, 11 - number] for number in range(1, 11)}, ["1", "2"], dtype="Int32")


def test_each_question_gets_its_name_and_each_answer_its_number():
    table = satisfaction(survey())
    assert list(table) == ["answer", *NAMES.values()]
    assert table.answer.to_list() == [1, 2]
    assert (table.overall.to_list(), table.right_areas.to_list()) == ([1, 10], [10, 1])
    assert set(table.dtypes.astype("str")) == {"int64"}


def test_the_order_of_the_packages_columns_changes_nothing():
    assert satisfaction(survey().iloc[:, ::-1]).equals(satisfaction(survey()))
