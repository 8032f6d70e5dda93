"""`table` reads a published table, and says in a sentence why it cannot."""

import hashlib
import json

import pandas as pd
import pytest

from cxlab import table
from cxlab.tables import TableProblem


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A folder with two small tables in place of the course's own."""
    monkeypatch.setenv("CXLAB_TABLES", str(tmp_path))
    pd.DataFrame({"order_id": ["O1", "O2"], "revenue": [9.9, 5.0]}).to_parquet(tmp_path / "orders.parquet")
    pd.DataFrame({"dept_id": ["D01"]}).to_parquet(tmp_path / "departments.parquet")
    sums = {path.stem: {"sha256": hashlib.sha256(path.read_bytes()).hexdigest()} for path in tmp_path.glob("*.parquet")}
    (tmp_path / "checksums.json").write_text(json.dumps({"tables": sums}), "utf8")
    return tmp_path


def test_a_table_is_read_whole():
    assert table("orders").to_dict("list") == {"order_id": ["O1", "O2"], "revenue": [9.9, 5.0]}


def test_only_the_columns_asked_for_are_read():
    assert list(table("orders", ["revenue"])) == ["revenue"]


def test_the_nearest_name_is_suggested_and_all_names_are_listed():
    with pytest.raises(TableProblem) as problem:
        table("order")
    assert (
        str(problem.value)
        == "There is no table named 'order'. Did you mean 'orders'? The tables are: departments, orders."
    )


@pytest.mark.parametrize("name", ["zzz", 7, ""])
def test_a_name_that_is_like_no_other_is_only_refused(name):
    with pytest.raises(TableProblem) as problem:
        table(name)
    assert str(problem.value) == f"There is no table named {name!r}. The tables are: departments, orders."


def test_a_name_that_leads_out_of_the_folder_is_refused():
    with pytest.raises(TableProblem, match=r"no table named '\.\./orders'"):
        table("../orders")


def test_a_missing_file_is_named(folder):
    (folder / "orders.parquet").unlink()
    with pytest.raises(TableProblem, match=r"^The file orders\.parquet is missing\."):
        table("orders")


def test_a_file_that_was_changed_is_not_read(folder):
    with (folder / "orders.parquet").open("ab") as file:
        file.write(b" ")
    with pytest.raises(TableProblem, match=r"^The file orders\.parquet is not as it was published"):
        table("orders")


def test_a_missing_list_of_tables_names_the_folder(folder):
    (folder / "checksums.json").unlink()
    with pytest.raises(TableProblem, match=f"missing from the folder '{folder.name}'"):
        table("orders")


@pytest.mark.parametrize("content", ["", "{", "[]", "{}"])
def test_a_damaged_list_of_tables_is_said_to_be_damaged(folder, content):
    (folder / "checksums.json").write_text(content, "utf8")
    with pytest.raises(TableProblem, match="is damaged"):
        table("orders")


def test_the_sentence_is_shown_without_a_stack_trace():
    assert TableProblem("It is missing.")._render_traceback_() == ["The table could not be loaded. It is missing."]
