"""Programs that stay behind the wall: what they inherit, how they end, what they may use."""

import json
import os
import socket
import subprocess
import sys
import threading
import time

import pytest

from grading.bubblewrap import HOME
from grading.sandbox import Bubblewrap, Landlocked
from grading.settings import Limits
from grading.wall.processes import descendants

PROGRAM = "timeit"  # of the standard library: it runs its arguments, of which the first, the limits, does nothing
TALK = """
import json, os, resource, signal, socket, sys, time
door = socket.socket(fileno={})
def say(*words):
    door.send(json.dumps(words).encode() + b"\\n")
"""


@pytest.fixture(params=[Bubblewrap, Landlocked], ids=["bubblewrap", "landlock"])
def each_wall(request):
    return request.param()


@pytest.fixture
def start(each_wall):
    """A function: code that says what it finds with say(...) → the Started, and a file to read from."""
    begun = []

    def start(code, limits=None):
        ours, theirs = socket.socketpair()
        source = TALK.format(theirs.fileno()) + "\n" + code + "\nos._exit(0)"
        started = each_wall.start(PROGRAM, source, limits or Limits(), [theirs.fileno()])
        theirs.close()
        ours.settimeout(20)
        begun.append((started, ours))
        return started, ours.makefile("r")

    yield start
    for started, ours in begun:
        started.end()
        ours.close()


def family(started):
    return [started.pid, *descendants(started.pid)]


def alive(pids):
    """Those of the processes that still run; one that is gone or only waits to be noted does not."""
    found = []
    for pid in pids:
        try:
            with open(f"/proc/{pid}/stat") as file:
                found += [pid] if file.read().rpartition(")")[2].split()[0] not in "ZX" else []
        except OSError:
            pass
    return found


def ended(pids, seconds=5.0):
    until = time.monotonic() + seconds
    while alive(pids) and time.monotonic() < until:
        time.sleep(0.02)
    return not alive(pids)


def test_it_inherits_the_descriptor_and_nothing_else(start):
    code = """
found = []
for n in range(3, 256):
    try:
        os.fstat(n)
        found.append(n)
    except OSError:
        pass
say(door.fileno(), found)
"""
    _, said = start(code)
    number, found = json.loads(said.readline())
    assert found == [number]


def test_further_sockets_travel_over_it(each_wall):
    ours, theirs = socket.socketpair()
    mine, other = socket.socketpair()
    mine.settimeout(20)
    code = "_, fds, *_ = socket.recv_fds(door, 1, 1)\nsocket.socket(fileno=fds[0]).send(b'through')"
    begun = each_wall.start(PROGRAM, TALK.format(theirs.fileno()) + "\n" + code, Limits(), [theirs.fileno()])
    with begun, ours, theirs, mine, other:
        socket.send_fds(ours, [b"x"], [other.fileno()])
        assert mine.recv(20) == b"through"


def test_its_limits_are_set_and_cannot_be_raised(start):
    limits = Limits(memory_bytes=3 * 1024**3, open_files=99, file_bytes=12345)
    code = (
        "say(*[resource.getrlimit(getattr(resource, 'RLIMIT_' + n)) for n in ('AS', 'NOFILE', 'FSIZE', 'CORE', 'CPU')])"
    )
    code += "\ntry:\n    resource.setrlimit(resource.RLIMIT_NOFILE, (200, 200))\nexcept ValueError:\n    say('refused')"
    _, said = start(code, limits)
    *set_, time_ = json.loads(said.readline())
    assert set_ == [[3 * 1024**3] * 2, [99, 99], [12345, 12345], [0, 0]]
    assert time_[1] == -1, "it stays for many learners, so that its own time has no end"
    assert json.loads(said.readline()) == ["refused"]


def test_processes_have_an_end(start):
    code = """
n = 0
try:
    while n < 4000:
        if os.fork() == 0:
            time.sleep(60)
        n += 1
except BlockingIOError:
    pass
say(n)
"""
    _, said = start(code, Limits(processes=20))
    assert json.loads(said.readline())[0] <= 60  # where other programs of the user count as well, some more


