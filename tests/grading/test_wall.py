"""The programs behind the wall, run there: what cells show, and what learners' code cannot do."""

import json
import socket
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from grading.execution import execute
from grading.settings import Limits
from grading.wire import CUT

SMALL = {"seconds_per_cell": 20.0, "stream_characters": 500, "output_bytes_per_cell": 5_000}


@pytest.fixture
def run(wall):
    """A function: cells (and files, limits) → what came back about each of them."""

    def run(*cells, files=None, probes=(), limits=None, **changes):
        names = [f"cell{number}" for number in range(len(cells))]
        notebook = new_notebook(cells=[new_code_cell(text, id=name) for name, text in zip(names, cells, strict=True)])
        within = replace(limits or Limits(seconds_per_submission=30), **{**SMALL, **changes})
        asked = {names[number]: probe for number, probe in dict(probes).items()}
        beside = {name: text.encode() for name, text in (files or {}).items()}
        done = execute(notebook, wall, within, asked, beside=beside)
        assert done.failure == ""
        stopped = " ".join(done.notes)
        return [
            {"cell": number, "outputs": json.loads(json.dumps(cell.outputs)), "count": cell.execution_count}
            | {"stopped": f"cell {names[number]} was" in stopped}
            | ({"value": done.values[names[number]]} if names[number] in done.values else {})
            for number, cell in enumerate(done.notebook.cells)
        ]

    return run


@pytest.fixture
def show(run):
    """A function: the source of one cell → its outputs."""
    return lambda source, **changes: run(source, **changes)[0]["outputs"]


def stream(text, name="stdout"):
    return {"output_type": "stream", "name": name, "text": text}


def data(text, kind="display_data", **more):
    return {"output_type": kind, "data": {"text/plain": text}, "metadata": {}, **more}


def test_a_cell_shows_streams_displays_and_its_last_value_in_order(show):
    source = "import sys\nprint('a')\nprint('b')\nprint('c', file=sys.stderr)\ndisplay([1])\nprint('d')\n2 + 2"
    expected = [stream("a\nb\n"), stream("c\n", "stderr"), data("[1]"), stream("d\n")]
    assert show(source) == [*expected, data("4", "execute_result", execution_count=1)]


def test_names_and_counts_go_on_from_cell_to_cell_and_an_error_stops_only_its_own(run):
    first, second, third = run("a = 1", "a / 0\nb = 2", "(a, 'b' in globals(), _ih[1])")
    assert (first["outputs"], [message["count"] for message in (first, second, third)]) == ([], [1, 2, 3])
    assert (second["outputs"][0]["ename"], second["outputs"][0]["evalue"]) == ("ZeroDivisionError", "division by zero")
    assert "a / 0" in "\n".join(second["outputs"][0]["traceback"])
    assert third["outputs"][0]["data"]["text/plain"] == "(1, False, 'a = 1')"


def test_a_semicolon_and_clear_output_hide_as_in_a_kernel(show):
    assert show("5;") == []
    assert show("from IPython.display import clear_output\nprint(1)\nclear_output()\nprint(2)") == [stream("2\n")]


def test_an_error_may_speak_in_a_sentence_of_its_own(show):
    error = show("from cxlab import check\ncheck('q', ...)")[0]
    assert error["ename"] == "AnswerProblem"
    assert error["traceback"][0].startswith("Not yet. This question is still open")


def test_the_hints_lie_in_the_working_folder(show):
    known = {"q": {"tolerance": 0.1, "mistakes": [{"code": "M01", "value": 7, "hint": "Per cent."}]}}
    error = show("from cxlab import check\ncheck('q', 7.05)", files={"hints.json": json.dumps({"questions": known})})[0]
    assert error["evalue"] == "M01: Per cent."


