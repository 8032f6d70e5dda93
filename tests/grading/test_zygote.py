"""One seat serves learner after learner: fast, and the next finds nothing of the one before."""

import json
import os
import signal
import socket
import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from grading import bubblewrap, seats
from grading.errors import NoWall
from grading.execution import execute
from grading.sandbox import Wall, find_wall
from grading.seat import Seat
from grading.settings import Limits
from grading.wall.processes import descendants
from grading.warm import CHECKS, LEARNER, ZYGOTE
from tests.grading.below_tmp import BELOW_TMP

LIMITS = Limits(seconds_per_cell=5, seconds_per_submission=40)
BEGIN = {"characters": 2_000, "bytes": 100_000, "files": {}}


@pytest.fixture(scope="module")
def seat():
    """One seat for all tests of this file."""
    made = Seat(find_wall(), LIMITS)
    yield made
    made.end()


@pytest.fixture
def serve(seat):
    """A function: cells of one learner → what each showed, as text or the name of its error."""
    return lambda *sources: served(seat, *sources)


def served(seat, *sources, imports=()):
    with seat.talk({LEARNER: imports}) as talk:
        talk.begin(LEARNER, BEGIN)
        asked = [{"source": source, "seconds": 5, "count": number} for number, source in enumerate(sources, 1)]
        return [said(talk.cell(LEARNER, each)["outputs"]) for each in asked]


def said(outputs):
    return "".join(each.get("ename") or each.get("text") or each["data"]["text/plain"] for each in outputs)


@contextmanager
def processes_as_before():
    before = set(descendants(os.getpid()))
    yield
    until = time.monotonic() + 5
    while (left := set(descendants(os.getpid())) - before) and time.monotonic() < until:
        time.sleep(0.05)
    assert left == set()


LEAVES = [
    ("open('left.txt', 'w').write('1')", "import os\nos.listdir('.')", "[]"),
    ("open('/tmp/left.txt', 'w').write('1')", "import os\nos.listdir('/tmp')", str(BELOW_TMP)),
    ("import tempfile\ntempfile.mkdtemp()", "import os\nos.listdir('/tmp') + os.listdir('/dev/shm')", str(BELOW_TMP)),
    ("secret = 7", "'secret' in globals()", "False"),
    ("import sys\nsys.secret = 7", "import sys\nhasattr(sys, 'secret')", "False"),
    ("import builtins\nbuiltins.print = None", "print('x', end='')", "x"),
    ("import os\nos.environ['SECRET'] = '7'", "import os\n'SECRET' in os.environ", "False"),
    ("import os\nos.chdir('/')", "import os\nos.getcwd()", "'/box'"),
    ("import os\nos.umask(0)", "import os\noct(os.umask(0o77))", None),
    ("import sys\nsys.path.insert(0, '/tmp')", "import sys\nsys.path[0]", "'/box'"),
    ("open('pandas.py', 'w').write('1/0')\nopen('mine.py', 'w')\nimport mine", "import pandas\nimport mine", "ModuleNotFoundError"),
    ("import pandas as pd\npd.DataFrame.mean = None\npd.options.display.max_rows = 3",
     "import pandas as pd\n(pd.DataFrame({'x': [1]}).mean().x, pd.options.display.max_rows)", "(np.float64(1.0), 60)"),
    ("import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)",
     "import signal\nsignal.getsignal(signal.SIGTERM) is signal.SIG_DFL", "True"),
    ("import random\nrandom.seed(5)", "import random\nrandom.random() == __import__('random').Random(5).random()", "False"),
    ("get_ipython().events.register('post_run_cell', lambda r: print('hook'))", "1", "1"),
    ("import altair as alt\nalt.themes", "import altair as alt\n(alt.Parameter._counter, alt.Chart._counter)", None),
    ("import warnings\nwarnings.simplefilter('error')", "import warnings\nwarnings.warn('x')\n'on'", None),
    ("import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, (9, 9))",
     "import resource\nresource.getrlimit(resource.RLIMIT_NOFILE)[0] > 9", "True"),
    ("import sys\nsys.setrecursionlimit(77)", "import sys\nsys.getrecursionlimit()", None),
    ("import os\nos.write(2, b'to the next')", "import os\ntry:\n    print(os.pread(2, 99, 0))\nexcept OSError as e:\n    print(0)", None),
]  # fmt: skip


