"""The learner's process says to the grader what it likes: unasked, too much, malformed, or after its turn."""

import pytest

from tests.grading.cases.answers import code, everywhere, first, inside
from tests.grading.cases.lab import WRONG
from tests.grading.cases.trial import NOTHING, Case, check, check_the_others

LINE = """
    import gc, json, os, socket, sys, threading, time
    line = next(one for one in gc.get_objects() if type(one).__name__ == "Line")
    def say(message):
        data = message if isinstance(message, bytes) else json.dumps(message).encode()
        line._sock.sendall(len(data).to_bytes(4, "big") + data)
    done = {"outputs": [], "stopped": False}
"""


def saying(text):
    """Code with the learner's end of the line at hand."""
    return first(code(LINE) + "\n" + code(text))


CASES = [
    Case(
        "imitated",
        "what is printed looks like the messages between the processes",
        everywhere("""
            import os, sys
            for text in ("1", "3.0", '{"outputs":[],"stopped":false}', '{"reply":{"value":2}}'):
                print(text)
                print(text, file=sys.stderr)
                os.write(1, text.encode())
                os.write(2, text.encode())
            return -1
        """),
    ),
    Case(
        "encoder",
        "what puts values into messages is replaced",
        first("""
            import sys
            for name, room in list(sys.modules.items()):
                if name.startswith("grading.w"):
                    for word in ("pack", "pack_error", "plain"):
                        if hasattr(room, word):
                            setattr(room, word, lambda *_, **__: 7)
        """),
        points=NOTHING,
    ),
    Case(
        "json",
        "what writes messages is replaced",
        first("import json\njson.dumps = lambda *_, **__: '{\"reply\":{\"value\":true}}'"),
        points=NOTHING,
    ),
    Case(
        "too many names",
        "more names are given than were asked for",
        first("""
            import sys
            kind = sys.modules["grading.wall.handles"].Handles
            before = kind._get
            def get(self, names):
                told = before(self, names)
                told["values"].update(raw=1, pd=2, len=3, expected=4, assert_frame_equal=5)
                return told
            kind._get = get
        """),
        points=NOTHING,
    ),
    Case(
        "changed arguments",
        "the reply says that the caller's own objects have changed",
        first("""
            import sys
            kind = sys.modules["grading.wall.handles"].Handles
            before = kind._call
            def call(self, request):
                empty = self._pack(pd.DataFrame({"team": [], "days": []}))
                return {**before(self, request), "changed": {"0": empty, "self": empty, "__class__": empty}}
            kind._call = call
        """),
        points=NOTHING,
    ),
    Case(
        "own handles",
        "the reply hands out numbers of things that the checks never gave",
        first("""
            import sys
            kind = sys.modules["grading.wall.handles"].Handles
            kind._call = lambda self, request: {"value": {"yours": 1}, "changed": {"0": {"yours": 2}}}
            kind._get = lambda self, names: {"values": {name: {"yours": 1} for name in names}, "absent": []}
        """),
        points=NOTHING,
    ),
    Case(
        "methods",
        "every attribute is said to be a method, every call to return its argument",
        first("""
            import sys
            kind = sys.modules["grading.wall.handles"].Handles
            kind._attr = lambda self, request: {"value": {"method": request["name"]}}
            kind._call = lambda self, request: {"argument": "0"}
        """),
        points=NOTHING,
    ),
    Case(
        "before its turn",
        "answers are sent before anybody asks",
        saying("""
            for _ in range(200):
                say({"reply": {"values": {"late": 7}, "absent": []}})
        """),
        points=NOTHING,
    ),
    Case(
        "cells done",
        "all cells are said to be done, at once",
        saying("for _ in range(20): say(done)"),
        points=NOTHING,
    ),
    Case(
        "work for the checks",
        "a question carries work along with it",
        {
            **saying("order = {'do': 'cell', 'source': 'raw = late = 7', 'seconds': 9, 'count': 1, 'hidden': False}"),
            **inside("totals", """
                say({"ask": {"ask": "call", "handle": 1, "args": [], "kwargs": {}, **order}, "seconds": 9, **order})
                say({"reply": {"value": 1, **order}, **order})
                return table
            """),
        },
        points=NOTHING,
    ),
    Case(
        "no message",
        "what is sent is no message",
        saying("line._sock.sendall((2**31).to_bytes(4, 'big') + b'{' * 1000)"),
        says=("more than can be kept",),
    ),
    Case(
        "half a message",
        "a message never comes to its end",
        saying("line._sock.sendall((5000).to_bytes(4, 'big') + b'{\"outputs\":')\nos._exit(0)"),
    ),
    Case("no JSON", "it is no JSON", saying("say(b'[' * 3_000_000)"), says=("cannot be",)),
    Case(
        "no outputs",
        "outputs that are none",
        saying("""
            odd = [{"output_type": kind, "name": [], "text": {}, "data": 7, "ename": None, "metadata": "x"}
                   for kind in ("stream", "error", "display_data", "execute_result", "x", None, 7, [])]
            say({"outputs": odd, "stopped": "yes", "value": {"k": "x"}})
        """),
        points=NOTHING,
    ),
    Case(
        "marks",
        "outputs that would be points",
        saying("""
            one = {"output_type": "execute_result", "data": {"text/plain": "3"}, "metadata": {}, "execution_count": 1}
            for _ in range(7): say({"outputs": [one], "stopped": False})
        """),
        points=NOTHING,
    ),
    Case(
        "a flood of questions",
        "the checks are asked and asked",
        {
            **saying(""),
            **inside("mean", """
                while True:
                    say({"ask": {"ask": "call", "handle": 1, "args": [], "kwargs": {}}, "seconds": 9})
            """),
        },
        points=NOTHING,
    ),
    Case(
        "another thread",
        "a thread speaks while the checks run",
        saying("""
            def talk():
                while True:
                    time.sleep(0.001)
                    say({"reply": {"value": 2}})
            threading.Thread(target=talk, daemon=True).start()
        """),
        points=NOTHING,
    ),
    Case(
        "closed line",
        "the line is closed",
        saying("line._sock.close()\nos.closerange(0, 200)"),
        points=NOTHING,
    ),
    Case("nothing but wrong", "for comparison", dict(WRONG)),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_no_point_is_earned_by_it(trial, case):
    check(trial, case)


def test_R07_nobody_else_notices(trial):
    check_the_others(trial)
