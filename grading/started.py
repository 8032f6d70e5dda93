"""A program that runs behind the wall for longer than one request, and everything that ends with it."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress

from grading.settings import Limits
from grading.watch import Watch, memory_of

GENTLE_SECONDS = 6.0


class Started(subprocess.Popen):
    """The process at the door of a sandbox. Use `end`, or `with`: all that runs inside ends with it.

    `excess` says in a sentence why the watch ended it, and is empty when it did not.
    """

    def __init__(
        self,
        command: list[str],
        limits: Limits,
        fds: Iterable[int] = (),
        folder: str | None = None,
        environment: dict[str, str] | None = None,
        folders: tuple[str, ...] = (),
        guarded: bool = False,
        after: ExitStack | None = None,
    ):
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 (closed in `end`)
        self._last_words = ""
        self._guarded, self._after = guarded, after or ExitStack()
        self._ending, self._over = threading.RLock(), False
        super().__init__(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._said,
            cwd=folder,
            env=environment,
            pass_fds=tuple(fds),
            start_new_session=True,
        )
        self._watch = Watch(self.pid, limits, self._strike, folders)

    @property
    def excess(self) -> str:
        return self._watch.excess

    def memory(self) -> int:
        """Bytes that everything inside uses now."""
        return memory_of(self.pid)

    def trouble(self) -> str:
        """The end of what it wrote to standard error."""
        if not self._said.closed:
            size = os.fstat(self._said.fileno()).st_size
            said = os.pread(self._said.fileno(), 2000, max(0, size - 2000))
            self._last_words = said.decode("utf8", "replace").strip()[-500:]
        return self._last_words

    def end(self) -> None:
        """End everything inside, wait until it is gone, and remove its folder. Once more does nothing."""
        with self._ending:
            if self._over:
                return
            self._over = True
            self._watch.stop()
            self._strike()
            self.wait()
            self.trouble()
            self._said.close()
            self._after.close()

    def __exit__(self, *_) -> None:
        self.end()

    def _strike(self) -> None:
        """Where a guard stands beside it, that one has to end the others; elsewhere the kernel does."""
        if self._guarded and self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self.wait(GENTLE_SECONDS)
        if self.poll() is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)


class Starter:
    """Starts sandboxes in one thread that lives as long as the engine.

    A sandbox dies with the thread that started it, by the kernel's rule; that of a pool may end long before.
    """

    def __init__(self) -> None:
        self._renew()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._renew)

    def start(self, make: Callable[[], Started]) -> Started:
        return self._threads.submit(make).result()

    def _renew(self) -> None:
        self._threads = ThreadPoolExecutor(max_workers=1, thread_name_prefix="starter")


STARTER = Starter()
