from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grading import seats
from grading.cut_short import why_nothing
from grading.errors import NoWall
from grading.execution import execute
from grading.party import Ended
from grading.sandbox import Wall
from grading.score import cell_scores
from grading.settings import Limits
from grading.warm import CHECKS, LEARNER, End

LIMITS = Limits(seconds_per_cell=1, seconds_per_submission=20)
CHECK = {"nbgrader": {"grade": True, "solution": False, "locked": True, "points": 1, "grade_id": "check"}}
LOCKED = {"nbgrader": {"grade": False, "solution": False, "locked": True, "grade_id": "setup"}}
ANSWER = {"nbgrader": {"grade": False, "solution": True, "locked": False, "grade_id": "answer"}}


def notebook(*sources):
    """One code cell a source, named a, b, c …"""
    return new_notebook(cells=[new_code_cell(text, id=name) for name, text in zip("abcdef", sources, strict=False)])


def course_notebook(setup, answer, check):
    """A setup cell, an answer and a check."""
    cells = [(setup, LOCKED), (answer, ANSWER), (check, CHECK)]
    return new_notebook(cells=[new_code_cell(text, metadata=metadata) for text, metadata in cells])


def texts(run):
    return [
        ["".join(o.get("text", "") or o.get("data", {}).get("text/plain", "")) for o in cell.outputs]
        for cell in run.notebook.cells
    ]


@pytest.fixture
def said(monkeypatch):
    """A function: what S says, message after message, instead of what a real process would."""

    def said(*messages):
        class Talk:
            def __init__(self):
                self._left = list(messages)

            def begin(self, who, message):
                pass

            def cell(self, who, message):
                return self._left.pop(0)

        class Seat:
            @contextmanager
            def talk(self, imports):
                yield Talk()

        @contextmanager
        def taken(wall, limits):
            yield Seat()

        monkeypatch.setattr("grading.seats.taken", taken)

    return said


def done(*outputs, **changes):
    return {"outputs": list(outputs), "stopped": False} | changes


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


def test_hints_are_given_to_the_checks_only_and_other_files_to_both(wall, tmp_path):
    look = "import os\nprint(sorted(os.listdir()))"
    asked = course_notebook("1", look, look)
    (tmp_path / "hints.json").write_text("{}")
    for hints, names in [(tmp_path / "none.json", ["t.csv"]), (tmp_path / "hints.json", ["hints.json", "t.csv"])]:
        run = execute(asked, wall, LIMITS, hints=hints, beside={"t.csv": b"1"})
        assert texts(run) == [["1"], ["['t.csv']\n"], [f"{names}\n"]]


def test_what_check_could_read_is_kept_with_the_run(said, tmp_path):
    path = tmp_path / "hints.json"
    said()
    assert execute(notebook(), Wall(), LIMITS, hints=path).hints is None
    for text, content in [('{"questions": {}}', {"questions": {}}), ("damaged", None), ("[]", None)]:
        path.write_text(text)
        assert execute(notebook(), Wall(), LIMITS, hints=path).hints == content


def test_no_text_of_a_check_gets_to_where_the_answers_run(wall):
    spy = """
import gc, inspect, sys
half = ["zanzi", "bar"]
texts = [one for one in gc.get_objects() for one in gc.get_referents(one) if isinstance(one, (str, bytes))]
seen = [text for text in texts if half[0] + half[1] in str(text)]
frame, frames = sys._getframe(), []
while frame:
    frames.append(repr(frame.f_locals))
    frame = frame.f_back
"""
    told = "[x, len(seen), half[0] + half[1] in str(frames), len(texts) > 99]"
    answer = f"def f(x):\n    exec({spy!r}, globals())\n    return {told}"
    asked = course_notebook("1", answer, "_ = 'zanzibar'\nprint(f('a'))")
    asked.cells.append(new_code_cell("print(f('b'), len(In))", id="after"))
    run = execute(asked, wall, replace(LIMITS, seconds_per_cell=20))
    assert texts(run)[2:] == [["['a', 0, False, True]\n"], ["['b', 0, False, True] 4\n"]]


def test_counts_go_on_from_cell_to_cell_wherever_they_run(wall):
    asked = course_notebook("1", "a = 2", "a")
    asked.cells += [new_code_cell("3"), new_code_cell(" \n"), new_code_cell("5")]
    cells = execute(asked, wall, LIMITS).notebook.cells
    assert [cell.execution_count for cell in cells] == [1, 2, 3, 4, 4, 5]
    assert [cell.outputs[0].execution_count for cell in cells if cell.outputs] == [1, 3, 4, 5]


def test_what_the_learner_handed_in_does_not_decide_what_is_theirs(wall):
    source = course_notebook("def check(a):\n    assert a == 1\nrows = [1]", "a = 1", "check(a)\nassert rows == [1]")
    cheat = "a = 2\ndef check(a):\n    pass\nrows = [2]\nassert_ = None"
    handed_in = deepcopy(source)
    handed_in.cells[1].source = cheat
    run = execute(handed_in, wall, LIMITS, source=source)
    assert [output.ename for output in run.notebook.cells[2].outputs] == ["AssertionError"]


