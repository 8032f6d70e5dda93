"""Time, memory, disk, processes and output have an end: for this learner only, and with a reason."""

import pytest

from grading.feedback import write_feedback
from grading.report import report
from grading.settings import Limits
from tests.grading.cases.answers import code, everywhere, first, inside
from tests.grading.cases.lab import RIGHT
from tests.grading.cases.trial import NOTHING, Case, check, check_its_end, check_the_others

LIMITS = Limits(seconds_per_cell=3, seconds_per_submission=10)
ENDLESS = "while True:\n    pass"
ENDS = "The process that runs the notebook ended in the cell late-answer."
SLOW = "def mean(values):\n    time.sleep(0.6)\n    return sum(values) / len(values)"


def k09(name: str, about: str, late: str, words: str) -> Case:
    """All answers are right, but the second one ends the process, or has it ended: the first keeps its point."""
    return Case(name, about, {**RIGHT, "late-answer": late}, points=(1, 0, 0), says=(words, NOT_RUN))


EATS = """import os, signal, time
signal.setitimer(signal.ITIMER_REAL, 0)
for _ in range(3):
    if os.fork() == 0:
        data = bytearray(b"x") * (400 * 1024**2)
        time.sleep(60)
time.sleep(60)"""


def write(data: bytes) -> str:
    """Code that writes to all that the process has open, the line to the engine among it."""
    return code(f"""
        import os
        for number in range(3, 30):
            try:
                os.write(number, {data!r})
            except OSError:
                pass
    """)


