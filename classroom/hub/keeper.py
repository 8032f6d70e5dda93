"""Runs the classroom's programs side by side, starts anew what dies, and ends them all together."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psutil

from classroom.hub import kin, ledger

LOOK_SECONDS = 1.0
END_SECONDS = 25.0  # the hub ends each person's server, one kernel after the other
REST_SECONDS = (0, 1, 2, 5, 10, 30)  # before the first, second, … new start in a row
CALM_SECONDS = 120.0  # whoever ran that long did not die of its start


@dataclass(frozen=True)
class Program:
    """One program, and the file that it writes to."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    log: Path


@dataclass
class _Running:
    program: Program
    process: subprocess.Popen
    since: float
    starts: int = 0
    resting_until: float = 0.0


@dataclass
class Keeper:
    """Programs that run together. `folder` holds the list of processes; `cwd` is where they run."""

    folder: Path
    cwd: Path
    _all: list[_Running] = field(default_factory=list)
    _stop: int = 0

    def start(self, program: Program) -> None:
        self._all.append(_Running(program, self._begin(program), time.monotonic()))
        ledger.remember(self.folder, ledger.below())

    def ended(self, name: str) -> bool:
        """Whether the program of that name does not run at the moment."""
        return any(one.program.name == name and one.process.poll() is not None for one in self._all)

    @property
    def stopping(self) -> bool:
        return bool(self._stop)

    def look(self) -> None:
        """Start anew what died, and write down who runs."""
        for one in self._all:
            if one.process.poll() is not None:
                self._again(one)
        ledger.reap({one.process.pid for one in self._all})
        ledger.remember(self.folder, ledger.below())

    @contextmanager
    def signals(self) -> Iterator[None]:
        """Within, Ctrl-C and SIGTERM make `stopping` true and wake up `rest`; a second one makes the end a hard one."""
        read, write = os.pipe()
        os.set_blocking(write, False)
        before = signal.set_wakeup_fd(write, warn_on_full_buffer=False)
        handlers = {one: signal.signal(one, self._told) for one in (signal.SIGINT, signal.SIGTERM)}
        self._read = read
        try:
            yield
        finally:
            signal.set_wakeup_fd(before)
            for one, handler in handlers.items():
                signal.signal(one, handler)
            os.close(read)
            os.close(write)

    def rest(self, seconds: float = LOOK_SECONDS) -> None:
        """Wait that long, or until a signal comes."""
        if select.select([self._read], [], [], seconds)[0]:
            os.read(self._read, 100)

    def end(self) -> None:
        """End everything that runs below this process, and wait until it is gone."""
        for one in self._all:
            if one.process.poll() is None:
                one.process.terminate()
        ends = time.monotonic() + END_SECONDS
        while self._stop < 2 and time.monotonic() < ends and any(one.process.poll() is None for one in self._all):
            time.sleep(0.05)
        ledger.end(ledger.below(), ledger.GENTLE_SECONDS if self._stop < 2 else 0)
        for one in self._all:
            one.process.wait()
        ledger.remember(self.folder, [one for one in ledger.below() if one.status() != psutil.STATUS_ZOMBIE])

    def _again(self, one: _Running) -> None:
        now = time.monotonic()
        if not one.resting_until:
            calm = now - one.since > CALM_SECONDS
            one.starts = 0 if calm else one.starts + 1
            one.resting_until = now + REST_SECONDS[min(one.starts, len(REST_SECONDS) - 1)]
            _note(one.program.log, f"{one.program.name} ended with {one.process.returncode}; it is started anew.")
        if now >= one.resting_until:
            one.process, one.since, one.resting_until = self._begin(one.program), now, 0.0

    def _begin(self, program: Program) -> subprocess.Popen:
        with program.log.open("ab") as log:
            return subprocess.Popen(
                kin.tied(program.command),
                env=dict(program.environment),
                cwd=self.cwd,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for this process, which ends the others in order
            )

    def _told(self, *_) -> None:
        self._stop += 1


def _note(log: Path, sentence: str) -> None:
    with log.open("a", encoding="utf8") as file:
        file.write(f"[{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC classroom] {sentence}\n")
