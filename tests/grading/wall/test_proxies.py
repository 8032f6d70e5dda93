"""What a test may do with a name of the learner's: functions, arguments, changes, errors."""

import contextlib
import inspect
import io
from numbers import Number

import numpy as np
import pandas as pd
import pytest


def printed(run):
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
        run()
    return out.getvalue(), err.getvalue()


def test_names_arrive_as_fresh_plain_data_and_an_absent_one_is_left_out(learner):
    code = learner("import pandas as pd\na = [1, {'x': (2,)}]\nt = pd.DataFrame({'a': [1, 2]})")
    got = code.proxies.get(["a", "t", "nothing"])
    assert set(got) == {"a", "t"} and got["a"] == [1, {"x": (2,)}]
    got["a"].append(5)
    assert code.a == [1, {"x": (2,)}]
    pd.testing.assert_frame_equal(got["t"], pd.DataFrame({"a": [1, 2]}))


def test_a_function_takes_and_gives_values_of_all_kinds(learner):
    code = learner("def f(x, *more, by=1, **others): return [x, more, by, others]")
    table = pd.DataFrame({"a": [1.5, None]})
    x, more, by, others = code.f(table, 1, "a", by=np.int64(3), z={1})
    pd.testing.assert_frame_equal(x, table)
    assert (more, by, others) == ((1, "a"), 3, {"z": {1}}) and type(by) is np.int64


@pytest.mark.usefixtures("inspecting")
def test_a_function_may_be_asked_who_it_is(learner):
    code = learner('''
        def share(table, by: str, *, decimals=[1], **more):
            """The share."""
            return 1  # a comment
    ''')
    share = code.share
    assert (share.__name__, share.__doc__, share.__qualname__, share.__module__) == (
        "share",
        "The share.",
        "share",
        "__main__",
    )
    assert str(inspect.signature(share)) == "(table, by, *, decimals=[1], **more)"
    assert callable(share) and inspect.isfunction(share) and not isinstance(share, (Number, str, list, type))
    assert "# a comment" in inspect.getsource(share) and inspect.getsourcelines(share)[0][0].startswith("def share")
    assert share.__defaults__ is None and share.__code__.co_argcount == 2
    share.calls = 3
    assert code.share.calls == 3 and code.share is share


@pytest.mark.usefixtures("inspecting")
def test_source_of_classes_and_methods_and_of_our_own_functions(learner):
    code = learner("class A:\n    def one(self):\n        return 1\n\nclass B:\n    x = 1\n")
    assert inspect.getsource(code.A) == "class A:\n    def one(self):\n        return 1\n"
    assert "return 1" in inspect.getsource(code.A().one)
    assert "def printed" in inspect.getsource(printed)
    with pytest.raises((OSError, TypeError)):
        inspect.getsource(code.B)


def test_what_a_function_prints_is_printed_where_the_test_listens(learner):
    code = learner(
        """
        import sys
        def f(n):
            print("a", n)
            print("warning", file=sys.stderr)
            print("b")
            return n
    """
    )
    assert printed(lambda: code.f(3)) == ("a 3\nb\n", "warning\n")
    assert printed(lambda: code.f)[0] == ""


def test_a_flood_of_printing_is_cut(learner):
    assert 1000 < len(printed(learner("def f():\n    for _ in range(9999): print('x' * 99)").f)[0]) <= 20_000


def test_what_was_printed_before_an_error_is_there_too(learner):
    code = learner("def f():\n    print('so far')\n    1 / 0")
    caught = []
    assert printed(lambda: caught.append(pytest.raises(ZeroDivisionError, code.f)))[0] == "so far\n" and caught


def test_generators_and_iterators_run_only_as_far_as_the_test_goes(learner):
    code = learner("""
        made = []
        def numbers():
            n = 0
            while True:
                made.append(n)
                yield n
                n += 1
        def few():
            yield 1
            return 2
        pairs = zip([1, 2], "ab")
        def talk():
            got = yield "first"
            yield got
    """)
    seen = []
    for n in code.numbers():
        seen.append(n)
        if n == 2:
            break
    assert seen == [0, 1, 2] and code.made == [0, 1, 2]
    few = code.few()
    assert inspect.isgenerator(few) and iter(few) is not None and list(few) == [1] and next(few, "end") == "end"
    assert list(code.pairs) == [(1, "a"), (2, "b")] and dict(zip([1], code.numbers(), strict=False)) == {1: 0}
    talk = code.talk()
    assert next(talk) == "first" and talk.send([5]) == [5]


