"""A limit by the kernel on the memory and the processes of a whole sandbox, where this machine lends us one.

That is the case for a service to which systemd delegates a group, in many containers, and wherever `systemd-run`
can ask for one. Elsewhere `grading.watch` looks from outside, ten times a second.
"""

from __future__ import annotations

import functools
import itertools
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from grading.settings import Limits

MOUNT = Path("/sys/fs/cgroup")
ENTER = 'echo $$ > "$1/cgroup.procs" && shift && exec "$@"'
_number = itertools.count()


@contextmanager
def around(limits: Limits, mount: Path = MOUNT) -> Iterator[list[str]]:
    """Words to put before a command so that it runs within limits of the kernel's; none where there is no way."""
    parent = lent(mount)
    if parent is None:
        yield [*_asked(limits)]
        return
    group = parent / f"course-{os.getpid()}-{next(_number)}"
    try:
        group.mkdir()
        _set(group, limits)
        yield ["sh", "-c", ENTER, "sh", str(group)]
    finally:
        with suppress(OSError):
            (group / "cgroup.kill").write_text("1")
        with suppress(OSError):
            group.rmdir()


def lent(mount: Path = MOUNT) -> Path | None:
    """The nearest group above this process in which it may make others whose memory is limited; version 2 only."""
    with suppress(OSError, StopIteration):
        lines = Path("/proc/self/cgroup").read_text().splitlines()
        own = next(line[3:] for line in lines if line.startswith("0::"))
        place = mount / own.strip("/")
        for group in (place, *place.parents):
            if not group.is_relative_to(mount):
                break
            passed_on = group / "cgroup.subtree_control"
            if passed_on.is_file() and "memory" in passed_on.read_text().split():
                return group if _ours(group) else None
    return None


def _ours(group: Path) -> bool:
    return os.access(group, os.W_OK) and os.access(group / "cgroup.procs", os.W_OK)


def _set(group: Path, limits: Limits) -> None:
    (group / "memory.max").write_text(str(limits.memory_sum_bytes))
    for name, value in (("memory.swap.max", "0"), ("memory.oom.group", "1"), ("pids.max", str(2 * limits.processes))):
        with suppress(OSError):  # an older kernel, or one that lends only memory
            (group / name).write_text(value)


def _asked(limits: Limits) -> list[str]:
    if not systemd():
        return []
    wanted = [f"MemoryMax={limits.memory_sum_bytes}", "MemorySwapMax=0", f"TasksMax={2 * limits.processes}"]
    return [*_scope(), *(word for one in wanted for word in ("-p", one)), "--"]


def _scope() -> list[str]:
    return ["systemd-run", *([] if os.geteuid() == 0 else ["--user"]), "--scope", "--quiet", "--collect"]


@functools.cache
def systemd() -> bool:
    """Whether systemd gives a program a group of its own when asked."""
    if not Path("/run/systemd/system").is_dir() or not shutil.which("systemd-run"):
        return False
    asked = [*_scope(), "-p", "MemoryMax=64M", "--", "true"]
    with suppress(subprocess.TimeoutExpired):
        return subprocess.run(asked, capture_output=True, timeout=5, check=False).returncode == 0
    return False


def environment() -> dict[str, str]:
    """What `systemd-run` needs to find the systemd of this user; it goes no further than the wall."""
    return {name: os.environ[name] for name in ("XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS") if name in os.environ}