NOT_RUN = "This check was not run: the notebook ended in the cell late-answer."
CASES = [
    Case(
        "K06",
        "1.5 GB in one process",
        first("data = bytearray(b'x') * (1536 * 1024**2)"),
        says=("emory",),
    ),
    Case("K06 inside a check", "or while a check runs", everywhere("return bytearray(b'x') * (1536 * 1024**2)")),
    Case(
        "K06 late",
        "what came before counts",
        {**RIGHT, "totals-answer": EATS},
        points=(1, 2, 0),
        says=("ended in the cell totals-answer. It used more than 1 GB of memory, so it was stopped.",),
    ),
    Case(
        "K07",
        "300 MB in files",
        first("""
            import os
            written = 0
            for folder in (".", "/tmp", "/dev/shm", os.environ.get("HOME", ".")):
                try:
                    for number in range(15):
                        with open(f"{folder}/fill{number}", "wb") as file:
                            written += file.write(bytes(20 * 1024**2))
                except OSError as trouble:
                    print(trouble)
            print("written", written // 1024**2)
        """),
        points=NOTHING,
    ),
    Case(
        "K07 names",
        "300,000 files",
        first("""
            for number in range(300_000):
                open(f"/tmp/{number}", "w").close()
        """),
        points=NOTHING,
        says=("files",),
    ),
    Case("K07 sparse", "a file that says it is large", first("open('x', 'wb').truncate(2**40)"), points=NOTHING),
    k09("K09", "the process ends itself", "import os\nos._exit(1)", ENDS),
    k09(
        "K09 kill", "or kills itself", "import os\nos.kill(os.getpid(), 9)", f"{ENDS} It may have used too much memory."
    ),
    k09(
        "K09 stop",
        "or stops",
        "import os\nos.kill(os.getpid(), 19)",
        "stopped after 10 seconds, in the cell late-answer",
    ),
    k09("K09 closed", "or closes all that it has open", "import os\nos.closerange(0, 300)", ENDS),
    k09("K09 crash", "or crashes", "import ctypes\nctypes.string_at(0)", ENDS),
    k09(
        "K09 words",
        "or says what makes no sense",
        write(b"junk" * 99),
        "cell late-answer: it shows more than can be kept",
    ),
    k09("K09 junk", "in a message of its own", write(b"\0\0\0\4junk"), "in the cell late-answer cannot be read"),
    k09("K09 empty", "or one that says nothing", write(b"\0\0\0\2{}"), "in the cell late-answer cannot be used"),
    Case(
        "K09 depth",
        "or calls itself until nothing is left",
        {"late-answer": "import sys\nsys.setrecursionlimit(10**9)\ndef f(n): return repr([f(n)])\nf(1)"},
        points=NOTHING,
    ),
    Case(
        "K09 inside a check",
        "or ends while a check runs",
        {**RIGHT, **inside("totals", "import os\nos._exit(0)")},
        points=(1, 2, 0),
        says=("The process that runs the notebook ended in the cell totals-check.",),
    ),
    Case("K11", "60 MB of text", first("print('x' * 60_000_000)"), shows=("cut",)),
    Case("K11 lines", "200,000 lines", first("for number in range(200_000): print(number)")),
    Case(
        "K11 pages",
        "80 MB of HTML",
        first("from IPython.display import HTML, display\ndisplay(HTML('<p>' * 27_000_000))"),
    ),
    Case("K11 displays", "100,000 displays", first("for number in range(100_000): display(number)")),
    Case(
        "K11 descriptors",
        "past the recorder",
        first("import os\nfor _ in range(600): os.write(1, b'x' * 100_000)"),
        points=NOTHING,
    ),
    Case("K11 error", "an error of 50 MB", first("raise ValueError('x' * 50_000_000)")),
    Case("K11 inside a check", "or while a check runs", everywhere("print('x' * 60_000_000)\nreturn -1")),
    Case(
        "endless",
        "a cell without end costs its own points",
        {**RIGHT, "late-answer": ENDLESS},
        points=(1, 0, 3),
        says=("after 3 s",),
    ),
    Case(
        "asleep",
        "the clock on the wall counts, not only work",
        {**RIGHT, "late-answer": "import time\ntime.sleep(60)"},
        points=(1, 0, 3),
        says=("stopped",),
    ),
    k09(
        "cannot be interrupted",
        "it goes on in spite of all interrupts",
        code("""
            import signal, time
            signal.signal(signal.SIGALRM, signal.SIG_IGN)
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM, signal.SIGINT})
            signal.setitimer(signal.ITIMER_REAL, 0)
            while True:
                try:
                    time.sleep(1)
                except BaseException:
                    pass
        """),
        "stopped",
    ),
    k09("one long step", "a single step without end", "late = sum(range(10**12))", "stopped"),
    Case(
        "pattern",
        "a pattern that never ends",
        {"late-answer": "import re\nre.match('(a+)+b', 'a' * 60)"},
        points=NOTHING,
    ),
    k09("clock", "the clock is set back", "import time\ntime.monotonic = time.time = lambda: 0\n" + ENDLESS, "stopped"),
    Case(
        "all in all",
        "every cell just within its time",
        {name: f"import time\ntime.sleep(2.6)\n{text}" for name, text in RIGHT.items()}
        | {"mean-answer": f"import time\ntime.sleep(2.6)\n{SLOW}"},
        points=(1, 2, 0),
        says=("stopped after 10 seconds, in the cell totals-answer",),
    ),
    Case(
        "a slow function",
        "a check waits for it",
        {**RIGHT, **inside("mean", ENDLESS)},
        points=(0, 2, 3),
        says=("stopped after 3 s",),
    ),
    Case(
        "a slow function that goes on",
        "also when it cannot be interrupted",
        {
            **RIGHT,
            **inside(
                "totals",
                """
            while True:
                try:
                    pass
                except BaseException:
                    continue
        """,
            ),
        },
        points=(1, 2, 0),
        says=("stopped",),
    ),
    Case(
        "processes",
        "as many processes as there can be",
        first("""
            import os, time
            try:
                for _ in range(300):
                    if os.fork() == 0:
                        time.sleep(60)
                        os._exit(0)
            except OSError as trouble:
                print("no more")
        """),
        points=NOTHING,
    ),
    Case(
        "threads",
        "and as many threads",
        first("""
            import threading, time
            try:
                for _ in range(1000):
                    threading.Thread(target=time.sleep, args=(60,)).start()
            except RuntimeError:
                print("no more")
        """),
        points=NOTHING,
    ),
    Case(
        "descriptors",
        "and as many open files",
        first("files = [open('/dev/null') for _ in range(2000)]"),
        points=NOTHING,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_comes_to_its_end(trial, case):
    check(trial, case)
    check_its_end(trial, case)


@pytest.mark.parametrize("name", ["K09", "K09 kill", "K06 late"])
def test_K09_the_learner_and_the_trainer_read_why(trial, name):
    case = next(case for case in CASES if case.name == name)
    result = trial.of(case)
    (note,) = (note for note in result.notes if "The process that runs the notebook ended in the cell " in note)
    assert note.endswith("Cells after it were not run, and their checks give no points.")
    assert f"{case.learner_id}, p1: {note}" in report([], [result]).text()
    write_feedback(trial.course, [result])
    page = (trial.course.feedback / case.learner_id / "p1" / "p1.html").read_text("utf8")
    assert note in page and f"{result.score:g} of 6 points" in page


def test_R07_nobody_else_notices(trial):
    check_the_others(trial)
