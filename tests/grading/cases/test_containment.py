"""What is around the notebook is neither seen nor changed from inside it."""

import sqlite3

import pytest

from tests.grading.cases.answers import code, everywhere, first
from tests.grading.cases.trial import LEFT, NOTHING, Case, check, check_the_others

TRY = """
    def attempt(act):
        try:
            return act()
        except BaseException as trouble:
            return type(trouble).__name__
"""


def trying(text):
    return first(code(TRY) + "\n" + code(text))


CASES = [
    Case(
        "K01",
        "gradebook, source notebooks and others' work are looked for",
        trying("""
            import glob, os
            places = ["", "/exercises/p1/p1.ipynb", "/build/gradebook.db", "/build/submitted", "/build/roster.csv"]
            seen = [place for place in places if os.path.exists("THE_ROOT" + place)]
            names = ("gradebook.db", "roster.csv", "honest-0")
            for folder in ("/home", "/root", "/work", "/var", "/etc", "/tmp", "/srv", "/mnt", "/media", "/opt", "/run"):
                for top, folders, files in os.walk(folder):
                    seen += [top for name in folders + files if name in names and "site-packages" not in top]
            seen += glob.glob("/**/gradebook.db") + glob.glob("/**/**/gradebook.db")
            print(len(seen), "seen", seen[:3])
        """),
        shows=("0 seen []",),
    ),
    Case(
        "K01 opening",
        "and opened by all names that they might have",
        trying("""
            import os
            folders = ("", "..", "/proc/1/root", "/proc/self/root", "/proc/1/cwd", "/proc/self/cwd/..")
            names = [f"{one}THE_ROOT/build/gradebook.db" for one in folders]
            names += [f"/proc/{pid}/{what}" for pid in (1, 2, os.getppid()) for what in ("mem", "environ")]
            found = [name for name in names if attempt(lambda: open(name, "rb").read(1)) not in (
                "FileNotFoundError", "PermissionError", "NotADirectoryError", "ProcessLookupError", "OSError", b"")]
            print(len(found), "opened", found)
        """),
        shows=("0 opened []",),
    ),
    Case(
        "K02",
        "points are written into the gradebook",
        trying("""
            import sqlite3
            def write():
                book = sqlite3.connect("THE_ROOT/build/gradebook.db")
                book.execute("UPDATE grade SET manual_score = 999")
                book.commit()
            print("wrote", attempt(write))
        """),
        shows=("wrote OperationalError",),
    ),
    Case(
        "K03",
        "the trainer's settings and the grader's own files are written",
        trying(f"""
            import os, sys
            names = ["THE_ROOT/nbgrader_config.py", "THE_ROOT/build/release/p1/{LEFT}", "THE_ROOT/{LEFT}"]
            names += [f"{{folder}}/{LEFT}.py" for folder in sys.path if folder and folder != os.getcwd()]
            names += ["/etc/passwd", "/usr/bin/{LEFT}", "/{LEFT}", os.__file__, pd.__file__]
            def write(name):
                open(name, "a").write("raise SystemExit")
                return "WROTE " + name
            print([done for name in names if "WROTE" in (done := str(attempt(lambda: write(name))))])
        """),
        shows=("[]",),
    ),
    Case(
        "K04",
        "connections are made, to this machine and elsewhere",
        trying("""
            import os, socket, sys, urllib.request
            def call(family, address):
                with socket.socket(family) as one:
                    one.settimeout(1)
                    one.connect(address)
                return "CONNECTED"
            calls = [
                lambda: call(socket.AF_INET, ("127.0.0.1", THE_PORT)),
                lambda: call(socket.AF_INET6, ("::1", THE_PORT)),
                lambda: call(socket.AF_UNIX, "/run/docker.sock"),
                lambda: socket.create_connection(("localhost", THE_PORT), 1),
                lambda: urllib.request.urlopen("http://127.0.0.1:THE_PORT", timeout=1),
                lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", THE_PORT)),
                lambda: socket.socket(16, socket.SOCK_RAW),
            ]
            print([attempt(one) for one in calls])
            command = f"{sys.executable} -c 'import socket; socket.create_connection((\\"127.0.0.1\\", THE_PORT))'"
            print("command", os.system(command) != 0)
        """),
        shows=("PermissionError", "command True"),
    ),
    Case(
        "K04 inside a check",
        "also while a check runs",
        everywhere("""
            import socket
            try:
                socket.create_connection(("127.0.0.1", THE_PORT), 1)
            except OSError:
                pass
            return -1
        """),
    ),
    Case(
        "K12",
        "a warning inside a right answer costs nothing",
        {
            "mean-answer": code("""
                import sys, warnings
                def mean(values):
                    warnings.warn("an old way to say it", FutureWarning)
                    print("careful", file=sys.stderr)
                    return sum(values) / len(values)
            """),
            "late-answer": "late = 2",
            "totals-answer": "def totals(table):\n    warnings.warn('x')\n"
            "    return table.groupby('team', as_index=False).days.sum()",
        },
        points=(1, 2, 3),
    ),
    Case(
        "environment",
        "names, keys and arguments of the grader are looked for",
        trying("""
            import os, sys
            words = [f"{name}={value}" for name, value in os.environ.items()] + sys.argv + sys.orig_argv
            words += [str(attempt(lambda: open(f"/proc/{pid}/cmdline").read())) for pid in range(1, 400)]
            found = [word for word in words if "environment" in word or "p1" in word or "gradebook" in word.lower()]
            print(len(found), "found", found)
        """),
        shows=("0 found []",),
    ),
    Case(
        "calls to the system",
        "what would open a way out is refused",
        trying("""
            import ctypes, os
            libc = ctypes.CDLL(None, use_errno=True)
            names = {"unshare": (0x10000000,), "mount": (b"none", b"/tmp", b"tmpfs", 0, None), "chroot": (b"/tmp",),
                     "ptrace": (16, os.getppid(), 0, 0), "setns": (0, 0), "pivot_root": (b"/", b"/"),
                     "process_vm_readv": (os.getppid(), None, 0, None, 0, 0), "bpf": (0, None, 0)}
            done = [name for name, words in names.items() if hasattr(libc, name) and getattr(libc, name)(*words) == 0]
            attempt(lambda: os.setgid(0))
            attempt(lambda: os.setuid(0))
            print(done, os.getuid() != 0)
        """),
        shows=("[] True",),
    ),
    Case(
        "signals",
        "whatever runs beside it is told to end",
        first("""
            import os, signal
            for pid in (-1, 0, os.getppid(), 1, 2, *range(3, 200)):
                if pid != os.getpid():
                    try:
                        os.kill(pid, signal.SIGKILL)
                    except OSError:
                        pass
            try:
                os.killpg(0, signal.SIGKILL)
            except OSError:
                pass
        """),
        points=NOTHING,
    ),
    Case(
        "limits",
        "limits are raised again",
        trying("""
            import os, resource
            raised = []
            for name in ("AS", "FSIZE", "NOFILE", "NPROC", "CORE"):
                kind = getattr(resource, f"RLIMIT_{name}")
                hard = resource.getrlimit(kind)[1]
                done = attempt(lambda: resource.setrlimit(kind, (hard * 2 + 9,) * 2))
                raised += [name] if done is None or hard == resource.RLIM_INFINITY else []
            print(raised, attempt(lambda: os.nice(-5)))
        """),
        shows=("[] ",),
    ),
    Case(
        "magic words",
        "IPython's own words reach nothing more than Python does",
        first("""
            %cd THE_ROOT
            %ls THE_ROOT
            !cat THE_ROOT/build/gradebook.db THE_ROOT/exercises/p1/p1.ipynb
            %run THE_ROOT/nbgrader_config.py
            %load_ext nbgrader
            %reset -f
            import pandas as pd
        """),
        points=NOTHING,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_nothing_outside_is_reached(trial, case):
    check(trial, case)


def test_R07_nobody_else_notices(trial):
    check_the_others(trial)


def test_the_gradebook_holds_what_grading_entered_and_nothing_else(trial):
    with sqlite3.connect(trial.course.build / "gradebook.db") as book:
        assert book.execute("SELECT count(*) FROM grade WHERE manual_score IS NOT NULL").fetchone() == (0,)
        assert book.execute("SELECT max(auto_score), max(extra_credit) FROM grade").fetchone() == (3, None)
