"""A scheduler in this process and workers in processes of their own, for `--dask local`.

Whoever can speak to a scheduler can have any code run, so also on 127.0.0.1 both sides show a certificate that is made
for this batch alone. Workers get theirs through their input, which also tells them when the engine is gone.
"""

from __future__ import annotations

import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from distributed import SpecCluster
from distributed.scheduler import Scheduler
from distributed.security import Security

from grading.bubblewrap import HOME
from grading.cluster_worker import FOR_ENGINE, clean_environment, command
from grading.errors import CourseError
from grading.wire import frames

HOST = "127.0.0.1"
STARTS_MORE = 4  # workers that are started after others died, in one batch
END_SECONDS = 5.0
OPENSSL = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]


class Workers:
    """The worker processes. `trouble` is the sentence of one that could not start, if there was one."""

    def __init__(self, address: str, papers: dict[str, str], environment: dict[str, str], count: int):
        self._given, self._address, self._environment = frames.pack(papers) + b"\n", address, environment
        self._running: list[subprocess.Popen] = []
        self._more = STARTS_MORE
        self._ending = threading.Lock()
        self._ended = False
        self.trouble = ""
        for _ in range(count):
            self._start()

    @property
    def running(self) -> int:
        """How many have not ended."""
        return sum(worker.poll() is None for worker in self._running)

    def mend(self) -> None:
        """Start another one for each that died, but not again and again."""
        with self._ending:
            for worker in [] if self._ended else self._running[:]:
                if worker.poll() is not None:
                    self._running.remove(worker)
                    self._hear(worker)
                    if not self.trouble and self._more:
                        self._more -= 1
                        self._start()

    def end(self) -> None:
        """End them all, and all that they started."""
        with self._ending:
            self._ended = True
        for worker in self._running:
            with suppress(BrokenPipeError):
                worker.stdin.close()
        for worker in self._running:
            with suppress(subprocess.TimeoutExpired):
                worker.wait(END_SECONDS)
            if worker.poll() is None:
                worker.kill()
                worker.wait()
            worker.stdout.close()

    def _start(self) -> None:
        words = command(self._address, 1, FOR_ENGINE)
        pipe = subprocess.PIPE
        worker = subprocess.Popen(words, stdin=pipe, stdout=pipe, env=self._environment, cwd=HOME)
        self._running.append(worker)
        with suppress(BrokenPipeError):  # it ended at once; `mend` finds out
            worker.stdin.write(self._given)
            worker.stdin.flush()

    def _hear(self, worker: subprocess.Popen) -> None:
        """What one that has ended said."""
        lines = worker.stdout.read().splitlines()
        for line in lines:
            with suppress(ValueError):
                self.trouble = self.trouble or frames.parse(line).get("trouble", "")
        worker.stdout.close()
        with suppress(BrokenPipeError):
            worker.stdin.close()


@contextmanager
def started(count: int, inherited: Mapping[str, str]) -> Iterator[tuple[SpecCluster, Workers]]:
    """A scheduler with so many workers on their way to it. They end with it."""
    papers = certificate()
    security = Security(require_encryption=True, **papers)
    web = {"dashboard": False, "dashboard_address": f"{HOST}:0"}
    options = {"host": HOST, "port": 0, "protocol": "tls://", "security": security, **web}
    scheduler = {"cls": Scheduler, "options": options}
    with SpecCluster(workers={}, scheduler=scheduler, security=security, silence_logs=False) as cluster:
        workers = Workers(cluster.scheduler_address, papers, clean_environment(inherited), count)
        try:
            yield cluster, workers
        finally:
            workers.end()


def certificate() -> dict[str, str]:
    """A key and a certificate that signs itself, valid for a few days, by the names of distributed's Security."""
    with tempfile.TemporaryDirectory(prefix="course-tls-") as folder:
        key, paper = Path(folder, "key.pem"), Path(folder, "certificate.pem")
        words = [*OPENSSL, "-days", "3", "-subj", "/CN=course", "-keyout", str(key), "-out", str(paper)]
        try:
            subprocess.run(words, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            raise CourseError(
                "A cluster on this machine needs the program openssl, for a certificate that keeps others out. "
                "Get it with: apt install openssl. Or leave --dask away."
            ) from None
        keys, papers = key.read_text("ascii"), paper.read_text("ascii")
    roles = ("scheduler", "worker", "client")
    own = {f"tls_{role}_{what}": text for role in roles for what, text in (("key", keys), ("cert", papers))}
    return {"tls_ca_file": papers, **own}
