"""One learner leaves something behind, and the next one, in the same warm process, finds nothing of it."""

import ast

import pytest

from grading.settings import Limits
from tests.grading.cases.answers import code, everywhere, first
from tests.grading.cases.lab import FULL, RIGHT
from tests.grading.cases.trial import LEFT, NOTHING, Case, check, check_the_others

WORKERS = 1  # so that all sit in the same place, one after the other
LIMITS = Limits(seconds_per_cell=5, seconds_per_submission=25)
FULL_POINTS = FULL["p1"]


def looking(name, about, text, *shows):
    """The next learner: right answers, and before them a look at what is there."""
    answers = {**RIGHT, "mean-answer": f"{code(text)}\n{RIGHT['mean-answer']}"}
    return Case(f"after {name}", about, answers, points=FULL_POINTS, shows=shows)


FILES = f"""
    import os, pathlib, site, sys, tempfile
    places = {{".", tempfile.gettempdir(), "/tmp", "/var/tmp", "/dev/shm", "/run", os.path.expanduser("~"),
              site.getusersitepackages(), os.path.expanduser("~/.ipython/profile_default/startup"),
              os.path.expanduser("~/.config/matplotlib"), os.path.expanduser("~/.local/bin"), sys.prefix, "/course"}}
    name = "{LEFT}"
"""
LOOK_FOR_FILES = """
    found = []
    for place in sorted(places):
        for top, folders, files in os.walk(place):
            found += [one for one in folders + files if name in one or one.startswith("usercustomize")]
    print("found", found, os.listdir("."))
"""
CASES = [
    Case(
        "files",
        "files in every folder that can be written to, also as links, pipes and folders that nobody may open",
        first(
            FILES
            + """
    for place in places:
        try:
            os.makedirs(place, exist_ok=True)
            for text in (name, "usercustomize.py", "pandas.py", f".{name}"):
                open(f"{place}/{text}", "w").write("raise SystemExit")
            os.symlink("/etc", f"{place}/{name}-link")
            os.mkfifo(f"{place}/{name}-pipe")
            deep = f"{place}/{name}-deep"
            for _ in range(60):
                os.makedirs(deep)
                deep += "/" + "d" * 60
            os.chmod(f"{place}/{name}-deep", 0)
        except OSError:
            pass
        """
        ),
    ),
    looking("files", "none is there", code(FILES) + "\n" + code(LOOK_FOR_FILES), "found [] []"),
    Case(
        "room",
        "all of the disk is used",
        first("""
            for folder in (".", "/tmp", "/dev/shm"):
                try:
                    for number in range(70):
                        open(f"{folder}/{number}", "wb").write(bytes(1024**2))
                except OSError:
                    pass
        """),
        points=NOTHING,
    ),
    looking(
        "room", "it is free again", "for folder in '.', '/tmp': open(f'{folder}/x', 'wb').write(bytes(30 * 1024**2))"
    ),
    Case(
        "processes",
        "processes that have cut themselves off, sleep, stop or work on",
        first("""
            import os, signal, sys, time
            for number in range(6):
                if os.fork() == 0:
                    signal.signal(signal.SIGTERM, signal.SIG_IGN)
                    for act in (os.setsid, lambda: os.setpgid(0, 0)):
                        try:
                            act()
                        except OSError:
                            pass
                    if os.fork() == 0:
                        for _ in range(1_000):
                            time.sleep(0.05)
                            open(f"/tmp/left-{number}", "w").close()
                            if number == 3:
                                os.kill(os.getpid(), signal.SIGSTOP)
                    os._exit(0)
        """),
    ),
    looking(
        "processes",
        "none runs, and no file comes back",
        """
            import os, time
            time.sleep(0.3)
            names = [open(f"/proc/{pid}/stat").read().split()[2:5] for pid in os.listdir("/proc") if pid.isdigit()]
            print("running", len(names) < 5, [one for one in os.listdir("/tmp") if one.startswith("left")])
        """,
        "running True []",
    ),
    Case(
        "threads and timers",
        "threads, timers and handlers that wait for later",
        first("""
            import atexit, signal, threading, time
            def later():
                while True:
                    time.sleep(0.01)
                    globals().update(late=7, mean=lambda values: 7)
            threading.Thread(target=later).start()
            threading.Timer(0.5, later).start()
            atexit.register(later)
            signal.signal(signal.SIGTERM, lambda *_: later())
            signal.setitimer(signal.ITIMER_VIRTUAL, 0.01)
        """),
        points=NOTHING,
    ),
    looking(
        "threads and timers",
        "there is one thread, and no timer",
        """
            import signal, threading
            print(threading.active_count(), signal.getitimer(signal.ITIMER_VIRTUAL), signal.getsignal(signal.SIGTERM))
        """,
        "1 (0.0, 0.0) 0",
    ),
    Case(
        "modules",
        "modules, settings and the environment are changed",
        first("""
            import builtins, os, random, sys
            import numpy as np, pandas.testing
            pandas.testing.assert_frame_equal = print
            pd.DataFrame.sum = pd.Series.sum = lambda *_, **__: 0
            pd.options.display.max_rows = 1
            builtins.sum = lambda *_: 0
            sys.path[:] = []
            sys.modules["altair"] = None
            os.environ["PYTHONPATH"] = "/tmp"
            os.environ["LEFT"] = "1"
            os.umask(0)
            os.chdir("/")
            random.seed(1); np.random.seed(1)
        """),
        points=NOTHING,
    ),
    looking(
        "modules",
        "all is as it was",
        """
            import builtins, os, pandas.testing, sys
            print(pandas.testing.assert_frame_equal.__name__, builtins.sum.__name__, "LEFT" in os.environ)
            print(bool(sys.path), os.umask(0o22) != 0, os.getcwd() != "/", pd.options.display.max_rows)
            print(sys.modules.get("altair", 1) is None)
        """,
        "assert_frame_equal sum False",
        "True True True 60",
        "False",
    ),
    Case("random 1", "random numbers", first("import random, numpy as np\nprint([random.random(), np.random.rand()])")),
    Case(
        "random 2",
        "are others for others",
        first("import random, numpy as np\nprint([random.random(), np.random.rand()])"),
    ),
    Case(
        "memory of the machine",
        "what outlives a process",
        first("""
            import ctypes, os
            libc = ctypes.CDLL(None)
            print(libc.shmget(77, 4096, 0o1666), libc.msgget(77, 0o1666), libc.semget(77, 1, 0o1666))
            print(libc.syscall(248, b"user", b"left", b"x", 1, -5), libc.syscall(319, b"left", 0))
        """),
        shows=("-1 -1 -1", "-1 -1"),
    ),
    Case(
        "the warm process",
        "it is told to end, to stop, and to slow down",
        everywhere("""
            import os, resource, signal
            warm = os.getppid()
            for act in (lambda: os.kill(warm, signal.SIGKILL), lambda: os.kill(warm, signal.SIGSTOP),
                        lambda: os.setpriority(os.PRIO_PROCESS, warm, 19), lambda: os.killpg(os.getpgid(warm), 9),
                        lambda: resource.prlimit(warm, 0, (1, 1)),
                        lambda: open(f"/proc/{warm}/mem", "r+b").write(b"x")):
                try:
                    act()
                except (OSError, ValueError):
                    pass
            return -1
        """),
        points=NOTHING,
    ),
    looking("the warm process", "it serves the next one as before", "print('here')", "here"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_next_one_finds_nothing_of_it(trial, case):
    check(trial, case)


def test_R07_nobody_else_notices(trial):
    check_the_others(trial)


def test_everybody_has_random_numbers_of_their_own(trial):
    one, other = (trial.shown(case) for case in CASES if case.name.startswith("random"))
    assert one != other and len(set(_numbers(one)) & set(_numbers(other))) == 0


def _numbers(shown):
    text = next(line["text"] for cell in shown.splitlines() for line in ast.literal_eval(cell) if "text" in line)
    return ast.literal_eval(text)
