"""One warm process serves learner after learner: the second finds nothing of the first, and cannot harm the next."""

import json
import socket

import pytest

from grading.sandbox import Bubblewrap, Landlocked
from grading.settings import Limits
from grading.wall import apart, landlock
from tests.grading.below_tmp import BELOW_TMP

WARM = """
import json, os, socket, sys, time
from grading.wall import apart
apart.remember()
apart.prepare()
if {old}:
    apart.landlock.keep_signals_inside = lambda: False
warm = os.getpid()
while word := door.recv(65536):
    child = os.fork()
    if child == 0:
        apart.settle()
        try:
            exec(word.decode(), {{"warm": warm, "os": os, "time": time, "say": say}})
        except Exception as e:
            say(type(e).__name__)
        finally:
            os._exit(0)
    status = os.waitpid(child, 0)[1]
    door.send(json.dumps({{"left": apart.clear(child)}}).encode() + b"\\n")
"""
DOOR = """
import json, socket
door = socket.socket(fileno={})
def say(*words):
    door.send(json.dumps(words).encode() + b"\\n")
"""


@pytest.fixture(
    params=[(Bubblewrap, False), (Bubblewrap, True), (Landlocked, False), (Landlocked, True)],
    ids=["bubblewrap", "bubblewrap before Linux 6.12", "landlock", "landlock before Linux 6.12"],
)
def serve(request):
    """A function: a learner's code → what it said, and what is left of it."""
    made, old = request.param
    if not landlock.version() and made is Landlocked:
        pytest.skip("this kernel has no landlock (before Linux 5.13)")
    ours, theirs = socket.socketpair()
    ours.settimeout(30)
    code = DOOR.format(theirs.fileno()) + WARM.format(old=old)
    with made().start("timeit", code, Limits(processes=200), [theirs.fileno()]) as started, ours:
        theirs.close()
        file = ours.makefile("r")

        def serve(code):
            ours.send(code.encode())
            said = []
            while "left" not in (line := json.loads(file.readline() or f'{{"left": {json.dumps(started.trouble())}}}')):
                said += line
            return said, line["left"]

        yield serve


def tried(*lines):
    each = (
        f"try:\n    {line}\n    say('possible')\nexcept Exception as e:\n    say(type(e).__name__)" for line in lines
    )
    return "import signal, ctypes, resource\n" + "\n".join(each)


def test_files_of_one_are_gone_for_the_next(serve):
    leave = """
for place in (os.getcwd(), os.environ["TMPDIR"]):
    os.chdir(place)
    open(".hidden", "w").write("answer")
    os.makedirs("closed/deep"); open("closed/deep/x", "w").close(); os.chmod("closed", 0)
    os.symlink("/usr", "link"); os.mkfifo("pipe")
    os.chmod("closed", 0o300)
"""
    assert serve(leave) == ([], [])
    (here, there), left = serve("say(os.listdir('.'), os.listdir(os.environ['TMPDIR']))")
    assert (here, left) == ([], []) and there in ([], BELOW_TMP)
    assert serve("open('mine', 'w').write('1'); say(os.listdir('.'))") == ([["mine"]], [])


def test_processes_of_one_are_gone_for_the_next(serve):
    leave = """
for n in range(6):
    if os.fork() == 0:
        try:
            os.setsid()
        except PermissionError:
            pass
        os.fork()
        import signal
        for number in (1, 2, 15):
            signal.signal(number, signal.SIG_IGN)
        while True:
            time.sleep(0.01)
            open(f"alive{os.getpid()}", "w").close()
time.sleep(0.1)
"""
    assert serve(leave) == ([], [])
    assert serve("before = os.listdir('.'); time.sleep(0.2); say(before, os.listdir('.'))") == ([[], []], [])


def test_a_flood_of_processes_ends_with_its_learner(serve):
    flood = """
def flood():
    while True:
        try:
            os.fork()
        except OSError:
            time.sleep(0.001)
if os.fork() == 0:
    flood()
time.sleep(0.3)
"""
    assert serve(flood) == ([], [])
    assert serve("pid = os.fork() or os._exit(0)\nsay(os.waitpid(pid, 0)[1])") == ([0], [])


@pytest.mark.parametrize(
    "line",
    [
        "os.kill(warm, 0)",
        "os.kill(warm, 9)",
        "open(f'/proc/{warm}/mem', 'rb').read(1)",
        "os.open(f'/proc/{warm}/environ', 0)",
        "os.listdir(f'/proc/{warm}/fd')",
        "resource.prlimit(warm, resource.RLIMIT_NOFILE, (0, 0))",
        "os.setpriority(os.PRIO_PROCESS, warm, 19)",
        "os.sched_setaffinity(warm, {0})",
        "signal.pidfd_send_signal(os.pidfd_open(warm), 9)",
        "signal.pidfd_send_signal(os.open(f'/proc/{warm}', 0), 9)",
    ],
)
def test_the_warm_process_cannot_be_touched(serve, line):
    said, left = serve(tried(line))
    assert said == ["PermissionError"] and left == []
    assert serve("say(1)") == ([1], [])


@pytest.mark.parametrize("to", ["os.kill(-1, 9)", "os.killpg(os.getpgid(warm), 9)", "os.killpg(1, 9)"])
def test_a_signal_to_everybody_does_not_reach_it(serve, to):
    serve(tried(to))
    assert serve("say('still here')") == (["still here"], [])


def test_it_cannot_outlive_the_warm_process(serve):
    calls = "ctypes.CDLL(None).prctl(1, 0, 0, 0, 0) == 0 or 1 / 0"
    assert serve(tried(calls)) == (["ZeroDivisionError"], [])


def test_a_learner_may_still_signal_and_end_itself_and_its_group(serve):
    assert serve(tried("os.kill(os.getpid(), 0)", "os.kill(0, 0)"))[0] == ["possible"] * 2
    assert serve("os.kill(os.getpid(), 9)") == ([], [])
    assert serve("say(1)") == ([1], [])


def test_what_cannot_be_emptied_is_said(serve):
    said, left = serve("for n in range(1500):\n    os.mkdir('d')\n    os.chdir('d')\nsay('deep')")
    assert said == ["deep"] and len(left) == 1 and left[0].endswith("could not be emptied.")


def test_what_the_wall_put_there_stays_and_all_that_is_left_in_it_goes(tmp_path, monkeypatch):
    (tmp_path / "way" / "deeper").mkdir(parents=True)
    monkeypatch.setenv(apart.ROOMS, str(tmp_path))
    monkeypatch.setattr(apart, "_standing", {})
    apart.remember()
    (tmp_path / "way" / "deeper" / "mine").mkdir()
    (tmp_path / "own.txt").write_text("mine")
    assert apart.emptied(str(tmp_path))
    assert [path.name for path in sorted(tmp_path.rglob("*"))] == ["way", "deeper"]


@pytest.mark.parametrize("change", ["rmdir", "link"])
def test_when_something_of_the_walls_is_gone_the_sandbox_is_not_used_again(tmp_path, monkeypatch, change):
    way = tmp_path / "way"
    way.mkdir()
    monkeypatch.setenv(apart.ROOMS, str(tmp_path))
    monkeypatch.setattr(apart, "_standing", {})
    apart.remember()
    way.rmdir()
    if change == "link":
        way.symlink_to("/usr")
    assert not apart.emptied(str(tmp_path))
