"""Tests on one side, the learner's code on the other: in one process, and in two."""

import functools
import inspect
import linecache
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from types import ModuleType

import pytest

from grading.wall.handles import Handles
from grading.wall.proxies import Proxies
from grading.wall.sources import install
from grading.wire import frames

HOME = Path(__file__).resolve().parent.parent.parent.parent
FAR = """
import linecache, socket, sys
from types import ModuleType
from grading.wall.handles import Handles
from grading.wire import frames
sock = socket.socket(fileno=int(sys.argv[1]))
def ask(message):
    frames.send(sock, message)
    return frames.receive(sock)
while (request := frames.receive(sock)) is not None:
    if "source" in request:
        source, names = request["source"], vars(ModuleType("__main__"))
        linecache.cache["<cell>"] = (len(source), None, source.splitlines(True), "<cell>")
        exec(compile(source, "<cell>", "exec"), names)
        handles = Handles(names, ask)
    else:
        frames.send(sock, handles.answer(request))
"""


def over(message):
    """The message as the other side gets it."""
    return frames.parse(frames.pack(message))


@pytest.fixture(scope="module")
def other_process():
    """A socket to a process that runs the learner's code; it takes one piece of code after the other."""
    ours, theirs = socket.socketpair()
    words = [sys.executable, "-c", FAR, str(theirs.fileno())]
    with ours, subprocess.Popen(words, pass_fds=[theirs.fileno()], cwd=HOME) as child:
        theirs.close()
        yield ours
        ours.close()
        child.wait(30)


@pytest.fixture(params=["one process", "two processes"])
def learner(request, other_process):
    """A function: the learner's code → the Proxies of a test, and through them the code's names."""
    connect = near if request.param == "one process" else functools.partial(far, other_process)
    return lambda source: Names(connect(textwrap.dedent(source)))


def near(source):
    room = ModuleType("__main__")
    linecache.cache["<cell>"] = (len(source), None, source.splitlines(True), "<cell>")
    exec(compile(source, "<cell>", "exec"), vars(room))
    handles = Handles(vars(room), lambda ask: over(proxies.answer(over(ask))))
    proxies = Proxies(lambda asked: over(handles.answer(over(asked))))
    return proxies


def far(sock, source):
    def ask(request):
        frames.send(sock, request)
        while (reply := frames.receive(sock, deadline=time.monotonic() + 30)) is not None:
            if "ask" not in reply:
                return reply
            frames.send(sock, proxies.answer(reply))
        raise RuntimeError("the other process ended")

    frames.send(sock, {"source": source})
    proxies = Proxies(ask)
    return proxies


class Names:
    def __init__(self, proxies):
        self.proxies = proxies

    def __getattr__(self, name):
        return self.proxies.get([name])[name]


@pytest.fixture
def inspecting(monkeypatch):
    """The module inspect knows the learner's functions; afterwards it is as before."""
    for name in ("getsource", "getsourcelines"):
        monkeypatch.setattr(inspect, name, getattr(inspect, name))
    install()
