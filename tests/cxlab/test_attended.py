"""Before a person, a notebook keeps red text short and never judges an old answer; before a program it does neither."""

import json
import os
import re
from contextlib import contextmanager
from pathlib import Path

import pytest
from jupyter_client.manager import start_new_kernel

HOME = Path(__file__).resolve().parents[2]
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
CELLS = {
    "import": "import pandas as pd\nfrom cxlab import check\nrows = pd.DataFrame({'a': ['x', 'y']})\nshare = ...",
    "wrong": "share = 7",
    "library": "def half(of):\n    return of / 2\nshare = half(rows.a)",
    "typing": "share = 1 +",
    "check": "check('late-share', share)",
    "right": "share = 17.5",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("exercise")
    known = {"expects": "number", "mistakes": [{"code": "M01", "value": 7, "hint": "One too many."}]}
    (made / "hints.json").write_text(json.dumps({"questions": {"late-share": known}}), "utf8")
    return made


@contextmanager
def notebook(folder, person):
    """A function: names of cells → what the last one shows, as plain text. `person` says whether one sits there."""
    manager, client = start_new_kernel(cwd=str(folder), env={**os.environ, "PYTHONPATH": str(HOME)})

    def run(*names):
        for name in ("import", *names):
            shown = []
            client.execute_interactive(CELLS[name], allow_stdin=person, timeout=60, output_hook=shown.append)
        outputs = [each["content"] for each in shown if each["msg_type"] in ("stream", "error")]
        return COLOUR.sub("", "".join(each.get("text") or "\n".join(each["traceback"]) for each in outputs))

    try:
        yield run
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


@pytest.fixture(scope="module")
def run(folder):
    with notebook(folder, person=True) as run:
        yield run


def test_before_a_program_a_trace_is_whole_and_a_check_looks_at_the_value(folder):
    with notebook(folder, person=False) as run:
        assert "site-packages/pandas" in run("library")
        assert "M01: One too many." in run("wrong", "library", "check")


def test_an_error_inside_a_library_is_shown_with_the_lines_of_the_notebook_only(run):
    shown = run("library")
    assert "site-packages" not in shown and len(shown.splitlines()) < 25
    assert "----> 2     return of / 2" in shown and "TypeError" in shown.splitlines()[-1]


@pytest.mark.parametrize("mistake", ["library", "typing"])
def test_after_a_cell_that_stopped_nothing_is_said_about_an_older_answer(run, mistake):
    assert run("wrong", mistake, "check").startswith("Not yet. The cell before this one stopped with an error")
    assert "M01: One too many." in run("wrong", "check")


def test_a_check_that_says_not_yet_is_no_failed_cell(run):
    assert "M01: One too many." in run("wrong", "check", "check")
    assert "No known mistake found." in run("wrong", "check", "right", "check")
    assert "stopped with an error" in run("typing", "check", "check")