@pytest.mark.parametrize("leaves, looks, sees", LEAVES)
def test_nothing_of_one_learner_is_there_for_the_next(serve, leaves, looks, sees):
    fresh = serve(looks)
    assert "Error" not in serve(leaves)[0]
    again = serve(looks)
    assert again == fresh
    if sees is not None:
        assert again == [sees]


def test_processes_of_one_learner_are_gone_for_the_next(serve):
    leaves = "import os, time\nfor n in range(5):\n    if os.fork() == 0:\n        while True:\n            time.sleep(0.01)\n            open(f'alive{n}', 'w')"
    assert serve(leaves + "\n", "time.sleep(0.1)\nlen(os.listdir())") == ["", "5"]
    assert serve("import os, time\ntime.sleep(0.2)\nos.listdir()") == ["[]"]


def test_random_numbers_are_each_learners_own(serve):
    look = "import random, numpy\n(random.random(), numpy.random.rand(), numpy.random.default_rng().random())"
    assert len({number for _ in range(3) for number in serve(look)[0].split(",")}) == 9


def test_a_learner_has_only_its_own_line_and_no_text_of_the_engines(serve):
    look = "import os\n[n for n in range(256) if n > 2 and os.path.exists(f'/proc/self/fd/{n}') and os.fstat(n)]"
    assert len(eval(serve(look)[0])) <= 2  # its line, and the folder that listing it needs
    assert serve("import sys\n(sys.argv, hasattr(sys, 'last_value'))") == serve(
        "import sys\n([sys.argv[0], *sys.argv[1:]], False)"
    )


@pytest.mark.parametrize(
    "attack",
    [
        "import os\nos.kill(os.getppid(), 9)",
        "import os\nos.kill(os.getppid(), 19)",
        "import os, signal\nos.killpg(os.getpgid(os.getppid()), 9)",
        "import os\nos.kill(-1, 9)",
        "import os, time\nfor _ in range(500):\n    try:\n        if os.fork() == 0: time.sleep(60)\n    except OSError: break",
        "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass",
        "import os\nos.closerange(0, 256)",
        "import threading, time\nfor _ in range(20): threading.Thread(target=time.sleep, args=[60]).start()",
        "import os\nos._exit(0)",
        "import ctypes\nctypes.string_at(0)",
        "import sys\nsys.setrecursionlimit(10**9)\ndef f(): return f()\nf()",
        "import signal, time\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nos = __import__('os')\nos.kill(os.getpid(), 19)",
    ],
)
def test_whatever_one_learner_does_the_next_is_served_as_if_nothing_was(wall, attack):
    with seats.kept():
        for source, failed in [(attack, None), ("2 + 3", False)]:
            run = execute(new_notebook(cells=[new_code_cell(source)]), wall, replace(LIMITS, seconds_per_cell=1.5))
            if failed is not None:
                assert (run.failure, said(run.notebook.cells[0].outputs)) == ("", "5")


def test_too_much_memory_is_said_and_the_next_is_served(wall):
    limits = replace(LIMITS, memory_sum_bytes=400 * 1024**2)
    eats = "kept = [bytearray(b'x' * 50_000_000) for _ in range(12)]\nimport time\ntime.sleep(3)"
    with seats.kept():
        run = execute(new_notebook(cells=[new_code_cell(eats)]), wall, limits)
        assert "memory" in run.ended
        assert execute(new_notebook(cells=[new_code_cell("1")]), wall, limits).failure == ""


def test_modules_of_the_course_are_loaded_before_the_learners_process_begins(seat):
    look = "import sys\n('wave' in sys.modules, 'pandas' in sys.modules, 'altair' in sys.modules)"
    assert served(seat, look) == ["(False, True, True)"]
    assert served(seat, look, imports=["wave", "no_such_module"]) == ["(True, True, True)"]
    assert served(seat, look) == ["(True, True, True)"]


