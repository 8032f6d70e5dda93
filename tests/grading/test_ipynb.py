import json
import os
import stat
import time

import nbformat
import pytest

from grading import ipynb
from grading.errors import Rejected
from grading.settings import MAX_CELL_CHARACTERS, MAX_CELLS, MAX_NOTEBOOK_BYTES


def notebook(**changes):
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": "1\n", "outputs": [], "execution_count": None}
    return {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | changes


def with_cell(**changes):
    return notebook(cells=[notebook()["cells"][0] | changes])


def nested(depth):
    data = 1
    for _ in range(depth):
        data = {"a": data}
    return data


def test_what_is_written_is_read_back_the_same(tmp_path, source):
    ipynb.write(tmp_path / "a.ipynb", source)
    assert ipynb.read(tmp_path / "a.ipynb") == source


def test_a_file_is_written_as_jupyter_does_and_for_its_owner_only(tmp_path, source):
    path = tmp_path / "a.ipynb"
    ipynb.write(path, source)
    assert path.read_text("utf8") == nbformat.writes(source) + "\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not list(tmp_path.glob(".part*"))


def test_a_byte_order_mark_and_lists_of_lines_are_accepted():
    content = json.dumps(with_cell(source=["a = 1\n", "b = 2"])).encode("utf-8-sig")
    assert ipynb.parse(content, "a.ipynb").cells[0].source == "a = 1\nb = 2"


@pytest.mark.parametrize(
    "content, words",
    [
        (b"", "it is not JSON"),
        (b"print(1)", "it is not JSON"),
        (json.dumps(notebook()).encode()[:-20], "it is not JSON"),
        (json.dumps(notebook()).encode("utf-16"), "it is not UTF-8 text"),
        ('{"caf\xe9": 1}'.encode("latin-1"), "it is not UTF-8 text"),
        (b'{"nbformat": 4, "cells": "\x00"}', "it is not JSON"),
        (b"[" * 200_000, "nested too deeply"),
        (b"[]", "it does not say that it is one"),
        (b'{"cells": []}', "it does not say that it is one"),
    ],
)
def test_what_is_no_notebook_is_refused_with_its_name_and_the_reason(content, words):
    with pytest.raises(Rejected, match=r"^a\.ipynb is not a notebook.*" + words):
        ipynb.parse(content, "a.ipynb")


@pytest.mark.parametrize(
    "data, words",
    [
        (notebook(nbformat=3, worksheets=[]), "not in notebook format 4"),
        (notebook(nbformat=99), "not in notebook format 4"),
        (notebook(nbformat="4"), "not in notebook format 4"),
        (notebook(cells=None), "it has no cells"),
        (notebook(cells=[None]), "cell 1 is damaged"),
        (notebook(cells=[{}]), "cell 1 is damaged"),
        (notebook(metadata=[]), "its metadata are damaged"),
        (with_cell(cell_type="heading"), "cell 1 is damaged"),
        (with_cell(metadata=None), "cell 1 is damaged"),
        (with_cell(source=7), "cell 1 has no text"),
        (with_cell(source=[1]), "cell 1 has no text"),
        (with_cell(source="a\ud800"), "cell 1 holds characters that are no text"),
        (with_cell(source="x" * (MAX_CELL_CHARACTERS + 1)), "cell 1 has more than 200000 characters"),
        (with_cell(outputs=[1]), "its outputs are damaged"),
        (with_cell(metadata=nested(200)), "nested too deeply"),
        (notebook(cells=notebook()["cells"] * (MAX_CELLS + 1)), "more than 2000 cells"),
    ],
)
def test_a_damaged_notebook_is_refused_with_the_place(data, words):
    with pytest.raises(Rejected, match=words):
        ipynb.parse(json.dumps(data).encode(), "a.ipynb")


@pytest.mark.parametrize(
    "part, times", [("[]", 3_000_000), ("{}", 3_000_000), ('{"a":[{"a":1}]}', 600_000), ("[[]]", 150_000)]
)
def test_what_would_take_the_machines_memory_is_refused_early(part, times):
    content = json.dumps(with_cell(metadata={"x": "?"})).replace('"?"', f"[{','.join([part] * times)}]").encode()
    began = time.process_time()
    with pytest.raises(Rejected, match=r"^a\.ipynb .*too many values\. Clear its outputs\."):
        ipynb.parse(content, "a.ipynb")
    assert time.process_time() - began < 3


def test_too_many_names_are_refused_early():
    names = ",".join(f'"{number:x}":1' for number in range(600_000))
    content = json.dumps(with_cell(metadata={"x": "?"})).replace('"?"', f"{{{names}}}").encode()
    with pytest.raises(Rejected, match="too many values"):
        ipynb.parse(content, "a.ipynb")


def test_a_large_chart_in_an_output_is_not_too_much():
    rows = [{"channel": "phone", "minutes": 3.5, "month": "2026-01", "brand": "Fernwick"}] * 20_000
    shown = {"output_type": "display_data", "metadata": {}, "data": {"application/vnd.vegalite.v5+json": rows}}
    assert ipynb.parse(json.dumps(with_cell(outputs=[shown] * 4)).encode(), "a.ipynb").cells[0].source == "1\n"


@pytest.mark.parametrize("twice", ["cells", "nbformat", "metadata"])
def test_a_name_that_stands_there_twice_is_refused(twice):
    content = json.dumps(notebook())[:-1] + f', "{twice}": {json.dumps(notebook()[twice])}}}'
    with pytest.raises(Rejected, match=r"^a\.ipynb .* a name stands in it twice"):
        ipynb.parse(content.encode(), "a.ipynb")


def test_a_file_over_the_limit_is_refused_without_reading_it_whole(tmp_path):
    path = tmp_path / "a.ipynb"
    with path.open("wb") as file:
        file.truncate(20 * MAX_NOTEBOOK_BYTES)
    with pytest.raises(Rejected, match=r"a\.ipynb is larger than 10 MB"):
        ipynb.read(path)


def test_a_link_is_never_followed(tmp_path, course):
    path = tmp_path / "a.ipynb"
    path.symlink_to(course.source("alpha"))
    with pytest.raises(Rejected, match=r"a\.ipynb is a link"):
        ipynb.read(path)


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_ordinary_file_is_refused_at_once(tmp_path, make):
    make(tmp_path / "a.ipynb")
    with pytest.raises(Rejected, match="not an ordinary file"):
        ipynb.read(tmp_path / "a.ipynb")


def test_a_file_that_is_not_there_is_refused_with_its_name(tmp_path):
    with pytest.raises(Rejected, match=r"a\.ipynb cannot be opened"):
        ipynb.read(tmp_path / "a.ipynb")
