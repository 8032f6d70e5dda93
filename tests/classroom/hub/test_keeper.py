"""Programs that run side by side, and that leave nothing behind."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import suppress

import psutil
import pytest

from classroom.hub import ledger
from grading.course import HOME

# A keeper with two programs: one that starts a child which leaves its family, and one that pays no heed to SIGTERM.
RUN = """
import subprocess, sys
from pathlib import Path
from classroom.hub import kin
from classroom.hub.keeper import Keeper, Program
folder = Path(sys.argv[1])
stray = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'], "
stray += "start_new_session=True); time.sleep(600)"
deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
deaf += f"open({str(folder / 'deaf')!r}, 'w').close(); time.sleep(600)"
kin.adopt(); kin.end_with_starter()
keeper = Keeper(folder, Path.cwd())
with keeper.signals():
    try:
        for name, code in (("stray", stray), ("deaf", deaf)):
            keeper.start(Program(name, [sys.executable, "-c", code], {**__import__("os").environ}, folder / "log"))
        while not keeper.stopping:
            keeper.look(); keeper.rest(0.1)
    finally:
        keeper.end()
"""


@pytest.fixture
def kept(tmp_path):
    """A keeper in a process of its own, once its programs run: (its process, those below it)."""
    words = [sys.executable, "-c", textwrap.dedent(RUN), str(tmp_path)]
    process = subprocess.Popen(words, cwd=HOME)
    everybody = until(lambda: below(process.pid), lambda found: len(found) == 3 and (tmp_path / "deaf").exists())
    yield process, everybody, tmp_path
    for one in (process, *everybody):
        with suppress(psutil.NoSuchProcess):
            one.kill()
    process.wait(20)


def below(pid):
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def until(look, enough, seconds=60):
    ends = time.monotonic() + seconds
    while not enough(found := look()):
        assert time.monotonic() < ends, found
        time.sleep(0.05)
    return found


def alive(processes):
    return [one for one in processes if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "sigterm"])
def test_it_leaves_nothing_behind(kept, told):
    process, everybody, folder = kept
    process.send_signal(told)
    time.sleep(0.1)
    process.send_signal(told)  # a second one makes it quick, since one of them is deaf
    assert process.wait(40) == 0
    assert alive(everybody) == []
    assert not (folder / ledger.FILE).exists()


def test_what_dies_is_started_anew(kept):
    process, everybody, folder = kept
    until(lambda: ledger.left_behind(folder), lambda found: len(found) == 3)
    everybody[0].kill()
    now = until(lambda: below(process.pid), lambda found: any(one not in everybody for one in found))
    assert len(now) >= 3
    assert "started anew" in (folder / "log").read_text()


def test_after_a_kill_the_next_one_ends_what_is_left(kept):
    process, everybody, folder = kept
    until(lambda: ledger.left_behind(folder), lambda found: len(found) == 3)
    process.kill()
    process.wait(10)
    ledger.end(ledger.left_behind(folder), seconds=1)
    until(lambda: alive(everybody), lambda found: not found)


def test_a_number_that_now_belongs_to_somebody_else_is_let_alone(tmp_path):
    mine = psutil.Process()
    ledger.remember(tmp_path, [mine])
    assert ledger.left_behind(tmp_path) == [mine]
    (tmp_path / ledger.FILE).write_text(f"[[{os.getpid()}, {mine.create_time() - 60}]]")
    assert ledger.left_behind(tmp_path) == []


@pytest.mark.parametrize("damaged", ["", "{", "[[1, 2"])
def test_a_damaged_list_ends_nobody(tmp_path, damaged):
    (tmp_path / ledger.FILE).write_text(damaged)
    assert ledger.left_behind(tmp_path) == []