def test_a_module_that_starts_a_thread_is_left_to_those_who_need_it():
    module = "tests.grading.starts_a_thread"
    made = Seat(Wall(), LIMITS)
    try:
        assert served(made, "import sys\n'numpy' in sys.modules", imports=["wave"]) == ["True"]
        first = made._warm[LEARNER]
        look = f"import sys, threading\n({module!r} in sys.modules, threading.active_count())"
        assert served(made, look, f"import {module}\nthreading.active_count()", imports=[module]) == ["(False, 1)", "2"]
        assert made._warm[LEARNER] is not first
    finally:
        made.end()


def test_a_seat_that_served_often_is_started_anew(wall, monkeypatch):
    monkeypatch.setattr("grading.seat.SERVED_MOST", 2)
    made = Seat(wall, LIMITS)
    try:
        warm = []
        for _ in range(5):
            served(made, "1")
            warm.append(id(made._warm[LEARNER]))
            made._kept = [*getattr(made, "_kept", []), made._warm[LEARNER]]  # so that no id comes again
        assert [warm[0] == warm[1], warm[1] == warm[2], warm[2] == warm[3], warm[3] == warm[4]] == [
            True,
            False,
            True,
            False,
        ]
    finally:
        made.end()


def test_the_end_of_a_batch_leaves_no_process_and_no_descriptor(wall):
    from grading.pool import run_all

    limits = replace(LIMITS, open_files=255)  # so that these seats are no others
    with processes_as_before():
        made = seats.Seats()
        with made.taken(wall, limits) as one:
            assert served(one, "1") == ["1"]
            assert descendants(os.getpid())
        before = len(os.listdir("/proc/self/fd"))
        for _ in range(3):
            with made.taken(wall, limits) as one:
                served(one, "import os\nos.fork()")
        # What other threads of this process open meanwhile is one or two; a leak in each of the three would be more.
        assert len(os.listdir("/proc/self/fd")) < before + 3
        made.end()
    assert run_all(lambda n: n, [1], 1) == [1]


def test_an_error_of_the_engine_in_the_middle_ends_the_seat(wall):
    limits = replace(LIMITS, open_files=254)
    with processes_as_before():
        made = seats.Seats()
        with pytest.raises(ZeroDivisionError), made.taken(wall, limits) as one, one.talk({LEARNER: ()}):
            raise ZeroDivisionError
        made.end()


def test_the_warm_processes_die_with_the_engine(wall):
    import signal
    import subprocess
    import sys

    program = (
        "import time; from grading import seats; from grading.sandbox import find_wall; from grading.settings import Limits\n"
        "from grading.warm import CHECKS, LEARNER\n"
        "with seats.taken(find_wall(), Limits()) as seat, seat.talk({LEARNER: (), CHECKS: ()}):\n"
        "    print('on', flush=True); time.sleep(60)"
    )
    engine = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert engine.stdout.readline() == "on\n"
    below = descendants(engine.pid)
    assert len(below) >= 4
    engine.send_signal(signal.SIGKILL)
    engine.wait()
    engine.stdout.close()
    until = time.monotonic() + 10
    while any(os.path.exists(f"/proc/{pid}") for pid in below) and time.monotonic() < until:
        time.sleep(0.05)
    assert [pid for pid in below if os.path.exists(f"/proc/{pid}")] == []


def own_memory(seat):
    """Bytes that belong to the warm processes alone: what is shared would change with whatever else runs here."""
    for warm in seat._warm.values():
        warm.finish()
        warm.ended()
    below = [pid for warm in seat._warm.values() for pid in descendants(warm._process.pid)]
    lines = [line for pid in below for line in Path(f"/proc/{pid}/status").read_text().splitlines()]
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon:"))


def test_many_submissions_leave_a_seat_as_small_as_it_was(seat):
    check = {"source": "a", "seconds": 5, "count": 2, "wants": ["a"], "hidden": False, "slow": [], "changes": False}

    def one():
        with seat.talk({LEARNER: (), CHECKS: ()}) as talk:
            talk.begin(LEARNER, BEGIN)
            talk.begin(CHECKS, {**BEGIN, "learners": ["a"], "ours": []})
            talk.cell(
                LEARNER, {"source": "import pandas as pd\na = pd.Series(range(1000)).sum()", "seconds": 5, "count": 1}
            )
            return said(talk.cell(CHECKS, check)["outputs"])

    for _ in range(10):
        assert one() == "np.int64(499500)"
    memory, open_files = own_memory(seat), len(os.listdir("/proc/self/fd"))
    for _ in range(200):
        one()
    assert own_memory(seat) < memory + 4 * 1024**2
    assert len(os.listdir("/proc/self/fd")) < open_files + 50  # one left by each would be 200


