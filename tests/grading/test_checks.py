"""What authors write in checks works although the answer lives in another process; what learners try there does not."""

import time
from copy import deepcopy

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from grading.execution import execute
from grading.settings import Limits

SETUP = {"nbgrader": {"grade": False, "solution": False, "locked": True, "grade_id": "setup"}}
ANSWER = {"nbgrader": {"grade": False, "solution": True, "locked": False, "grade_id": "answer"}}
CHECK = {"nbgrader": {"grade": True, "solution": False, "locked": True, "points": 1}}
LIMITS = Limits(seconds_per_cell=3, seconds_per_submission=60)


def names_in(answer):
    """A trainer's answer that binds every name of these tests."""
    return "a = b = c = f = g = K = chart = rows = error = None"


@pytest.fixture
def run(wall):
    """A function: answer and checks → the Execution, with a setup that imports what checks use."""

    def run(answer, *checks, setup="import pandas as pd, numpy as np, altair as alt", limits=LIMITS, tags=()):
        cells = [new_code_cell(setup, metadata=SETUP), new_code_cell(answer, metadata=ANSWER)]
        for number, check in enumerate(checks):
            metadata = {"nbgrader": {**CHECK["nbgrader"], "grade_id": f"check{number}"}, "tags": [*tags]}
            cells.append(new_code_cell(check, metadata=metadata))
        source = deepcopy(new_notebook(cells=cells))
        source.cells[1].source = names_in(answer)
        return execute(new_notebook(cells=cells), wall, limits, source=source)

    return run


@pytest.fixture
def shown(run):
    """A function: the same → for each check its error's name, else all that it shows."""

    def shown(answer, *checks, **more):
        done = run(answer, *checks, **more)
        assert done.failure == "", done.failure
        return [said(cell.outputs) for cell in done.notebook.cells[2:]]

    return shown


def said(outputs):
    errors = [output.ename for output in outputs if output.output_type == "error"]
    texts = [output.get("text") or output.get("data", {}).get("text/plain", "") for output in outputs]
    return errors[0] if errors else "".join(texts)


GOOD = [
    ("a = 3", "assert a == 3 and isinstance(a, int)"),
    ("a = [1, {'x': (2, None)}]", "assert a == [1, {'x': (2, None)}]"),
    ("import numpy as np\na = np.arange(3.)", "assert a.sum() == 3 and a.dtype == float"),
    ("import pandas as pd\na = pd.DataFrame({'x': [1, 2]})", "pd.testing.assert_frame_equal(a, pd.DataFrame({'x': [1, 2]}))"),
    ("def f(x, y=1):\n    return x + y", "assert f(1) == 2 and f(1, y=3) == 4 and callable(f)"),
    ("f = lambda rows: rows.x.sum()", "assert f(pd.DataFrame({'x': [1, 2]})) == 3"),
    ("def f(rows):\n    return rows.assign(y=rows.x * 2)", "assert list(f(pd.DataFrame({'x': [1]})).y) == [2]"),
    ("def f(g, x):\n    return g(x) + g(x)", "assert f(lambda v: v * 2, 3) == 12"),
    ("def f():\n    yield 1\n    yield 2", "assert list(f()) == [1, 2] and next(f()) == 1"),
    ("def f(rows):\n    rows.append(4)\n    return rows", "_rows = [1]\nassert f(_rows) == [1, 4] and _rows == [1]"),
    ("def f(rows):\n    rows['y'] = 1\n    return rows", "assert list(f(pd.DataFrame({'x': [1]})).columns) == ['x', 'y']"),
    ("def f(rows):\n    return rows", "_rows = [1]\nassert f(_rows) is _rows"),
    ("def f():\n    raise ValueError('no')",
     "try:\n    f()\nexcept ValueError as e:\n    assert 'no' in str(e)\nelse:\n    assert False"),
    ("class K:\n    def __init__(self, n):\n        self.n = n\n    def twice(self):\n        return 2 * self.n",
     "_k = K(4)\nassert _k.n == 4 and _k.twice() == 8 and isinstance(_k, K)\n_k.n = 5\nassert _k.twice() == 10"),
    ("def f(x):\n    'Doc.'\n    return x", "import inspect\nassert f.__doc__ == 'Doc.' and 'return x' in inspect.getsource(f)"),
    ("def f(n):\n    return 1 if n < 2 else n * f(n - 1)", "assert [f(n) for n in range(5)] == [1, 1, 2, 6, 24]"),
    ("import altair as alt\nchart = alt.Chart({'values': [{'n': 1}]}).mark_bar().encode(x='n:Q')",
     "assert chart.to_dict()['encoding']['x']['field'] == 'n' and isinstance(chart, alt.Chart)"),
    ("a = float('nan')\nb = float('inf')", "assert a != a and b > 1e300"),
    ("from cxlab import ____\na = ____\nb = ...", "from cxlab.hints import is_blank\nassert is_blank(a) and is_blank(b)"),
    ("import pandas as pd\na = pd.Timestamp('2024-01-01')", "assert a.year == 2024"),
]  # fmt: skip


