"""XLSX, read back as a spreadsheet program would: the zip's XML."""

import re
import zipfile
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pandas as pd
import pytest

from progress.exports import schema, workbook
from progress.exports.frames import Frames
from progress.exports.schema import Column
from progress.exports.workbook import Content, write_workbook
from tests.progress.exports.hard_names import FORMULA, HEBREW, NAMES, pseudonym, some_facts

MADE = pd.Timestamp(2026, 3, 1, 12, tz="UTC")
SPACE = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def read(path):
    """The sheets by name: {cell: (value, kind, number format)}, and the XML of each."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
        names = [sheet.get("name") for sheet in book.find("x:sheets", SPACE)]
        trees = [ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{n}.xml")) for n in range(1, len(names) + 1)]
    formats = {one.get("numFmtId"): one.get("formatCode") for one in styles.iterfind("x:numFmts/x:numFmt", SPACE)}
    looks = [(formats.get(one.get("numFmtId"), ""), one.get("quotePrefix")) for one in styles.find("x:cellXfs", SPACE)]
    cells = {}
    for name, tree in zip(names, trees, strict=True):
        cells[name] = {one.get("r"): told(one, looks) for one in tree.iterfind(".//x:c", SPACE)}
    return cells, dict(zip(names, trees, strict=True))


def told(cell, looks):
    text = cell.find("x:is/x:t", SPACE)
    value = text.text if text is not None else cell.find("x:v", SPACE).text
    assert cell.find("x:f", SPACE) is None, "a formula"
    return value, cell.get("t", "n"), *looks[int(cell.get("s", 0))]


def plain(text):
    """What a spreadsheet program shows for a text with Excel's escapes."""
    return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    frames = Frames(some_facts(), pseudonym)
    path = tmp_path_factory.mktemp("xlsx") / "course.xlsx"
    write_workbook(path, [Content(one.name, one.columns, getattr(frames, one.name)) for one in schema.SHEETS], MADE)
    return path


@pytest.fixture(scope="module")
def submissions(book):
    """The sheet as rows: learner and exercise → column → (value, kind, format, quoted)."""
    cells = read(book)[0]["submissions"]
    header = {re.match("[A-Z]+", at)[0]: value for at, (value, *_) in cells.items() if re.fullmatch("[A-Z]+1", at)}
    lines = {}
    for at, cell in cells.items():
        letters, line = re.fullmatch("([A-Z]+)([0-9]+)", at).groups()
        lines.setdefault(int(line), {})[header[letters]] = cell
    return {(row["learner_id"][0], row["exercise"][0]): row for line, row in lines.items() if line > 1}


def test_each_table_is_a_sheet_with_a_header_that_stays_a_filter_and_widths(book):
    cells, trees = read(book)
    assert list(cells) == ["learners", "submissions", "questions"]
    for name, table in zip(cells, schema.SHEETS, strict=True):
        assert [cells[name][at][0] for at in cells[name] if re.fullmatch("[A-Z]+1", at)] == [
            one.name for one in table.columns
        ]
        pane = trees[name].find(".//x:pane", SPACE)
        assert (pane.get("state"), pane.get("ySplit")) == ("frozen", "1")
        assert trees[name].find("x:autoFilter", SPACE) is not None
        assert len(trees[name].findall("x:cols/x:col", SPACE)) > 1
    assert trees["submissions"].find("x:dimension", SPACE).get("ref") == "A1:T17"


def test_names_are_texts_whatever_they_look_like(submissions):
    names = {who: row["name"] for (who, _), row in submissions.items()}
    assert {plain(value) for value, *_ in names.values()} == set(NAMES.values())
    assert {kind for _, kind, *_ in names.values()} == {"inlineStr"}
    assert names["ben"] == (FORMULA, "inlineStr", "", "1")
    assert names["cem"][:2] == (HEBREW, "inlineStr")
    assert (plain(names["hal"][0]), names["ann"][3]) == (NAMES["hal"], None)


def test_numbers_are_numbers_and_what_is_not_there_is_empty(submissions):
    ann, cem = submissions["ann", "alpha"], submissions["cem", "alpha"]
    assert ann["points"][:2] == ("8.75", "n")
    assert ann["passed"][:2] == ("1", "b")
    assert submissions["ann", "beta"]["points"][:2] == ("0.0", "n")
    assert not {"points", "max_points", "percent", "passed", "penalty"} & set(cem)
    assert cem["state"][0] == "grading failed"


def test_dates_are_dates(submissions):
    value, kind, look, _ = submissions["ann", "alpha"]["received"]
    assert (kind, look) == ("n", "yyyy-mm-dd hh:mm")
    assert datetime(1899, 12, 30) + timedelta(days=float(value)) == datetime(2026, 2, 20, 12)


def test_a_sheet_that_is_full_is_followed_by_another(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "ROWS", 3)
    numbers = Content("numbers", (Column("n", "whole", ""),), pd.DataFrame({"n": range(7)}))
    write_workbook(tmp_path / "a.xlsx", [numbers], MADE)
    cells = read(tmp_path / "a.xlsx")[0]
    assert {name: len(sheet) for name, sheet in cells.items()} == {"numbers": 4, "numbers 2": 4, "numbers 3": 2}
    assert cells["numbers 3"]["A2"][0] == "6"


def test_a_table_without_rows_is_a_sheet_with_a_header(tmp_path):
    frame = pd.DataFrame({"n": pd.Series(dtype="int64"), "when": pd.Series(dtype="datetime64[us, UTC]")})
    columns = (Column("n", "whole", ""), Column("when", "moment", ""))
    write_workbook(tmp_path / "a.xlsx", [Content("empty", columns, frame)], MADE)
    assert {at: cell[0] for at, cell in read(tmp_path / "a.xlsx")[0]["empty"].items()} == {"A1": "n", "B1": "when"}


def test_the_workbook_is_for_its_owner_only_and_leaves_nothing_beside_it(book):
    assert book.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in book.parent.iterdir()] == ["course.xlsx"]


def test_the_same_tables_make_the_same_sheets(book, tmp_path):
    frames = Frames(some_facts(), pseudonym)
    again = tmp_path / "course.xlsx"
    write_workbook(again, [Content(one.name, one.columns, getattr(frames, one.name)) for one in schema.SHEETS], MADE)
    with zipfile.ZipFile(book) as one, zipfile.ZipFile(again) as other:
        assert {name: one.read(name) for name in one.namelist()} == {
            name: other.read(name) for name in other.namelist()
        }
