"""Checks give the learner's code functions and objects of their own; these open no way to anything else."""

import pytest

from tests.grading.cases.answers import code, inside
from tests.grading.cases.lab import WRONG
from tests.grading.cases.trial import NOTHING, Case, check, check_the_others

NONE = (0, 0, 0)
CASES = [
    Case(
        "around the function",
        "a function of the check's own is asked for what is around it",
        inside("each", """
            words = ("globals", "closure", "code", "defaults", "kwdefaults", "self", "builtins", "wrapped", "dict")
            for word in words:
                print(word, getattr(function, f"__{word}__", None))
            for ask in (vars, dir, lambda one: one.__reduce__()):
                try:
                    print(ask(function))
                except Exception as trouble:
                    print(trouble)
            return []
        """),
        points=NONE,
        slug="p3",
    ),
    Case(
        "learning from it",
        "the function is called to learn what is expected, and its errors are looked into",
        inside("each", """
            found = []
            for guess in [*range(50), None, "expected", (), values]:
                try:
                    found.append(function(guess))
                except BaseException as trouble:
                    frame = trouble.__traceback__
                    while frame:
                        print([name for name in frame.tb_frame.f_globals if name in ("expected", "Box", "known")])
                        frame = frame.tb_next
            return found
        """),
        points=NONE,
        slug="p3",
    ),
    Case(
        "inner names",
        "an object of the check's own is asked for what it keeps to itself",
        inside("each", """
            boxes = list(values)
            for box in boxes:
                for name in ("_inner", "__dict__", "__class__", "__init__", "_Box__inner", "size.__class__", "*"):
                    try:
                        print(name, getattr(box, name))
                    except Exception:
                        print(name, "not here")
            return boxes
        """),
        points=NONE,
        slug="p3",
    ),
    Case(
        "forged numbers",
        "numbers of objects that were never given",
        inside("each", """
            import gc
            handles = next(one for one in gc.get_objects() if type(one).__name__ == "Handles")
            for number in range(-3, 300):
                for ask in ("call", "attr", "next"):
                    try:
                        print(handles._ask({"ask": ask, "handle": number, "args": [], "kwargs": {}, "name": "size"}))
                    except BaseException as trouble:
                        pass
            return []
        """),
        points=NONE,
        slug="p3",
    ),
    Case(
        "a loop through both",
        "the function is called without end",
        inside("each", """
            while True:
                try:
                    function(2)
                except BaseException:
                    pass
        """),
        points=NOTHING,
        slug="p3",
    ),
    Case(
        "setup that fails beside the check",
        "a cell of the course's own calls the answer, which fails where the check is, and only there",
        {
            "each-answer": code("""
                def change(_): get_ipython().user_ns.update(limit=0, wanted=[], doubled=[])
                get_ipython().events.register("post_run_cell", change)
                def each(function, values):
                    if type(function).__name__ == "GivenFunction" or function is str:
                        raise ValueError("not here")
                    return []
            """),
            "below-answer": WRONG["below-answer"],
        },
        points=NONE,
        slug="p3",
    ),
    Case(
        "the check's own list",
        "what a check made for itself is changed before it is compared",
        {
            "sorted-answer": code("""
                def largest_first(values):
                    if values == [1, 3, 2]:
                        return [3, 2, 1]
                    values.clear()
                    return []
            """),
        },
        points=NONE,
        slug="p3",
    ),
    Case("nothing but wrong", "for comparison", {}, points=NONE, slug="p3"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_no_point_is_earned_by_it(trial, case):
    check(trial, case)


def test_R07_nobody_else_notices(trial):
    check_the_others(trial)
