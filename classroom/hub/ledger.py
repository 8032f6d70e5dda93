"""Which processes belong to a classroom, by number and start time, so that not one is ever left behind.

A number alone is given again by the system, and a name belongs to anybody's programs; both together are one process.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import psutil

from grading import atomic

FILE = "processes.json"
SAME_SECONDS = 2.0  # two looks at one start time may differ, since the system's clock is set now and then
GENTLE_SECONDS = 5.0


def below() -> list[psutil.Process]:
    """Every process that this one started, or that any of those started."""
    return psutil.Process().children(recursive=True)


def remember(folder: Path, processes: Iterable[psutil.Process]) -> None:
    """Write down which processes run now; without any, there is no file."""
    rows = []
    for one in processes:
        with suppress(psutil.NoSuchProcess):
            rows.append([one.pid, one.create_time()])
    file, text = folder / FILE, json.dumps(sorted(rows))
    if not rows:
        file.unlink(missing_ok=True)
    elif not file.exists() or file.read_text("utf8") != text:
        atomic.write(file, text)


def left_behind(folder: Path) -> list[psutil.Process]:
    """Processes of an earlier classroom in `folder` that still run."""
    try:
        rows = json.loads((folder / FILE).read_text("utf8"))
    except (FileNotFoundError, ValueError):
        return []
    found = []
    for pid, started in rows:
        with suppress(psutil.NoSuchProcess):
            one = psutil.Process(pid)
            if abs(one.create_time() - started) <= SAME_SECONDS and one.status() != psutil.STATUS_ZOMBIE:
                found.append(one)
    return found


def end(processes: list[psutil.Process], seconds: float = GENTLE_SECONDS) -> None:
    """End them, gently at first, and wait until they are gone."""
    for how in ("terminate", "kill"):
        for one in processes:
            with suppress(psutil.NoSuchProcess):
                getattr(one, how)()
        processes = _still(processes, seconds)
        if not processes:
            return


def _still(processes: list[psutil.Process], seconds: float) -> list[psutil.Process]:
    """Those that run after at most that many seconds. Our own children are taken off the system's list as they end."""
    ends = time.monotonic() + seconds
    while True:
        reap(set())
        processes = [one for one in processes if one.is_running() and not _over(one)]
        if not processes or time.monotonic() > ends:
            return processes
        time.sleep(0.05)


def _over(one: psutil.Process) -> bool:
    try:
        return one.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def reap(known: set[int]) -> None:
    """Take children that ended off the system's list, but for those in `known`, which somebody else waits for."""
    for one in psutil.Process().children():
        if one.pid not in known and _over(one):
            with suppress(ChildProcessError):
                os.waitpid(one.pid, os.WNOHANG)
