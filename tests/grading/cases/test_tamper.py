"""Code that would rather change the grader than find the answer. All answers are wrong: no point is earned."""

import json

import pytest

from tests.grading.cases.answers import code, everywhere, first
from tests.grading.cases.lab import IN_CHECKS, WRONG
from tests.grading.cases.trial import NOTHING, Case, check, check_the_others

HALVES = IN_CHECKS[:5], IN_CHECKS[5:]  # so that what looks for the mark does not find itself
LOOK = f"""
    import gc
    mark = "".join({HALVES!r})
    kinds = (str, bytes, list, tuple, dict)
    seen = [one for one in gc.get_objects() if isinstance(one, kinds) and mark in repr(one)[:100_000]]
    print(len(seen), [repr(one)[:300] for one in seen[:2]])
"""
CASES = [
    Case(
        "T01",
        "a transformer of cells' text turns what comes later into nothing",
        first("""
            def change(lines):
                return ["pass\\n"] if any("assert" in line for line in lines) else lines
            get_ipython().input_transformers_post.append(change)
            get_ipython().input_transformers_cleanup.append(change)
        """),
    ),
    Case(
        "T02",
        "a transformer of syntax trees takes assertions away",
        first("""
            import ast
            class Without(ast.NodeTransformer):
                def visit_Assert(self, node):
                    return ast.copy_location(ast.Pass(), node)
            get_ipython().ast_transformers.append(Without())
        """),
    ),
    Case(
        "T02 compiler",
        "the compiler leaves assertions out",
        first("""
            compiler = get_ipython().compile
            compiler.flags |= 0x8000
            type(compiler).__call__ = lambda self, node, name, mode: compile("0", name, mode, optimize=2)
        """),
    ),
    Case(
        "T03",
        "what runs a cell is replaced by something that says that all is well",
        first("""
            class Fine:
                success, result, error_in_exec, error_before_exec = True, None, None, None
                def raise_error(self): pass
            async def fine(*_, **__): return Fine()
            shell = type(get_ipython())
            for name in ("do_execute", "run_cell_async", "run_code", "run_ast_nodes"):
                setattr(shell, name, fine)
            for name in ("run_cell", "_run_cell", "showtraceback", "_showtraceback", "set_custom_exc"):
                setattr(shell, name, lambda *_, **__: Fine())
        """),
        points=NOTHING,
    ),
    Case(
        "T04",
        "a hook after each cell takes the error and the output away",
        first("""
            from IPython.display import clear_output
            def clean(result):
                result.error_in_exec = result.error_before_exec = None
                clear_output()
            get_ipython().events.register("post_run_cell", clean)
        """),
    ),
    Case("T06", "a result is shown before the check fails", everywhere("import sys\nsys.displayhook('x')\nreturn -1")),
    Case(
        "T07",
        "the tested function shows a number of points",
        everywhere("""
            import sys
            for points in (1, 2, 3, 1.0, 3.0):
                sys.displayhook(points)
            return -1
        """),
    ),
    Case(
        "T07 no number",
        "and one that is none",
        everywhere("""
            import sys
            sys.displayhook(float("nan"))
            sys.displayhook(-1)
            return float("nan")
        """),
    ),
    Case(
        "T09",
        "the functions that compare tables are replaced",
        first("""
            import numpy.testing, pandas.testing, pandas._testing, unittest
            for room in (pandas.testing, pandas._testing, numpy.testing, unittest.TestCase):
                for name in dir(room):
                    if name.startswith("assert"):
                        setattr(room, name, lambda *_, **__: None)
        """),
    ),
    Case(
        "T10",
        "what the check expects is looked for in frames and history around the tested function",
        everywhere(f"""
            import sys
            frame, seen = sys._getframe(), list(get_ipython().user_ns.get("In", []))
            while frame:
                seen += [*frame.f_code.co_consts, *frame.f_locals.values()]
                frame = frame.f_back
            print([text for text in map(repr, seen) if ''.join({HALVES!r}) in text])
            return get_ipython().user_ns.get("expected", -1)
        """),
    ),
    Case("T10 memory", "and in all of the memory", first(LOOK), shows=("0 []",)),
    Case("T10 memory inside", "also while the check runs", everywhere(code(LOOK) + "\nreturn -1")),
    Case(
        "T12",
        "files beside the notebook have the names of modules",
        first("""
            import tempfile
            for folder in (".", tempfile.gettempdir()):
                for name in ("pandas", "altair", "json", "cxlab", "sitecustomize", "numpy", "nbgrader_config"):
                    with open(f"{folder}/{name}.py", "w") as file:
                        file.write("raise SystemExit(0)")
        """),
    ),
    Case(
        "T14",
        "the course's own table becomes the expected one",
        {
            "late-answer": "late = 0\nraw['days'] = 0",
            "totals-answer": code("""
                raw = pd.DataFrame({"team": ["a", "b"], "days": [7, 5]})
                def totals(table): return table
            """),
        },
    ),
    Case(
        "shadows",
        "names of the answers are those that the checks import and use",
        {
            "mean-answer": code("""
                def assert_frame_equal(*_, **__): pass
                expected = wanted = other = None
                abs = len = lambda *_: 0
                isinstance = lambda *_: True
                AssertionError = Warning
                def mean(values): return -1
            """),
            "late-answer": "raw = pd = None\nlate = expected",
            "totals-answer": "def totals(table):\n    return expected\n__builtins__ = None",
        },
    ),
    Case(
        "Python's own names",
        "what Python itself offers is replaced",
        first("""
            import builtins
            builtins.AssertionError = Warning
            builtins.abs = lambda *_: 0
            builtins.isinstance = lambda *_: True
            builtins.len = lambda *_: 2
        """),
        points=NOTHING,
    ),
    Case(
        "tracing",
        "every line of what runs is watched, and lines are left out",
        first("""
            import sys, threading
            def watch(frame, event, argument):
                if "assert" in frame.f_code.co_name:
                    frame.f_lineno += 1
                return watch
            sys.settrace(watch)
            sys.setprofile(watch)
            threading.settrace(watch)
        """),
        points=NOTHING,
    ),
    Case("the trainer's table", "the tested function changes its argument", {
        "totals-answer": code("""
            def totals(table):
                table["days"] = 0
                table.drop(table.index[2:], inplace=True)
                return table
        """),
    }),
    Case("nothing but wrong", "for comparison", dict(WRONG)),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_no_point_is_earned_by_it(trial, case):
    check(trial, case)


def test_R07_nobody_else_notices(trial):
    check_the_others(trial)


def test_no_text_of_a_hidden_check_stands_in_a_result(trial):
    assert IN_CHECKS not in json.dumps([result.to_json() for result in trial.results], default=str)