@pytest.mark.parametrize(
    "source, name",
    [
        ("raise ExceptionGroup('both', [ValueError(1)])", "ExceptionGroup"),
        ("def broken(:", "SyntaxError"),
        ("%no_such_magic", "UsageError"),
        ("import sys; sys.exit(3)", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("class Odd(Exception):\n    def __str__(self):\n        1 / 0\nraise Odd", "Odd"),
        ("class Odd(Exception):\n    def _render_traceback_(self):\n        1 / 0\nraise Odd", "Odd"),
        ("a = 1\n\x00", "ValueError" if sys.version_info < (3, 11, 4) else "SyntaxError"),
        ("input('?')", "EOFError"),
    ],
)
def test_every_way_to_fail_leaves_an_error(show, source, name):
    assert name in [output.get("ename") for output in show(source)]


@pytest.mark.parametrize("source", ["exit()", "quit()", "import os; os.close(0); os.close(2)", "print('x', end='')"])
def test_a_cell_that_only_tries_to_end_things_ends_nothing(run, source):
    assert [message["cell"] for message in run(source, "1")] == [0, 1]


def test_a_cell_that_does_not_end_is_stopped_and_the_next_one_runs(run):
    began = time.perf_counter()
    endless, after = run("print('so far')\nwhile True:\n    pass", "1 + 1", seconds_per_cell=1)
    assert endless["stopped"] and not after["stopped"]
    assert endless["outputs"][0] == stream("so far\n")
    assert [output["ename"] for output in endless["outputs"][1:]] == ["CellTimeoutError"]
    assert endless["outputs"][1]["traceback"] == ["This cell was stopped after 1 seconds."]
    assert after["outputs"][0]["data"]["text/plain"] == "2"
    assert time.perf_counter() - began < 15


def test_catching_the_interrupt_does_not_make_a_stopped_cell_a_good_one(show):
    shown = show("import time\ntry:\n    time.sleep(30)\nexcept BaseException:\n    print('fine')", seconds_per_cell=1)
    assert [output["output_type"] for output in shown] == ["stream", "error"]
    assert shown[1]["ename"] == "CellTimeoutError"


def test_floods_of_output_are_cut_and_say_so(show):
    text = show("for _ in range(200_000): print('xxxxxxxxxx')")[0]["text"]
    assert len(text) < 700 and text.endswith(CUT)
    assert len(json.dumps(show("for n in range(2_000): display(n)"))) < 15_000
    assert show("'x' * 1_000_000")[0]["data"]["text/plain"].endswith(CUT)


def test_an_error_after_a_flood_is_still_there(show):
    assert show("for n in range(2_000): display(n)\n1 / 0")[-1]["ename"] == "ZeroDivisionError"


def test_only_harmless_kinds_of_output_leave(show):
    source = "from IPython.display import HTML, Javascript, SVG\ndisplay(HTML('<script>1</script>'), Javascript('1'))"
    assert "script" not in json.dumps([list(output["data"]) for output in show(source)])


def test_a_chart_is_told_in_words_and_pictures_cannot_be_drawn(run):
    chart = (
        "import altair as alt\nchart = alt.Chart({'values': [{'a': 1}]}, title='Late', description='More.').mark_bar()"
    )
    first, second, third = run(chart, "chart | chart\nchart", "chart.save('chart.png')")
    assert second["outputs"] == [data("A chart.\nLate\nMore.", "execute_result", execution_count=2)]
    assert third["outputs"][-1]["output_type"] == "error"


def test_an_explorable_runs_without_a_browser(show):
    shown = show("import ipywidgets\ndisplay(ipywidgets.IntSlider(value=3))")
    assert shown[0]["data"]["text/plain"] == "IntSlider(value=3)"


def test_probes_come_back_as_plain_data_or_not_at_all(run):
    cells = [
        "import numpy as np\na = np.float64(2.5)",
        "b = {'x': [1, True]}",
        "c = object()",
        "d = list(range(10**6))",
        "1/0",
    ]
    probes = {0: "a", 1: "b", 2: "c", 3: "d", 4: "a"}
    values = [message.get("value", "absent") for message in run(*cells, probes=probes)]
    assert values == [2.5, {"x": [1, True]}, None, "absent", "absent"]


def test_the_interpreter_looks_as_in_a_kernel(show):
    text = show(
        "import sys\n(__name__, sys.modules['__main__'].__dict__ is globals(), sys.path[0], get_ipython() is not None)"
    )
    assert text[0]["data"]["text/plain"] == "('__main__', True, '/box', True)"


@pytest.mark.parametrize(
    "source",
    [
        "import pathlib\npathlib.Path('{home}/exercises').exists()",
        "import pathlib\npathlib.Path('{home}/grading/gradebook.py').exists()",
        "import pathlib\npathlib.Path('{folder}').exists()",
        "import os\nos.getuid() == 0",
        "import os\n'grading failed' in os.environ or 'HOME' not in os.environ",
    ],
)
def test_nothing_of_ours_is_in_sight(show, source, tmp_path):
    home = Path(__file__).resolve().parent.parent.parent
    shown = show(source.format(home=home, folder=tmp_path))
    assert shown[0]["data"]["text/plain"] == "False"


@pytest.mark.parametrize("place", ["/x", "/usr/x", "/course/cxlab/x", "/course/grading/wire.py", "/etc/x", "/box/../x"])
def test_nothing_can_be_written_outside_the_working_folders(show, place):
    assert show(f"open({place!r}, 'w')")[-1]["ename"] in ("OSError", "PermissionError")


def test_no_connection_leaves_it(show):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        source = f"import socket\nsocket.create_connection(('127.0.0.1', {listener.getsockname()[1]}), timeout=1)"
        assert "Error" in show(source)[-1]["ename"]
        listener.settimeout(0.1)
        with pytest.raises(TimeoutError):
            listener.accept()


def test_memory_processes_and_disk_have_an_end(show):
    assert show("bytearray(3 * 1024**3)")[-1]["ename"] == "MemoryError"
    forks = "import os, time\nfor _ in range(200):\n    if os.fork() == 0:\n        time.sleep(30)\n        os._exit(0)"
    assert show(forks)[-1]["ename"] == "BlockingIOError"
    fill = "for n in range(9):\n    open(f'/tmp/{n}', 'wb').write(bytes(20 * 1024**2))"
    assert show(fill)[-1]["ename"] == "OSError"


def test_of_a_notebook_that_forks_itself_every_cell_is_told(run):
    assert [message["outputs"] for message in run("import os\nwho = os.fork()", "1")][1] == [
        data("1", "execute_result", execution_count=2)
    ]
