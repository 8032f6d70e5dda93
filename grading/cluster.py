"""The engine's side of grading over Dask: notebooks run at workers, everything else stays here.

A scheduler lets whoever can reach its port run any code at all its workers. So let it listen on 127.0.0.1 only
(`dask scheduler --host 127.0.0.1`), or give scheduler, workers and engine certificates by Dask's own settings, in
~/.config/dask/*.yaml or the environment, and use tls:// addresses:

    DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION=true
    DASK_DISTRIBUTED__COMM__TLS__CA_FILE=ca.pem
    DASK_DISTRIBUTED__COMM__TLS__{CLIENT,SCHEDULER,WORKER}__{CERT,KEY}=….pem

On each machine that shall help, with the same version of the course: `python3 course.py worker ADDRESS`.
"""

from __future__ import annotations

import logging
import os
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from importlib import import_module
from pathlib import Path

import dask
from distributed import Client, Future
from distributed.client import FutureCancelledError
from nbformat import NotebookNode

from grading import cluster_local, orders, sameness
from grading.cluster_crew import GONE, LOOK_SECONDS, Crew
from grading.cluster_worker import parted
from grading.errors import CourseError, NoWall
from grading.execution import Execution
from grading.pool import run_all
from grading.sandbox import Wall
from grading.settings import Limits

log = logging.getLogger(__name__)
LOCAL = "local"
CONNECT_SECONDS = 5
FIRST_SECONDS = 10.0  # until the first worker is there
FIRST_LOCAL_SECONDS = 60.0  # until one that we start is there
ANSWER_SECONDS = 600.0  # more than a submission may take, until a worker that does not answer counts as gone
TRIES = 2  # workers that may be lost over one submission
SETTINGS = {
    "distributed.scheduler.http.routes": [],
    "distributed.scheduler.work-stealing": False,
    "distributed.scheduler.active-memory-manager.start": False,
    "distributed.admin.large-graph-warning-threshold": "1GB",  # an order may be as long as orders.py allows
    "distributed.comm.timeouts.connect": f"{CONNECT_SECONDS}s",
}
CANNOT_START = 3


class Elsewhere(Wall):
    """Stands for the walls of the workers, each of which has proved that it stands. Nothing runs behind it here."""

    @contextmanager
    def _place(self, limits: Limits, stays: bool) -> Iterator:
        raise NoWall("Notebooks run at the workers, not here.")
        yield


class Lost(Exception):
    """A worker went away with a notebook."""


class Cluster:
    """What `autograde.grade` needs: `wall`, `spread` and `run`."""

    def __init__(self, client: Client, crew: Crew):
        self._client, self._crew = client, crew
        self.wall = Elsewhere(isolated=True, tier="A")

    @property
    def address(self) -> str:
        """Where its scheduler listens."""
        return self._client.scheduler.address

    def spread(
        self, function: Callable, items: Iterable, workers: int, on_done: Callable[[object], object] = lambda _: None
    ) -> list:
        """As pool.run_all, with as many threads as there were places at the workers when this began."""
        return run_all(function, items, max(1, self._crew.places), on_done)

    def run(
        self,
        notebook: NotebookNode,
        wall: Wall,
        limits: Limits,
        hints: Path | None = None,
        beside: Mapping[str, bytes] | None = None,
        source: NotebookNode | None = None,
    ) -> Execution:
        """As execution.execute, at a worker. When that is lost, at another one; then it is an error of the engine.

        Raises CourseError when no worker is left, or one cannot do it.
        """
        text = hints.read_bytes() if hints and hints.exists() else b""
        own = notebook if source is None else source
        order = orders.Order(notebook, own, limits, text, dict(beside or {}), sameness.course())
        try:
            data = orders.packed(order)
        except ValueError as trouble:
            raise CourseError(f"The submission cannot be sent to a worker: {trouble}.") from None
        for _ in range(TRIES):
            address = self._crew.slots.take()
            try:
                return orders.read_reply(self._asked(address, data, limits), order)
            except Lost:
                self._crew.slots.left(address)
            except orders.Told as told:
                raise CourseError(str(told)) from None
            except ValueError as trouble:
                raise CourseError(f"What came back from the worker {address} cannot be used: {trouble}.") from None
            finally:
                self._crew.slots.give(address)
        raise CourseError("Two workers ended one after the other while they ran this submission. Run this again.")

    def _asked(self, address: str, data: bytes, limits: Limits) -> object:
        until = time.monotonic() + limits.seconds_per_submission + ANSWER_SECONDS
        where = {"workers": [address], "allow_other_workers": False}
        try:
            future = self._client.submit(TASK, data, key=f"course-{uuid.uuid4().hex}", pure=False, **where)
        except Exception as trouble:
            raise self._what(trouble) from None
        try:
            while True:
                with suppress(TimeoutError, UnboundLocalError):  # so Dask ends when its own time-out cancels too late
                    return future.result(timeout=LOOK_SECONDS)
                if not self._crew.slots.here(address) or time.monotonic() > until:
                    raise Lost
        except Lost:
            raise
        except Exception as trouble:
            raise self._what(trouble) from None
        finally:
            _let_go(future)

    def _what(self, trouble: Exception) -> CourseError:
        """A sentence for what Dask itself could not do."""
        if self._client.status != "running" or isinstance(trouble, FutureCancelledError):
            return CourseError(GONE)
        log.error("A worker could not run a submission", exc_info=trouble)
        return CourseError(f"A worker could not run a submission ({type(trouble).__name__}). Run this again.")


@contextmanager
def opened(where: str, workers: int) -> Iterator[Cluster]:
    """A cluster to grade with: `local` starts one with so many workers here, an address uses that of a scheduler.

    Raises CourseError with the exit status 3, within seconds, when there is nobody to grade with.
    """
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters, we say ourselves
    with ExitStack() as stack:
        stack.enter_context(dask.config.set(SETTINGS))
        try:
            cluster = stack.enter_context(_begun(where, workers))
        except CourseError as trouble:
            trouble.exit_status = CANNOT_START
            raise
        yield cluster


@contextmanager
def _begun(where: str, workers: int) -> Iterator[Cluster]:
    with ExitStack() as stack:
        local = None
        if where == LOCAL:
            scheduler, local = stack.enter_context(cluster_local.started(workers, os.environ))
        else:
            parted(where)
            scheduler = where
        client = stack.enter_context(_client(scheduler, where))
        crew = Crew(client, local)
        stack.callback(crew.end)
        import_module("nbgrader.preprocessors")  # takes two seconds, while workers start as well
        crew.begin(FIRST_LOCAL_SECONDS if local else FIRST_SECONDS)
        yield Cluster(client, crew)


@contextmanager
def _client(scheduler: object, where: str) -> Iterator[Client]:
    try:
        client = Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False, name="course")
    except (OSError, ValueError, TypeError, RuntimeError) as trouble:
        said = (str(trouble).splitlines() or [type(trouble).__name__])[0].rstrip(".")[:200]
        raise CourseError(
            f"There is no scheduler that answers at {where} ({said}). "
            "Start one there: dask scheduler --host 127.0.0.1, or use --dask local. Nothing was graded."
        ) from None
    with client:
        yield client


def _let_go(future: Future) -> None:
    """Nobody waits for it any more."""
    if not future.done():
        with suppress(Exception):  # the scheduler may be gone
            future.cancel()
    future.release()


def _task() -> Callable[[bytes], bytes]:
    """What a worker does; it travels as it stands here, so that a scheduler needs nothing of ours."""

    def graded(data: bytes) -> bytes:
        from grading.cluster_worker import perform

        return perform(data)

    return graded


TASK = _task()
