"""A worker that runs notebooks for an engine elsewhere. It knows no gradebook, no roster and no learner.

It is started by `python3 course.py worker ADDRESS`, or by an engine with `--dask local`. Before it takes any order, its
wall has to prove that it stands. Its seats stay warm for its whole life, and end with it.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from grading import orders, sameness
from grading.bubblewrap import HOME
from grading.errors import CourseError, NoWall
from grading.sandbox import Wall, find_wall
from grading.seats import kept
from grading.settings import Limits
from grading.wire import frames

log = logging.getLogger(__name__)
CANNOT_START = 3
CONNECT_SECONDS = 10
FOR_ENGINE = "--for-the-engine"  # it reads what it needs from its input, and ends when that does
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "VIRTUAL_ENV", "CXLAB_TABLES", "SYSTEMROOT")
FOR_CGROUPS = ("XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS")
FOR_DASK = ("DASK_CONFIG", "DASK_DISTRIBUTED__COMM__")  # where its TLS files lie; the files are no secret of ours
SETTINGS = {
    "distributed.worker.http.routes": [],
    "distributed.worker.profile.enabled": False,
    "distributed.comm.timeouts.connect": f"{CONNECT_SECONDS}s",
}


@dataclass
class Own:
    """What a worker of this process runs notebooks with: a wall that has proved that it stands, or none."""

    wall: Wall | None = None


OWN = Own()
_READING = threading.Lock()


def hello() -> bytes:
    """What the engine has to know of this worker before it sends anything, as a JSON object."""
    known = {"wall": OWN.wall.tier} if OWN.wall else {}
    return frames.pack({**known, "facts": dict(sameness.facts())})


def perform(data: bytes) -> bytes:
    """Run the notebook of an order and return a reply, whatever happens; see orders.py for both."""
    try:
        return _performed(orders.read(data))
    except CourseError as trouble:
        return orders.packed_trouble(str(trouble))
    except ValueError as trouble:
        return orders.packed_trouble(f"A worker refused what it was sent: {trouble}.")
    except Exception as trouble:
        with _READING:  # what a traceback shows of a line is found by parsing it
            log.error("A worker failed at a notebook", exc_info=trouble)
        return orders.packed_trouble(f"A worker has a fault ({type(trouble).__name__}). Please report it.")


def _performed(order: orders.Order) -> bytes:
    from grading.casting import cast
    from grading.execution import execute

    if OWN.wall is None:
        raise NoWall("A worker was not started by this course, so it has no wall. Use: python3 course.py worker")
    if order.course != sameness.course():
        raise CourseError("A worker has another version of the course. Update it there, and start it again.")
    with _READING:  # Python 3.11.2 fails at parsing in two threads at once where something, as Dask, hooks into gc
        cast(order.source)  # it is remembered
    with tempfile.TemporaryDirectory(prefix="course-hints-") as folder:
        hints = Path(folder, "hints.json")
        if order.hints:
            hints.write_bytes(order.hints)
        given = {"hints": hints, "beside": order.beside, "source": order.source}
        return orders.packed_reply(execute(order.notebook, OWN.wall, order.limits, **given), order.limits)


def clean_environment(inherited: Mapping[str, str]) -> dict[str, str]:
    """What a worker may know of the environment: no gradebook's address, no key, nobody's password."""
    names = [*KEPT, *FOR_CGROUPS]
    return {name: text for name, text in inherited.items() if name in names or name.startswith(FOR_DASK)}


def command(address: str, seats: int, *more: str) -> list[str]:
    """The words that start a worker."""
    return [sys.executable, "-m", "grading.cluster_process", address, str(seats), *more]


def become(address: str, seats: int) -> None:
    """Turn this process into a worker, with a clean environment. Does not come back."""
    os.chdir(HOME)
    sys.stdout.flush()
    sys.stderr.flush()
    os.execve(sys.executable, command(address, seats), clean_environment(os.environ))


def main(words: list[str]) -> int:
    """Work until the scheduler or the engine is gone, or a signal comes. Returns an exit status, 3: cannot start."""
    os.umask(0o077)
    address, seats, for_engine = words[0], int(words[1]), FOR_ENGINE in words
    try:
        papers = frames.parse(sys.stdin.buffer.readline()) if for_engine else {}
        return asyncio.run(_lived(address, seats, papers, for_engine))
    except CourseError as trouble:
        print(json.dumps({"trouble": str(trouble)}) if for_engine else str(trouble), flush=True)
        return CANNOT_START


async def _lived(address: str, seats: int, papers: dict, for_engine: bool) -> int:
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, over.set)
    if for_engine:
        threading.Thread(target=_until_input_ends, args=(loop, over), daemon=True).start()
    with kept() as warm, tempfile.TemporaryDirectory(prefix="course-worker-") as folder:
        OWN.wall = find_wall()
        warm.prepare(OWN.wall, Limits(), seats)
        await _served(address, seats, papers, folder, over)
    return 0


async def _served(address: str, seats: int, papers: dict, folder: str, over: asyncio.Event) -> None:
    """Be a Dask worker until `over`, or until the scheduler is gone."""
    import dask
    from distributed import Worker
    from distributed.security import Security
    from distributed.utils import get_ip

    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    scheme, host, port = parted(address)
    dask.config.set(SETTINGS)
    worker = Worker(
        address,
        nthreads=seats,
        host=get_ip(host, port),  # not all networks of this machine
        protocol=f"{scheme}://",
        security=Security(**papers) if papers else None,
        local_directory=folder,
        memory_limit=0,  # of a sandbox the memory is limited, not of this process
        dashboard_address="127.0.0.1:0",
        death_timeout=CONNECT_SECONDS,
    )
    try:
        await worker
    except Exception as trouble:
        raise CourseError(f"There is no scheduler at {address} ({_last(trouble)}). Start it first.") from None
    print(json.dumps({"ready": worker.address}), flush=True)
    waiting = [asyncio.create_task(worker.finished()), asyncio.create_task(over.wait())]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    await worker.close(timeout=2, executor_wait=False)


def parted(address: str) -> tuple[str, str, int]:
    """Scheme, host and port of a scheduler's address. Raises CourseError when it is none."""
    parts = urlsplit(address)
    with suppress(ValueError):
        if parts.scheme in ("tcp", "tls") and parts.hostname and parts.port:
            return parts.scheme, parts.hostname, parts.port
    raise CourseError(f"{address} is no scheduler's address. It looks like tcp://127.0.0.1:8786 or tls://host:8786.")


def _last(trouble: BaseException) -> str:
    return (str(trouble).splitlines() or [type(trouble).__name__])[0].rstrip(".")[:200]


def _until_input_ends(loop: asyncio.AbstractEventLoop, over: asyncio.Event) -> None:
    """The engine holds the other end: when it is gone, even by SIGKILL, this one goes too."""
    while sys.stdin.buffer.read(1024):
        pass
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(over.set)