def test_a_notebook_without_the_cells_of_its_source_is_a_fault_of_ours(wall):
    with pytest.raises(ValueError, match="cells of its source"):
        execute(notebook("1"), wall, LIMITS, source=notebook("1", "2"))


def test_a_course_cell_that_fails_beside_a_check_is_told_to_the_author(wall):
    asked = course_notebook("import os\nx = 1\nos.listdir('hints')", "a = 1", "assert x == a")
    run = execute(asked, wall, LIMITS)
    assert run.faults[0].startswith("The cell setup, which a check needs, fails beside it: FileNotFoundError: ")


def test_a_check_that_runs_among_the_learners_code_is_flagged(wall):
    asked = course_notebook("1", "a = 1", "assert a == 1")
    asked.cells[2].metadata["tags"] = ["in-kernel"]
    run = execute(asked, wall, LIMITS)
    assert run.notes == ("The check check ran among the learner's code (tag in-kernel), where it can be cheated.",)


def test_a_stopped_cell_is_a_note_and_no_failure(wall):
    run = execute(notebook("while True: pass", "print('on')"), wall, LIMITS)
    assert (run.failure, run.notes) == ("", ("The cell a was stopped after 1 seconds.",))
    assert texts(run)[1] == ["on\n"]


KEPT = ["AssertionError", "", "NotebookEnded", "NotebookEnded"]
ENDS = "The process that runs the notebook ended in the cell "


def questions(*answers, last="assert 1 == 1"):
    """A question for each answer, which its check asks of; the last check asks for nothing of the learner's."""
    cells = []
    for number, answer in enumerate(answers):
        check = last if number == len(answers) - 1 else f"assert a{number} == {number}"
        for name, text, kind in [("answer", answer, ANSWER), ("check", check, CHECK)]:
            settings = {**kind["nbgrader"], "grade_id": f"q{number}-{name}"}
            cells.append(new_code_cell(text, metadata={"nbgrader": settings}))
    return new_notebook(cells=cells)


def errors(run):
    """The names of the errors of all checks, empty where there is none."""
    checks = [cell for cell in run.notebook.cells if cell.metadata.nbgrader.grade]
    return ["".join(output.get("ename", "") for output in cell.outputs) for cell in checks]


@pytest.mark.parametrize(
    "source, words",
    [
        ("import os; os._exit(0)", f"{ENDS}b."),
        ("import os; os.kill(os.getpid(), 9)", f"{ENDS}b. It may have used too much memory."),
        ("import os; os.abort()", f"{ENDS}b."),
        ("import os; os.closerange(3, 99)", f"{ENDS}b."),
    ],
)
def test_where_a_process_ends_its_cell_says_so_and_what_came_before_stays(wall, source, words):
    run = execute(notebook("print('before')", source, "1"), wall, LIMITS)
    assert (run.failure, run.ended, run.unfinished) == ("", words, words)
    assert run.notes == (f"{words} Cells after it were not run, and their checks give no points.",)
    assert texts(run) == [["before\n"], [""], []]
    assert (run.notebook.cells[1].outputs[0].ename, run.notebook.cells[1].outputs[0].evalue) == ("NotebookEnded", words)


def test_checks_before_the_end_keep_their_points_and_those_after_it_give_none(wall):
    asked = questions("a0 = 7", "a1 = 1", "import os\nos._exit(0)", "a3 = 3")
    run = execute(asked, wall, LIMITS)
    assert errors(run) == KEPT and run.ended == f"{ENDS}q2-answer."
    assert [why_nothing(cell) for cell in run.notebook.cells[3::2]] == [
        "", run.ended, "This check was not run: the notebook ended in the cell q2-answer."
    ]  # fmt: skip
    assert [one.points for one in cell_scores(run.notebook)] == [0, 1, 0, 0]
    assert run.notebook.cells[6].outputs == []


def test_a_check_during_which_the_learners_process_ends_gives_nothing_whatever_it_catches(wall):
    asked = questions("a0 = 0", "import os\ndef f():\n    os._exit(0)", "a2 = 2", "1")
    asked.cells[3].source = "try:\n    f()\nexcept BaseException:\n    pass"
    run = execute(asked, wall, LIMITS)
    assert errors(run) == ["", *["NotebookEnded"] * 3] and run.ended == f"{ENDS}q1-check."


def test_what_is_printed_too_much_in_sum_leaves_the_checks_before(wall):
    loud = "for n in range(400): print('x' * 2000)\nraise ValueError('y' * 10**6)"
    run = execute(questions("a0 = 0", loud, loud, "1"), wall, replace(LIMITS, reply_bytes=40_000))
    assert errors(run)[0] == "" and errors(run)[-1] == "NotebookEnded"
    assert "more than can be kept" in run.ended