@pytest.mark.parametrize("answer, check", GOOD)
def test_what_checks_do_with_answers_works(shown, answer, check):
    assert shown(answer, check) == [""]


IN_PLACE = [
    ("def f(rows):\n    rows.append(4)", "_rows = [1]\nf(_rows)\nassert _rows == [1, 4]"),
    ("def f(rows):\n    rows['y'] = 1", "_rows = pd.DataFrame({'x': [1]})\nf(_rows)\nassert list(_rows.columns) == ['x', 'y']"),
]  # fmt: skip


@pytest.mark.parametrize("answer, check", IN_PLACE)
def test_a_change_of_what_a_check_gives_counts_where_the_check_says_so_and_else_the_author_gets_advice(
    run, answer, check
):
    assert [said(cell.outputs) for cell in run(answer, check, tags=["changes-arguments"]).notebook.cells[2:]] == [""]
    done = run(answer, check)
    assert [said(cell.outputs) for cell in done.notebook.cells[2:]] == ["AssertionError"]
    assert done.faults[0].endswith("If that change is what is asked for, tag the check changes-arguments.")


def test_no_answer_changes_what_it_is_compared_with(shown):
    answer = "def f(rows):\n    rows.clear()\n    return []\ndef g(rows):\n    rows['x'] = 0\n    return 0"
    checks = ("for _rows in ([4, 9], [7]):\n    assert f(_rows) == sorted(_rows)",)
    checks += ("_rows = pd.DataFrame({'x': [1, 2]})\nassert g(_rows) == _rows.x.sum()", "assert f(ours) == ours")
    assert shown(answer, *checks, setup="import pandas as pd\nours = [1]") == ["AssertionError"] * 3


def test_what_an_answer_prints_is_heard_in_the_check(shown):
    listens = """import contextlib, io
_heard = io.StringIO()
with contextlib.redirect_stdout(_heard):
    f()
assert _heard.getvalue() == "hello\\n"
"""
    assert shown("def f():\n    print('hello')", "f()", listens) == ["hello\n", ""]


def test_a_right_answer_that_warns_keeps_its_points(run):
    from grading.score import cell_scores, fair

    done = run("import warnings\ndef f():\n    warnings.warn('careful')\n    return 1", "assert f() == 1")
    assert [output.name for output in done.notebook.cells[2].outputs] == ["stderr"]
    assert cell_scores(fair(done.notebook))[0].points == 1


def test_an_error_of_the_learners_has_its_name_and_words_and_says_where_it_was(run):
    done = run("class Odd(ValueError):\n    pass\ndef f(x):\n    raise Odd(f'not {x}')", "f(3)")
    (error,) = done.notebook.cells[2].outputs
    assert (error.ename, error.evalue) == ("Odd", "not 3")
    assert "f(3)" in "\n".join(error.traceback)