def test_errors_of_the_learners_code_arrive_as_what_they_are(learner):
    code = learner("""
        import numpy as np
        class Odd(ValueError):
            def __init__(self, amount):
                super().__init__(f"too much: {amount}")
                self.amount = amount
        class Odder(Odd):
            def __str__(self): return 1 / 0
        class Own(Exception): pass
        def fail(kind, *args): raise kind(*args)
        def odd(): raise Odd(3)
        def odder(): raise Odder(4)
        def own(): raise Own
        def linear(): return np.linalg.inv([[0, 0], [0, 0]])
        def leave(): raise SystemExit(3)
        def stop(): raise KeyError("k")
    """)
    for kind in (
        ValueError,
        TypeError,
        KeyError,
        ZeroDivisionError,
        NotImplementedError,
        StopIteration,
        AssertionError,
        OSError,
    ):
        with pytest.raises(kind) as caught:
            code.fail(kind, "text")
        assert type(caught.value) is kind and caught.value.args == ("text",)
    with pytest.raises(code.Odd, match="too much: 3") as caught:
        code.odd()
    assert type(caught.value).__name__ == "Odd" and isinstance(caught.value, ValueError) and caught.value.amount == 3
    assert any("line 11 of odd: def odd(): raise Odd(3)" in note for note in caught.value.__notes__)
    with pytest.raises(code.Odd) as caught:
        code.odder()
    assert type(caught.value) is code.Odder and issubclass(code.Odder, code.Odd) and issubclass(code.Own, Exception)
    with pytest.raises(Exception) as caught:
        code.own()
    assert type(caught.value).__name__ == "Own" and not isinstance(caught.value, code.Odd)
    with pytest.raises(np.linalg.LinAlgError):
        code.linear()
    with pytest.raises(SystemExit):
        code.leave()


def test_a_decorated_function_and_a_function_that_makes_functions(learner):
    code = learner("""
        import functools
        def twice(f):
            @functools.wraps(f)
            def inner(*args): return 2 * f(*args)
            return inner
        @twice
        def one(a): "One."; return a
        def adder(n): return lambda x: x + n
        def counter():
            count = 0
            def more():
                nonlocal count
                count += 1
                return count
            return more
    """)
    assert (
        code.one(4) == 8
        and (code.one.__name__, code.one.__doc__) == ("one", "One.")
        and str(inspect.signature(code.one)) == "(a)"
    )
    mine = code.twice(lambda x: x + 1)
    assert mine(1) == 4 and code.adder(3)(4) == 7
    more = code.counter()
    assert [more(), more(), code.counter()()] == [1, 2, 1]


def test_a_value_that_is_too_large_stays_there_and_can_be_looked_at(learner):
    code = learner("large = list(range(3_000_000))\nendless = []\nendless.append(endless)")
    assert len(code.large) == 3_000_000 and code.large[-1] == 2_999_999 and 5 in code.large
    assert len(code.endless) == 1


def test_no_error_of_the_learners_takes_the_name_that_makes_a_person_look(learner):
    code = learner("""
        class CannotTell(ValueError): pass
        class Under(CannotTell): pass
        Made = type("CannotTell", (AssertionError,), {})
        def fail(kind): raise kind("x")
        def under(): raise Under("x")
        def group(): return CannotTell("x")
    """)
    for kind, base in ((code.CannotTell, ValueError), (code.Made, AssertionError)):
        with pytest.raises(base) as caught:
            code.fail(kind)
        assert type(caught.value).__name__ == "LearnersCannotTell"
    with pytest.raises(ValueError) as caught:
        code.under()
    names = [each.__name__ for each in type(caught.value).__mro__]
    assert names[0] == "Under" and "CannotTell" not in names
    assert type(code.group()).__name__ == "LearnersCannotTell"