def test_without_a_wall_a_seat_serves_as_well(tmp_path):
    made = Seat(Wall(remedy="for this test"), LIMITS)
    try:
        assert served(made, "open('x', 'w').write('1')\n1 + 1") == ["2"]
        assert served(made, "import os\n'x' in os.listdir()") == ["False"]
    finally:
        made.end()


def test_where_a_system_cannot_fork_each_job_has_a_process_of_its_own(monkeypatch):
    monkeypatch.setattr("grading.seat.forks", lambda: False)
    cells = [new_code_cell("def f(n):\n    return n + 1", metadata={"nbgrader": {"solution": True, "grade_id": "a"}}),
             new_code_cell("f(4)", metadata={"nbgrader": {"grade": True, "grade_id": "c"}})]  # fmt: skip
    limits = replace(LIMITS, open_files=253)
    with processes_as_before():
        made = seats.Seats()
        monkeypatch.setattr("grading.seats.taken", made.taken)
        for _ in range(2):
            run = execute(new_notebook(cells=cells), Wall(), limits)
            assert (run.failure, said(run.notebook.cells[1].outputs)) == ("", "5")
        ends = execute(new_notebook(cells=[new_code_cell("import os\nos._exit(3)")]), Wall(), limits)
        assert ends.ended.startswith("The process that runs the notebook ended")
        made.end()


def test_a_program_that_is_no_warm_process_cannot_start(monkeypatch):
    monkeypatch.setattr("grading.warm.ZYGOTE", "grading.wall.starts")
    made = Seat(Wall(), LIMITS)
    with pytest.raises(NoWall, match="did not start"):
        served(made, "1")
    made.end()


@pytest.mark.parametrize("what", [signal.SIGSTOP, signal.SIGKILL])
def test_a_warm_process_that_hangs_or_is_gone_costs_nobody_anything(monkeypatch, what):
    monkeypatch.setattr("grading.party.BEGIN_SECONDS", 2)
    with processes_as_before():
        made = Seat(find_wall(), LIMITS)
        assert served(made, "1 + 1") == ["2"]
        for pid in descendants(made._warm[LEARNER]._process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, what)
        assert served(made, "2 + 2") == ["4"]
        made.end()


def test_one_whose_engine_is_gone_before_it_begins_ends_without_loading_anything(wall):
    ours, theirs = socket.socketpair()
    with theirs:
        ours.close()
        told = {"control": theirs.fileno(), "role": LEARNER, "isolated": True, "most": 1000}
        started = wall.start(ZYGOTE, json.dumps(told), LIMITS, fds=[theirs.fileno()])
    with started:
        assert started.wait(20) == 0


def test_where_python_lies_below_tmp_its_way_stays_and_the_next_learner_finds_nothing_else(wall, monkeypatch):
    assert wall.tier == "A"
    known = bubblewrap._interpreter()
    there = ["--perms", "0777", "--dir", "/tmp/way", "--ro-bind", "/usr/share", "/tmp/way/there"]
    monkeypatch.setattr(bubblewrap, "_interpreter", lambda: [*known, *there])
    leaves = "open('/tmp/mine', 'w').write('1')\nopen('/tmp/way/mine', 'w').write('1')"
    looks = "import os\n(sorted(os.listdir('/tmp')), os.listdir('/tmp/way'), bool(os.listdir('/tmp/way/there')))"
    moves = "import os\nos.rename('/tmp/way', '/tmp/other')\nos.mkdir('/tmp/way')"
    made = Seat(wall, LIMITS)
    try:
        first = served(made, leaves, looks)
        serves = made._warm[LEARNER]
        second = served(made, looks)
        assert made._warm[LEARNER] is serves
        served(made, moves)
        assert served(made, looks) == second
    finally:
        made.end()
    assert "mine" in first[1]
    assert second == [f"({sorted(['way', *BELOW_TMP])}, ['there'], True)"]