def test_a_failed_assertion_looks_as_it_does_in_one_process(run):
    (error,) = run("a = 1", "assert a == 2, 'Not two.'").notebook.cells[2].outputs
    assert (error.ename, error.evalue) == ("AssertionError", "Not two.")
    assert "----> 1 assert a == 2, 'Not two.'" in "\n".join(error.traceback)


EQUAL = "class Same:\n    def __eq__(self, other): return True\n    __hash__ = None\na = Same()"
CHEATS = [
    (EQUAL, "assert a == 3"),
    (EQUAL.replace("__eq__", "__lt__"), "assert a < 3"),
    ("class L(list):\n    def __eq__(self, other): return True\na = L()", "assert a == [1]"),
    ("import pandas as pd\nclass D(pd.DataFrame):\n    def __eq__(self, other): return True\n    equals = __eq__\na = D({'x': [1]})",
     "assert a.equals(pd.DataFrame({'x': [2]}))"),
    ("import pandas.testing, numpy.testing\npandas.testing.assert_frame_equal = lambda *a, **k: None\n"
     "pandas.DataFrame.equals = lambda *a: True\na = pandas.DataFrame()",
     "pd.testing.assert_frame_equal(a, pd.DataFrame({'x': [1]}))"),
    ("import builtins\nbuiltins.abs = lambda x: 0\nabs = lambda x: 0\na = 5", "assert abs(a - 3) < 1"),
    ("a = 5\nget_ipython().input_transformers_post.append(lambda lines: ['pass\\n'])", "assert a == 3"),
    ("a = 5\nimport ast\nclass N(ast.NodeTransformer):\n    def visit_Assert(self, node): return ast.Pass()\n"
     "get_ipython().ast_transformers.append(N())", "assert a == 3"),
    ("a = 5\ndef hook(r):\n    r.error_in_exec = None\nget_ipython().events.register('post_run_cell', hook)", "assert a == 3"),
    ("import sys\ndef f():\n    sys.displayhook(7)\n    return 5", "assert f() == 3"),
    ("a = 5\nimport sys\nsys.modules['numbers'] = None\nopen('pandas.py', 'w').write('1/0')", "import numbers\nassert a == 3"),
    ("import pickle, os\nclass P:\n    def __reduce__(self): return (os.system, ('true',))\na = P()", "assert a == 3"),
    ("a = type('int', (int,), {'__eq__': lambda *x: True})(5)", "assert a == 3"),
    ("a = type('str', (str,), {'casefold': lambda s: 'x', '__eq__': lambda *x: True})('q')", "assert a.casefold() == 'x'"),
]  # fmt: skip


@pytest.mark.parametrize("answer, check", CHEATS)
def test_nothing_that_a_wrong_answer_does_makes_a_check_pass(shown, answer, check):
    assert shown(answer, check)[0] in ("AssertionError", "TypeError", "AttributeError", "BadReply")


def test_what_is_displayed_by_a_learners_function_is_not_taken_for_the_checks_result(run):
    answer = "import sys\nfrom IPython.display import HTML\ndef f():\n    sys.displayhook(9)\n    display(HTML('<b>x</b>'))\n    return 1"
    outputs = run(answer, "f()").notebook.cells[2].outputs
    assert [output.get("data") for output in outputs] == [{"text/plain": "1"}]


def test_nothing_of_html_is_in_what_a_check_shows(run):
    answer = "class H:\n    def _repr_html_(self): return '<script>1</script>'\n    def __repr__(self): return 'plain'\na = H()"
    outputs = run(answer, "a").notebook.cells[2].outputs
    assert [output.data for output in outputs] == [{"text/plain": "plain"}]


def test_a_function_that_never_returns_costs_its_time_once_and_its_checks_only(run):
    answer = "import time\ndef f(x):\n    while x:\n        time.sleep(0.01)\n    return 7"
    began = time.monotonic()
    done = run(answer, "f(0)", "f(1)", "f(0)", "f(1)", "f(0)")
    assert done.failure == ""
    shown = [said(cell.outputs) for cell in done.notebook.cells[2:]]
    assert shown == ["7", "CellTimeoutError", "7", "CellTimeoutError", "7"]
    assert done.notes[0] == "The cell check1 was stopped after 3 seconds."
    assert done.notes[1].startswith("The cell check3 was stopped after 0.")
    assert time.monotonic() - began < 20