BLOCKED = "import signal, time\nsignal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])\ntime.sleep(60)"


def test_when_the_time_of_all_is_over_the_cells_before_count(wall):
    run = execute(questions("a0 = 0", BLOCKED, "1"), wall, replace(LIMITS, seconds_per_submission=3))
    assert (run.failure, run.ended) == ("", "The notebook was stopped after 3 seconds, in the cell q1-answer.")
    assert errors(run) == ["", *["NotebookEnded"] * 2]


def test_a_check_that_has_what_it_needs_may_end_after_the_learners_time(wall):
    asked = questions("import time\na0 = 0\ntime.sleep(1.2)", "a1 = 1", "1")
    asked.cells[1].source = "assert a0 == 0\nimport time\ntime.sleep(1.2)"
    run = execute(asked, wall, Limits(seconds_per_cell=5, seconds_per_submission=2))
    assert errors(run) == ["", *["NotebookEnded"] * 2]
    assert run.ended == "The notebook was stopped after 2 seconds, in the cell q1-answer."


def trouble_in_talk(trouble, monkeypatch):
    class Talk:
        def begin(self, who, message):
            pass

        def cell(self, who, message):
            raise trouble

    class Seat:
        @contextmanager
        def talk(self, imports):
            yield Talk()

    @contextmanager
    def taken(wall, limits):
        yield Seat()

    monkeypatch.setattr("grading.seats.taken", taken)


@pytest.mark.parametrize("who, end, counts, again", [
    (LEARNER, End(1), True, False),
    (LEARNER, End(-9), True, True),
    (LEARNER, End(137, "It used more than 1 GB of memory, so it was stopped.", everything=True), True, False),
    (LEARNER, End(-9, everything=True), False, True),
    (LEARNER, End(1, everything=True), False, True),
    (CHECKS, End(-9), False, True),
    (CHECKS, End(1), False, False),
])  # fmt: skip
def test_only_what_the_learners_own_code_can_have_done_costs_points(monkeypatch, who, end, counts, again):
    trouble = Ended(who)
    trouble.end = end
    trouble_in_talk(trouble, monkeypatch)
    run = execute(notebook("1"), Wall(), LIMITS)
    assert (bool(run.ended), bool(run.failure), run.died) == (counts, not counts, again)


def test_threads_that_go_on_do_not_hold_up_a_notebook_that_is_done(wall):
    run = execute(
        notebook("import threading, time\nthreading.Thread(target=time.sleep, args=[60]).start()"), wall, LIMITS
    )
    assert run.failure == ""


def test_a_program_that_does_not_start_is_the_graders_own_trouble(tmp_path):
    class Broken(Wall):
        def _program(self, program, limits, argument):
            return ["/bin/sh", "-c", "echo no python >&2; exit 1"]

    with pytest.raises(NoWall, match="did not start.*status 1.*no python"):
        execute(notebook("1"), Broken(), LIMITS)


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"fault": "x"},
        {"reply": {"value": 1}},
        done("x"),
        done({"output_type": "display_data"}),
        {"outputs": 7, "stopped": False},
        {"outputs": []},
        done(value=["x" * 30_000]),
        done({"output_type": "stream", "name": "stdout", "text": 7}),
    ],
)
def test_whatever_comes_back_the_notebook_ends_there_and_nothing_is_raised(said, message):
    said(message)
    run = execute(notebook("1"), Wall(), LIMITS, probes={"a": "1"})
    assert run.ended.startswith("What came back from the notebook in the cell a cannot be used: ")
    assert [output.ename for output in run.notebook.cells[0].outputs] == ["NotebookEnded"]


@pytest.mark.parametrize("message", [{}, {"fault": "x"}, done("x")])
def test_checks_that_say_what_makes_no_sense_are_our_failure(said, message):
    said(done(), message)
    run = execute(questions("1"), Wall(), LIMITS)
    assert run.failure.startswith("What came back from the checks in the cell q0-check cannot be used: ")
    assert run.ended == ""


def test_without_a_wall_notebooks_of_ours_run_as_well():
    asked = course_notebook("x = 1", "def f(a):\n    return a + 1", "assert f(x) == 2\nprint('fine')")
    first = Wall(remedy="for this test")
    for _ in range(2):
        assert texts(execute(asked, first, LIMITS))[2] == ["fine\n"]


def test_a_seat_goes_on_after_each_kind_of_trouble(wall):
    limits = replace(LIMITS, reply_bytes=200_000)
    with seats.kept():
        for bad in ("import os; os._exit(3)", "import os; os.kill(os.getpid(), 9)", "import os; os.closerange(3, 99)",
                    "for n in range(400): print('x' * 2000)\nraise ValueError('y' * 10**6)"):  # fmt: skip
            execute(notebook(bad), wall, limits)
            assert texts(execute(notebook("1 + 1"), wall, limits)) == [["2"]]
