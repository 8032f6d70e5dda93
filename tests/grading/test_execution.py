import json
import re
from copy import deepcopy
from dataclasses import replace

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grading.child import Reply
from grading.errors import NoWall
from grading.execution import execute
from grading.sandbox import Wall
from grading.settings import Limits
from grading.wire import encode

LIMITS = Limits(seconds_per_cell=1, seconds_per_submission=20)
READY, DONE = {"ready": True}, {"done": True}


def notebook(*sources):
    """One code cell a source, named a, b, c …"""
    return new_notebook(cells=[new_code_cell(text, id=name) for name, text in zip("abcdef", sources, strict=False)])


def texts(run):
    return [
        ["".join(o.get("text", "") or o.get("data", {}).get("text/plain", "")) for o in cell.outputs]
        for cell in run.notebook.cells
    ]


class Said(Wall):
    """A wall that says what it is told to, as a hostile or broken program behind it could."""

    def __init__(self, *messages, **reply):
        object.__setattr__(
            self, "reply", Reply(b"".join(m if isinstance(m, bytes) else encode(m) for m in messages), **reply)
        )

    def run(self, request, limits, *_):
        return self.reply


def done(index, *outputs, **changes):
    return {"cell": index, "outputs": list(outputs), "count": 1, "stopped": False} | changes


def shown(text):
    return {"output_type": "stream", "name": "stdout", "text": text}


def test_outputs_come_back_into_a_copy_of_the_notebook(wall):
    given = notebook("print('x')", "1 + 1")
    given.cells.insert(1, new_markdown_cell("words"))
    given.cells[0].outputs = [{"output_type": "stream", "name": "stdout", "text": "old"}]
    before = deepcopy(given)
    run = execute(given, wall, LIMITS)
    assert (run.failure, run.notes, given) == ("", (), before)
    assert [cell.get("outputs") for cell in run.notebook.cells] == [
        [shown("x\n")],
        None,
        [{"output_type": "execute_result", "data": {"text/plain": "2"}, "metadata": {}, "execution_count": 2}],
    ]


def test_probes_give_values_by_cell(wall):
    run = execute(notebook("a = 3", "b = a / 2", "c = d"), wall, LIMITS, probes={"b": "b", "c": "c"})
    assert run.values == {"b": 1.5}


def test_hints_are_given_along_when_there_are_any(wall, tmp_path):
    look = notebook("import pathlib\npathlib.Path('hints.json').exists()")
    assert texts(execute(look, wall, LIMITS, hints=tmp_path / "hints.json")) == [["False"]]
    (tmp_path / "hints.json").write_text("{}")
    assert texts(execute(look, wall, LIMITS, hints=tmp_path / "hints.json")) == [["True"]]


def test_what_check_could_read_is_kept_with_the_run(tmp_path):
    path, silent = tmp_path / "hints.json", Said(READY, DONE)
    assert execute(notebook(), silent, LIMITS, hints=path).hints is None
    for text, content in [('{"questions": {}}', {"questions": {}}), ("damaged", None), ("[]", None)]:
        path.write_text(text)
        assert execute(notebook(), silent, LIMITS, hints=path).hints == content


def test_the_program_behind_the_wall_is_told_which_cells_are_ours(source):
    heard = []

    class Listening(Said):
        def run(self, request, limits, *_):
            heard.extend(json.loads(request)["cells"])
            return self.reply

    execute(source, Listening(READY, DONE), LIMITS)
    assert [cell["role"] for cell in heard] == ["course", "", "check", "check", "", "check"]


def test_a_stopped_cell_is_a_note_and_no_failure(wall):
    run = execute(notebook("while True: pass", "print('on')"), wall, LIMITS)
    assert (run.failure, run.notes) == ("", ("The cell a was stopped after 1 seconds.",))
    assert texts(run)[1] == ["on\n"]


@pytest.mark.parametrize(
    "source, words",
    [
        ("import os; os._exit(0)", "The process that runs the notebook ended in the cell b before"),
        ("import os; os.kill(os.getpid(), 9)", "ended in the cell b .*It may have used too much memory"),
        ("import os; os.abort()", "ended in the cell b"),
        ("import os; os.closerange(3, 99)", "ended|cannot"),
    ],
)
def test_a_process_that_ends_is_a_failure_that_names_the_cell_and_keeps_what_came_before(wall, source, words):
    run = execute(notebook("print('before')", source, "1"), wall, LIMITS)
    assert re.search(words, run.failure), run.failure
    assert texts(run) == [["before\n"], [], []]


def test_a_notebook_that_takes_too_long_in_all_is_a_failure_that_names_the_cell(wall):
    blocked = "import signal, time\nsignal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])\ntime.sleep(60)"
    run = execute(notebook("1", blocked), wall, replace(LIMITS, seconds_per_submission=3))
    assert run.failure == "The notebook was stopped after 3 seconds, in the cell b."


def test_threads_that_go_on_do_not_hold_up_a_notebook_that_is_done(wall):
    run = execute(
        notebook("import threading, time\nthreading.Thread(target=time.sleep, args=[60]).start()"), wall, LIMITS
    )
    assert run.failure == ""


def test_a_program_that_does_not_start_is_the_graders_own_trouble():
    with pytest.raises(NoWall, match="did not start.*status 1.*no python"):
        execute(notebook("1"), Said(status=1, trouble="no python"), LIMITS)


@pytest.mark.parametrize(
    "messages",
    [
        [READY, b"junk\n", DONE],
        [READY, done(0, "x"), DONE],
        [READY, done(0, {"output_type": "display_data"}), DONE],
        [READY, {"cell": 0}, DONE],
        [READY, done([]), DONE],
        [READY, b"[" * 100_000 + b"\n"],
    ],
)
def test_whatever_comes_back_a_notebook_is_a_failure_and_never_an_exception(messages):
    run = execute(notebook("1"), Said(*messages), LIMITS)
    assert run.failure.startswith("What came back from the notebook cannot be ")
    assert run.notebook.cells[0].outputs == []


def test_the_first_word_about_a_cell_counts_and_unknown_cells_do_not():
    run = execute(
        notebook("1"), Said(READY, done(0, shown("a")), done(0, shown("b")), done(7, shown("c")), DONE), LIMITS
    )
    assert texts(run) == [["a"]]


def test_more_than_can_be_kept_is_a_failure():
    run = execute(notebook("1"), Said(READY, done(0), DONE, too_long=True), LIMITS)
    assert run.failure == "The notebook shows more than can be kept. Print less, and hand it in again."