def test_ending_it_ends_all_that_it_started_whatever_it_did(start):
    code = """
for n in range(5):
    if os.fork() == 0:
        os.setsid()
        signal.signal(15, signal.SIG_IGN)
        if os.fork() == 0:
            os.setsid()
            time.sleep(600)
        time.sleep(600)
say("up")
time.sleep(600)
"""
    started, said = start(code)
    said.readline()
    time.sleep(0.2)
    pids = family(started)
    assert len(pids) >= 11
    started.end()
    assert ended(pids)
    started.end()


def test_it_is_over_when_its_program_ends_and_so_are_those_that_it_left(start):
    code = "import time\nif os.fork() == 0:\n    os.setsid()\n    say(1)\n    time.sleep(600)\nsay(2)\ntime.sleep(1)"
    started, said = start(code)
    said.readline(), said.readline()
    pids = family(started)
    assert started.wait(20) == 0
    assert ended(pids)


def test_it_does_not_end_with_the_thread_that_asked_for_it(each_wall):
    made = []
    thread = threading.Thread(
        target=lambda: made.append(each_wall.start(PROGRAM, "import time; time.sleep(600)", Limits()))
    )
    thread.start()
    thread.join()
    time.sleep(0.5)
    assert made[0].poll() is None
    with made[0]:
        pids = family(made[0])
    assert ended(pids)


@pytest.mark.parametrize("number", [9, 15])
def test_it_ends_with_the_engine_even_when_that_is_killed(each_wall, number, tmp_path):
    code = (
        f"import sys, tempfile, time; sys.path.insert(0, {str(HOME)!r}); tempfile.tempdir = {str(tmp_path)!r}\n"
        f"from grading.sandbox import {type(each_wall).__name__} as W; from grading.settings import Limits\n"
        "code = 'import os, time\\nfor n in range(3): os.fork() or os.setsid()\\ntime.sleep(600)'\n"
        "one = W().start('timeit', code, Limits())\n"
        "print(one.pid, flush=True); time.sleep(600)"
    )
    for folder in (tmp_path, *tmp_path.parents):  # one more of them is pytest's own where it shares the tests out
        if folder.name.startswith(("pytest-", "popen-", "test_")):
            folder.chmod(0o755)
    engine = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    door = int(engine.stdout.readline())
    try:
        until = time.monotonic() + 20
        while len(pids := [door, *descendants(door)]) < 5 and time.monotonic() < until:
            time.sleep(0.05)
    finally:
        engine.send_signal(number)
        engine.wait()
        engine.stdout.close()
    assert len(pids) >= 5
    assert ended(pids, 8)
    assert os.listdir(tmp_path) == []


def test_too_much_memory_in_sum_ends_it_with_a_sentence(start):
    code = "os.fork(), os.fork()\nb = bytearray(b'x') * 80_000_000\nsay(1)\ntime.sleep(60)"
    started, said = start(code, Limits(memory_sum_bytes=200 * 1024**2))
    while said.readline():
        pass
    started.wait(10)
    assert started.excess == "It used more than 200 MB of memory, so it was stopped."


def test_too_many_files_end_it_with_a_sentence(start):
    code = "import time\nfor n in range(600):\n    open(f'{n}', 'w').close()\nsay(1)\ntime.sleep(60)"
    started, said = start(code, Limits(files=500))
    while said.readline():
        pass
    started.wait(10)
    assert started.excess == "It made more than 500 files, so it was stopped."


def test_what_it_complained_about_can_be_read(each_wall):
    with each_wall.start(PROGRAM, "raise SystemExit('no reason')", Limits()) as started:
        started.wait(20)
        assert started.trouble().endswith("no reason")
        assert started.memory() == 0
        assert started.excess == ""


def test_its_folder_on_disk_goes_with_it(each_wall, tmp_path, monkeypatch):
    tmp_path.chmod(0o755)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    deep = "import os\nos.makedirs('a/b'); os.chmod('a', 0)\n"
    deep += "for n in range(1500): os.mkdir('c'); os.chdir('c')\nos._exit(0)"
    with each_wall.start(PROGRAM, deep, Limits()) as started:
        started.wait(20)
    assert os.listdir(tmp_path) == []
