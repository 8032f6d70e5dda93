"""Files that are no notebook, or too much of one: refused by name, with what to do; the learner's others are graded."""

import json
import os

import pytest

from grading.settings import MAX_CELLS
from tests.grading.cases.lab import FULL, RIGHT
from tests.grading.cases.trial import Case, check, check_the_others

FULL_POINTS = FULL["p1"]
NOTEBOOK = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def dumped(**changes):
    return json.dumps({**NOTEBOOK, **changes}).encode()


def cells(**changes):
    return dumped(cells=[{"cell_type": "code", "metadata": {}, "source": "", "outputs": []} | changes])


def encoded(encoding):
    return lambda content: content.decode().replace('"Python 3"', '"Pythön 3"').encode(encoding)


def replaced(make):
    """The collected file gives way to something else in its place."""

    def lay(path):
        path.unlink()
        make(path)

    return lay


def link(to):
    return replaced(lambda path: path.symlink_to(to(path)))


def linked_folder(path):
    """The learner's folder is a link to the trainer's own."""
    path.unlink()
    for beside in path.parent.iterdir():
        beside.unlink()
    path.parent.rmdir()
    path.parent.symlink_to(source(path).parent)


def source(path):
    return path.parents[4] / "exercises" / "p1" / "p1.ipynb"


def refused(name, about, content=None, *words, lay=lambda path: None):
    return Case(name, about, RIGHT, content=content, lay=lay, points=None, says=("p1", *words))


def extra_link(path):
    """The gradebook and the trainer's folder as links beside the notebook."""
    (path.parent / "book.db").symlink_to(path.parents[3] / "gradebook.db")
    (path.parent / "source").symlink_to(source(path).parent)
    os.mkfifo(path.parent / "pipe.csv")


CASES = [
    refused("J01 empty", "an empty file", b"", "is not JSON"),
    refused("J01 words", "no JSON", b"print('hello')", "is not JSON"),
    refused("J01 cut off", "half a notebook", lambda content: content[:-40], "is not JSON"),
    refused("J01 list", "a list", b"[]", "does not say"),
    refused("J01 null", "nothing", b"null", "does not say"),
    refused("J01 no cells", "no list of cells", dumped(cells=None), "it has no cells"),
    refused("J01 null cell", "a cell that is none", dumped(cells=[None]), "cell 1 is damaged"),
    refused("J01 source", "a cell whose text is a number", cells(source=7), "cell 1 has no text"),
    refused("J01 metadata", "a cell without settings", cells(metadata=None), "cell 1 is damaged"),
    refused("J01 format 3", "an old form", dumped(nbformat=3, worksheets=[]), "format 4", "JupyterLab"),
    refused("J01 format 99", "a form yet to come", dumped(nbformat=99), "format 4"),
    refused("J02 UTF-16", "another encoding", encoded("utf-16"), "UTF-8"),
    refused("J02 Latin-1", "and another", encoded("latin-1"), "UTF-8"),
    Case("J02 mark", "a byte order mark", RIGHT, content=encoded("utf-8-sig"), points=FULL_POINTS),
    refused("J02 NUL", "a NUL", lambda content: content.replace(b"late", b"l\0te"), "is not JSON"),
    refused("J02 half", "half a character", cells(source="a\ud800"), "no text"),
    refused("J04 megabytes", "50 MB", b"x" * 50 * 1024**2, "10 MB", "Clear its outputs"),
    refused("J04 cells", "20,000 cells", dumped(cells=[{}] * 20_000), f"more than {MAX_CELLS} cells"),
    refused("nested", "a thousand brackets", b'{"nbformat":4,"cells":' + b"[" * 1_000 + b"]" * 1_000 + b"}", "deeply"),
    refused("brackets", "a million brackets", b'{"nbformat":4,"cells":[' + b"[]," * 3_000_000 + b"[]]}", "too many"),
    refused("twice", "two lists of cells", lambda content: content[:-1] + b', "cells": []}', "twice"),
    refused("large number", "a number without end", dumped()[:-1] + b', "x": ' + b"9" * 5_000 + b"}", "is not JSON"),
    refused("F01", "a link to the trainer's own notebook", None, "is a link", lay=link(source)),
    Case("F02", "links and a pipe beside the notebook", RIGHT, lay=extra_link, points=FULL_POINTS),
    refused("F02 folder", "a link in place of the folder", None, "is a link", lay=linked_folder),
    refused("pipe", "a pipe", None, "not an ordinary file", lay=replaced(os.mkfifo)),
    refused("folder", "a folder", None, "not an ordinary file", lay=replaced(os.mkdir)),
    refused("zeros", "a link to what never ends", None, "is a link", lay=link(lambda _: "/dev/zero")),
    refused("nowhere", "a link to nothing", None, "is a link", lay=link(lambda _: "nothing")),
    refused("sparse", "a file that says it is large", None, "10 MB", lay=lambda path: os.truncate(path, 2**33)),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_is_refused_by_its_name_or_graded(trial, case):
    check(trial, case)
    if case.points is None:
        assert trial.of(case).rejected and trial.of(case).reason.startswith("p1")


def test_R07_nobody_else_notices(trial):
    check_the_others(trial)
    assert trial.seconds < 120


def test_nothing_of_a_link_beside_a_notebook_is_anywhere_afterwards(trial):
    kept = [path for path in trial.course.autograded.rglob("*") if path.is_file() or path.is_symlink()]
    assert {path.name for path in kept} <= {"p1.ipynb", "p2.ipynb", "timestamp.txt"}