def test_a_function_that_did_not_end_in_its_own_cell_has_little_time_in_the_checks(run):
    answer = "import time\ndef f():\n    while True:\n        time.sleep(0.01)\nf()"
    done = run(answer, "f()", "f()")
    seconds = [float(note.split()[-2]) for note in done.notes]
    assert seconds[0] == 3 and len(seconds) == 3 and sum(seconds) < 5


@pytest.mark.parametrize(
    "answer",
    [
        "import time\ndef f():\n    while True:\n        try:\n            time.sleep(1)\n        except BaseException: pass",
        "import signal, time\ndef f():\n    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])\n    time.sleep(99)",
    ],
)
def test_a_function_that_cannot_be_interrupted_ends_the_notebook_in_time(run, answer):
    began = time.monotonic()
    done = run(answer, "f()", "1")
    assert done.ended == "The notebook was stopped in the cell check0: it could not be interrupted after 3 seconds."
    assert time.monotonic() - began < 40


def test_an_endless_generator_or_callback_is_stopped_like_any_loop(shown):
    answer = "def f():\n    n = 0\n    while True:\n        yield n\n        n += 1\ndef g(h):\n    while True:\n        h(1)"
    checks = ("sum(f())", "g(lambda n: n)", "next(f())")
    assert shown(answer, *checks) == ["CellTimeoutError", "CellTimeoutError", "0"]


def test_a_checks_own_endless_function_called_by_the_learner_is_stopped_too(shown):
    check = "def _h(n):\n    while True: pass\nf(_h)"
    assert shown("def f(h):\n    return h(1)", check, "f(abs)") == ["CellTimeoutError", "1"]


def test_questions_within_questions_end_somewhere(shown):
    check = "def _h(n):\n    return f(_h, n + 1)\nf(_h, 1)"
    assert shown("def f(h, n):\n    return h(n)", check, "f(lambda n: n, 3)")[1] == "3"


@pytest.mark.parametrize(
    "answer, words",
    [
        ("import os\ndef f():\n    os._exit(0)", "The process that runs the notebook ended in the cell check0."),
        ("import os\ndef f():\n    os.kill(os.getpid(), 9)", "It may have used too much memory"),
        ("import os\ndef f():\n    os.closerange(3, 99)", "The process that runs the notebook ended in the cell check0"),
        ("import os\ndef f():\n    for n in range(3, 20):\n        try: os.write(n, b'junk' * 99)\n        except OSError: pass\n    return 1",
         "What came back from the notebook in the cell check0 cannot be read|shows more than can be kept"),
        ("def f():\n    return 'x' * 70_000_000", ""),
        ("def f():\n    import resource\n    return [bytearray(10**8) for _ in range(99)]", ""),
    ],
)  # fmt: skip
def test_a_function_that_breaks_its_process_fails_this_notebook_with_a_sentence(run, answer, words):
    import re

    done = run(answer, "f()", "1 + 1")
    assert re.search(words, done.ended) if words else done.unfinished == ""
    assert run("a = 1", "a").unfinished == ""


def test_a_learner_may_call_check_where_there_are_no_hints(shown):
    assert shown("from cxlab import check\na = 1\ncheck('q', a)", "a") == ["1"]


def test_a_kept_function_of_a_check_cannot_be_called_later(wall):
    keeps = "def f(h):\n    global kept\n    kept = h\n    return 1"
    cells = [
        new_code_cell(keeps, metadata=ANSWER),
        new_code_cell("f(lambda n: n)", metadata={"nbgrader": {**CHECK["nbgrader"], "grade_id": "c"}}),
        new_code_cell("kept(-1)", id="later"),
    ]
    run = execute(new_notebook(cells=cells), wall, LIMITS)
    assert (run.failure, said(run.notebook.cells[2].outputs)) == ("", "RuntimeError")
