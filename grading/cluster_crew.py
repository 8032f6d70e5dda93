"""The workers that the engine can use: who comes, who goes, and who cannot be used and why."""

from __future__ import annotations

import threading
import time

from distributed import Client

from grading import cluster_local, orders, sameness
from grading.cluster_worker import hello
from grading.errors import CourseError
from grading.slots import Slots
from grading.wire import frames

LOOK_SECONDS = 0.25  # how often the engine looks who is there
PATIENCE_SECONDS = 30.0  # without any worker, in the middle of a batch
MISSES = 3  # that the scheduler does not answer, one after the other, until it counts as gone
GONE = "The scheduler is gone. Start it and its workers, and run this again; nothing is lost."


class Crew:
    """Looks after the workers of one scheduler, in a thread of its own; `local` are those that we started."""

    def __init__(self, client: Client, local: cluster_local.Workers | None = None):
        self.slots = Slots(PATIENCE_SECONDS)
        self.places = 0  # of all workers that came so far
        self._client, self._local = client, local
        self._unfit: dict[str, str] = {}  # worker → why it cannot be used
        self._stop = threading.Event()
        self._watch = threading.Thread(target=self._watched, name="cluster-watch", daemon=True)

    def begin(self, seconds: float) -> None:
        """Wait for workers that can be used. Raises CourseError when there are none within that time."""
        until = time.monotonic() + seconds
        self._look()
        while not (self.slots.known or self._local and (self._local.trouble or self._unfit)):
            if time.monotonic() >= until:
                break
            time.sleep(LOOK_SECONDS)
            self._look()
        if not self.slots.known:
            raise CourseError(self._why_nobody())
        self._watch.start()

    def end(self) -> None:
        """Look no more."""
        self._stop.set()
        if self._watch.ident:
            self._watch.join()

    def _watched(self) -> None:
        missed = 0
        while not self._stop.wait(LOOK_SECONDS):
            try:
                self._look()
                missed = 0
            except Exception:  # whatever it is, notebooks must not wait for ever
                missed += 1
                if missed >= MISSES:
                    self.slots.close(GONE)
                    return

    def _look(self) -> None:
        if self._local:
            self._local.mend()
        there = self._client.scheduler_info(n_workers=-1)["workers"]
        for address in self.slots.known - there.keys():
            self.slots.left(address)
        for address in self._unfit.keys() - there.keys():
            del self._unfit[address]
        for address in there.keys() - self.slots.known - self._unfit.keys():
            trouble = self._trouble_with(address)
            if trouble:
                self._unfit[address] = trouble
            else:
                self.places += there[address]["nthreads"]
                self.slots.arrived(address, there[address]["nthreads"])

    def _trouble_with(self, address: str) -> str:
        """Why a worker cannot be used, in a sentence; empty when it can."""
        said = self._client.run(hello, workers=[address], on_error="return").get(address)
        try:
            known = frames.parse(said if isinstance(said, bytes) and len(said) < orders.MORE_BYTES else b"")
        except ValueError:
            return f"The worker {address} does not have this course."
        if "wall" not in known:
            return f"The worker {address} has no wall. Start it with: python3 course.py worker."
        different = sameness.difference(known.get("facts"))
        if different:
            return f"The worker {address} has another version of the course: {different}. Update it and start it again."
        return ""

    def _why_nobody(self) -> str:
        if self._local and self._local.trouble:
            return self._local.trouble
        advice = f"Start one on each machine: python3 course.py worker {self._client.scheduler.address}"
        if self._local:
            advice = "None that was started here could begin in time. Grade without --dask."
        return " ".join([*sorted(set(self._unfit.values())), f"Nothing was graded, for want of a worker. {advice}"])
