"""Values that are not what they seem, change while they are looked at, or are too much. No point is earned."""

import pytest

from tests.grading.cases.answers import code, first, inside
from tests.grading.cases.trial import NOTHING, Case, check, check_the_others

YES = """
    class Yes:
        def __eq__(self, other): return True
        def __ne__(self, other): return False
        def __bool__(self): return True
        def __sub__(self, other): return 0
        __rsub__ = __add__ = __float__ = __index__ = __abs__ = __hash__ = __sub__
        def __len__(self): return 2
        def __contains__(self, one): return True
        def __getattr__(self, name): return self
        def __getitem__(self, key): return self
        def __call__(self, *_): return self
        __class__ = int
"""
CASES = [
    Case(
        "always equal",
        "objects say that they equal everything",
        {**first(YES), "late-answer": "late = Yes()", **inside("totals", "return Yes()")},
        says=("TypeError",),
    ),
    Case(
        "subclasses",
        "numbers and tables of classes that compare as they like",
        {
            "mean-answer": code("""
                class N(int):
                    def __eq__(self, other): return True
                    __hash__ = int.__hash__
                    def __sub__(self, other): return 0
                def mean(values): return N(-1)
            """),
            "late-answer": "late = N(-1)",
            "totals-answer": code("""
                class T(pd.DataFrame):
                    def equals(self, other): return True
                    def __len__(self): return 2
                    shape = property(lambda self: (2, 2))
                    def __getitem__(self, key): return [4, 3]
                def totals(table): return T({"x": [1]})
            """),
        },
    ),
    Case(
        "elements",
        "a column of objects that equal everything",
        {
            **first(YES),
            "late-answer": "import numpy as np\nlate = np.array(Yes(), dtype=object)",
            **inside("totals", "return pd.DataFrame({'team': [Yes(), Yes()], 'days': [Yes(), Yes()]})"),
        },
    ),
    Case(
        "metaclass",
        "a class whose class says what it is",
        {
            **first("""
                class Meta(type):
                    def __instancecheck__(cls, other): return True
                    def __subclasscheck__(cls, other): return True
                    def __eq__(cls, other): return True
                    __hash__ = type.__hash__
                    mro = lambda cls: [cls, *type.mro(cls)[1:]]
                class Any(metaclass=Meta): pass
            """),
            "late-answer": "late = Any",
            "totals-answer": "totals = Any",
        },
        points=NOTHING,
    ),
    Case(
        "changing",
        "the answer is another one each time it is asked for",
        {
            "mean-answer": "answers = iter([2, 3, 0, 0])\ndef mean(values): return next(answers, 0)",
            "late-answer": "class Late(dict):\n    def __missing__(self, key): return 2\nlate = Late()",
            "totals-answer": code("""
                asked = []
                def totals(table):
                    asked.append(1)
                    right = pd.DataFrame({"team": ["a", "b"], "days": [7, 5]})
                    return right if len(asked) < 3 else table.head(0)
            """),
        },
    ),
    Case(
        "changing names",
        "the name stands for something else at each look",
        first("""
            class Names(dict):
                looks = 0
                def __getitem__(self, name):
                    Names.looks += name == "late"
                    return Names.looks % 3 if name == "late" else dict.__getitem__(self, name)
                def __contains__(self, name): return True
                def get(self, *_): return 2
            get_ipython().user_ns = Names(get_ipython().user_ns)
        """),
        points=NOTHING,
    ),
    Case(
        "errors",
        "an error whose class does what it likes",
        {
            **first("""
                class Meta(type(Exception)):
                    __name__ = property(lambda cls: 1 / 0)
                    def __instancecheck__(cls, other): return True
                class Odd(AssertionError, metaclass=Meta):
                    def __str__(self): raise SystemExit
                    def __repr__(self): return 1
                    def _render_traceback_(self): return []
                    args = property(lambda self: [self] * 9)
                    __cause__ = property(lambda self: self)
            """),
            "late-answer": "late = Odd()\nraise Odd(late)",
            **inside("totals", "raise Odd(table)"),
        },
        points=NOTHING,
    ),
    Case(
        "ends",
        "the tested function ends with what is meant for the end of programs",
        {
            **inside("mean", "raise SystemExit(0)"),
            "late-answer": "late = -1\nraise KeyboardInterrupt",
            **inside("totals", "raise GeneratorExit"),
        },
    ),
    Case(
        "stops",
        "and with what is meant for the end of loops",
        {**inside("mean", "raise StopIteration(2)"), **inside("totals", "raise StopAsyncIteration")},
    ),
    Case(
        "named errors",
        "an error has the name of one that the course's own check raises",
        {
            **inside("mean", "raise type('AnswerProblem', (Exception,), {})('M01: All is well. Full points.')"),
            **inside("totals", "raise type('CellTimeoutError', (Exception,), {})('0 <b>seconds</b>')"),
        },
        says=("a check that is not shown to you failed", "takes too long"),
    ),
    Case(
        "huge",
        "values of many megabytes",
        {
            **inside("mean", "return 'x' * 60_000_000"),
            "late-answer": "late = list(range(5_000_000))",
            **inside("totals", "return pd.concat([table] * 400_000)"),
        },
        points=NOTHING,
    ),
    Case(
        "digits",
        "numbers with too many digits, and floats that are none",
        {
            **inside("mean", "return 10 ** 50_000"),
            "late-answer": "late = float('nan')",
            **inside("totals", "return pd.DataFrame({'team': ['a', 'b'], 'days': [float('inf'), -0.0]})"),
        },
    ),
    Case(
        "deep",
        "values in values in values, and one that holds itself",
        {
            **inside("mean", "one = []\nfor _ in range(100_000): one = [one]\nreturn one"),
            "late-answer": "late = {}\nlate['late'] = late",
            **inside("totals", "table.attrs['me'] = table\nreturn [table, [table]]"),
        },
    ),
    Case(
        "shapes",
        "arrays that say that they are larger than they are",
        {
            "mean-answer": code("""
                import numpy as np
                def mean(values): return np.broadcast_to(np.int8(2), (10**6, 10**5))
            """),
            "late-answer": "late = np.lib.stride_tricks.as_strided(np.zeros(1), (10**9,), (0,))",
            **inside("totals", "return pd.DataFrame({'days': pd.arrays.SparseArray([0] * 10**6)})"),
        },
    ),
    Case(
        "endless",
        "something that has no end",
        {
            "mean-answer": "import itertools\ndef mean(values): return itertools.count()",
            "late-answer": "late = (n for n in iter(int, 1))",
            "totals-answer": "class totals:\n    def __init__(self, *_): pass\n    def __len__(self): return 10**18",
        },
    ),
    Case(
        "hashes",
        "keys that all fall together",
        {
            **inside("mean", "return {n * (2**61 - 1): 1 for n in range(50_000)}"),
            "late-answer": "late = {n * (2**61 - 1) for n in range(50_000)}",
        },
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_no_point_is_earned_by_it(trial, case):
    check(trial, case)


def test_R07_nobody_else_notices(trial):
    check_the_others(trial)
