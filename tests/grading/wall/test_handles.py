"""Requests, replies and questions that make no sense, and what is forgotten."""

import pytest

from grading.wall.handles import Handles
from grading.wall.proxies import BadReply, Proxies
from grading.wire import frames


def over(message):
    """The message as the other side gets it."""
    return frames.parse(frames.pack(message))


def test_what_a_test_no_longer_uses_is_forgotten_there():
    names: dict = {}
    exec("class A:\n    n = 1\ndef make(): return A()", names)
    handles = Handles(names)
    proxies = Proxies(lambda request: over(handles.answer(over(request))))
    make = proxies.get(["make"])["make"]
    kept = make()
    for _ in range(500):
        assert make().n == 1
    assert len(handles._registry._objects) < 20 and kept.n == 1


@pytest.mark.parametrize(
    "request_",
    [{}, {"do": "dance"}, {"do": "get"}, {"do": "get", "names": 5}, {"do": "call"},
    {"do": "call", "handle": 99, "args": [], "kwargs": {}},
     {"do": "call", "handle": "1", "args": [], "kwargs": {}}, {"do": "attr", "handle": 1, "name": 5},
     {"do": "len", "handle": None}, {"do": "item", "handle": 1},
     {"do": "call", "handle": 1, "args": [{"k": "module", "v": "os"}], "kwargs": {}},
     {"do": "isinstance", "handle": 1, "of": 77}, {"do": []}, {"do": "get", "names": [], "drop": {"a": 1}}],
    ids=str,
)  # fmt: skip
def test_a_request_that_makes_no_sense_is_answered_with_a_sentence(request_):
    handles = Handles({"f": len.__call__})
    handles.answer({"do": "get", "names": ["f"]})
    reply = handles.answer(request_)
    assert "refused" in reply or "raised" in reply or reply == {"values": {}, "absent": []}


LENGTH = {
    "handle": 1,
    "is": "object",
    "of": {
        "handle": 2,
        "is": "class",
        "name": "A",
        "has": ["__len__", "__call__", "__iter__", "__next__"],
        "claim": "",
    },
}


@pytest.mark.parametrize(
    "reply",
    [None, [], {}, {"value": {"k": "no"}}, {"value": {"handle": 3}}, {"value": {"handle": -1, "is": "object"}},
    {"value": {"handle": 5, "is": "class"}},
     {"value": {"handle": 11, "is": "object", "of": 5}}, {"value": {"handle": 7, "is": "object", "of": {"handle": 7,
     "is": "object", "of": {}}}},
     {"value": {"yours": 44}}, {"argument": "9"}, {"argument": []}, {"raised": 5}, {"raised": {"kind": "ValueError"}},
     {"raised": {}},
     {"raised": {"kind": "ValueError", "name": "V", "text": "", "where": 5}},
     {"raised": {"kind": "ValueError", "name": "V", "text": "", "class": 1}},
     {"value": 1, "changed": 5}, {"value": 1, "changed": {"0": "other kind"}}, {"value": 1, "changed": {"7": []}},
     {"value": 1, "printed": [["stdout"]]},
     {"value": 1, "printed": [["stdout", 5]]}, {"refused": ["x"]}, {"value": "\ud800"}, {"value": 10**1500},
     {"value": [[[]] * 3] * 1_000_000},
     {"value": [{"handle": n, "is": "class", "name": "A", "has": []} for n in range(10, 5000)]}],
    ids=lambda reply: str(reply)[:50],
)  # fmt: skip
def test_a_reply_that_makes_no_sense_fails_the_test_with_a_sentence(reply):
    replies = iter([{"values": {"f": LENGTH}, "absent": []}, reply])
    f = Proxies(lambda _: next(replies)).get(["f"])["f"]
    with pytest.raises(BadReply):
        f([1])


def test_values_for_names_that_nobody_asked_for_are_refused():
    for values in ({"g": 1}, {"f": 1, "expected": 2}, None, [1]):
        with pytest.raises(BadReply):
            Proxies(lambda _, values=values: {"values": values, "absent": []}).get(["f"])


@pytest.mark.parametrize("ask", [{}, {"ask": "call"}, {"ask": "call", "handle": 7, "args": [], "kwargs": {}},
{"ask": "eval", "handle": 1}, {"ask": "attr", "handle": 1, "name": "__globals__"},
                                 {"ask": "attr", "handle": 1, "name": "__name__"}, {"ask": "next", "handle": 1},
                                 {"ask": "call", "handle": 1, "args": 5, "kwargs": {}},
                                 {"ask": "call", "handle": 1, "args": [{"k": "x"}], "kwargs": {}},
                                 {"ask": "attr", "handle": 1, "name": ["a"]}])  # fmt: skip
def test_a_question_about_what_was_not_given_is_not_answered(ask):
    asked = []

    def reply(request):
        asked.append(request)
        return (
            {"values": {"f": LENGTH}, "absent": []}
            if request["do"] == "get"
            else {"value": proxies.answer(ask).get("refused", "answered")}
        )

    proxies = Proxies(reply)
    assert proxies.get(["f"])["f"](lambda: 5).startswith("This cannot be done")


ODD = """
class Same(type):
    def __eq__(cls, other):
        return True
    def __hash__(cls):
        return hash(ValueError)
class Odd(metaclass=Same):
    n = 7
odd = Odd()
class Silent(Exception):
    def __str__(self):
        raise SystemExit
def fail():
    raise Silent
class Closed(type):
    def __hash__(cls):
        raise SystemExit
class Shut(metaclass=Closed):
    pass
shut, fine = Shut(), 3
"""


@pytest.fixture
def odd():
    """Proxies of objects whose classes do odd things when somebody looks at them."""
    names: dict = {}
    exec(ODD, names)
    handles = Handles(names)
    return Proxies(lambda request: over(handles.answer(over(request))))


def test_a_class_that_equals_all_others_is_no_error_and_no_function(odd):
    assert odd.get(["odd"])["odd"].n == 7


def test_an_error_without_words_is_an_error_all_the_same(odd):
    with pytest.raises(Exception) as caught:
        odd.get(["fail"])["fail"]()
    assert type(caught.value).__name__ == "Silent"


def test_one_value_that_cannot_be_read_does_not_keep_others_back(odd):
    assert odd.get(["shut", "fine"]) == {"fine": 3}
    with pytest.raises(BadReply, match="cannot be read"):
        odd.get(["shut"])
