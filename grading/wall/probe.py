"""Tries what must be impossible behind the wall, and tells what was possible. Run before learners' code is.

Its second argument, as JSON: a port on which the grader listens, paths that must not be seen here, folders that
must not be writable, and the limits. It prints a JSON list of sentences; an empty one means that the wall stands.
"""

from __future__ import annotations

import ctypes
import importlib.util
import json
import mmap
import os
import platform
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from . import calls

NEW_USER_NAMESPACE = 0x10000000  # CLONE_NEWUSER in linux/sched.h
SECRETS = ("TOKEN", "SECRET", "PASSWORD", "KEY", "SSH_", "AWS_")
FORBIDDEN = {  # calls and arguments that do no harm should they be allowed, and what they would mean
    "ptrace": ((16, -1, 0, 0), "follow another program"),
    "process_vm_readv": ((1, 0, 0, 0, 0, 0), "read another program's memory"),
    "mount": ((0, 0, 0, 0, 0), "mount file systems"),
    "setns": ((-1, 0), "enter other namespaces"),
    "bpf": ((0, 0, 0), "give programs to the kernel"),
    "perf_event_open": ((0, 0, -1, -1, 0), "measure the machine"),
    "userfaultfd": ((0,), "handle memory for the kernel"),
    "io_uring_setup": ((0, 0), "go round the filter of system calls"),
    "keyctl": ((0, -3, 0), "keep keys for the next program"),
    "open_by_handle_at": ((-1, 0, 0), "open files by number"),
    "memfd_create": ((0, 0), "keep files that nobody counts"),
    "shmget": ((0, 0, 0), "leave memory for the next program"),
    "msgget": ((0x7FFFFFFF, 0), "leave messages for the next program"),
    "mq_open": ((0, 0, 0, 0), "leave messages for the next program"),
    "kexec_load": ((0, 0, 0, 0xFFFF), "replace the kernel"),
}
REFUSED = 1  # EPERM


def troubles(
    port: int, hidden: list[str], frozen: list[str], stat_tells: bool, memory: int, processes: int, room: int
) -> Iterator[str]:
    """What learners' code could do or see and must not, and what it needs and does not have."""
    if os.getuid() == 0:
        yield "it runs as the administrator"
    if reachable(port):
        yield "it can reach the network"
    if local_sockets():
        yield "it can make sockets"
    yield from (f"it can see {path}" for path in hidden if visible(Path(path), stat_tells))
    yield from (f"it can write to {folder}" for folder in frozen if writable(Path(folder)))
    if (names := numbers_in_proc()) and len(names) > 5:
        yield "it can see other programs"
    if stat_tells and signals_out():  # elsewhere it lies in another world of processes, and has no number here
        yield "it can send signals to other programs"
    yield from (f"it can {what}" for name, (arguments, what) in FORBIDDEN.items() if allowed(name, arguments))
    if any(word in name.upper() for name in os.environ for word in SECRETS):
        yield "it sees the environment of the grader"
    if open_files():
        yield "it has a file of the grader open"
    if not writable(Path.cwd()):
        yield "it has no folder to work in"
    yield from (f"it does not find {name}" for name in ("IPython", "cxlab") if importlib.util.find_spec(name) is None)
    if takes(memory):
        yield "it can use any amount of memory"
    if forks(3 * processes + 8):
        yield "it can start any number of programs"
    if room and fills(room):
        yield "it can fill the disk"
    if becomes_administrator():
        yield "it can become the administrator of a namespace of its own"


def reachable(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def local_sockets() -> bool:
    for family in (socket.AF_UNIX, socket.AF_NETLINK, socket.AF_INET6):
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM):
            return True
    return False


def visible(path: Path, stat_tells: bool) -> bool:
    """Whether a path is there at all; with `stat_tells`, whether it can be read."""
    try:
        if not stat_tells:
            path.stat()
        elif path.is_dir():
            os.listdir(path)
        else:
            path.open("rb").close()
    except PermissionError:
        return not stat_tells
    except OSError:
        return False
    return True


def numbers_in_proc() -> list[str]:
    try:
        return [name for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        return []


def signals_out() -> bool:
    """Whether the process that waits for this one could be signalled; signal 0 does nothing."""
    with suppress(OSError):
        os.kill(os.getppid(), 0)
        return True
    return False


def allowed(name: str, arguments: tuple[int, ...]) -> bool:
    """Whether a system call gets past the filter, which answers EPERM to any arguments."""
    number = calls.NUMBERS[name][0 if platform.machine() == "x86_64" else 1]
    libc = ctypes.CDLL(None, use_errno=True)
    answer = libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments))
    return answer >= 0 or ctypes.get_errno() != REFUSED


def open_files() -> list[int]:
    """Descriptors above the three usual ones that were there when this program began, apart from its own."""
    found = []
    for number in range(3, 64):
        with suppress(OSError):
            os.fstat(number)
            found.append(number)
    return found


def takes(size: int) -> bool:
    """Whether so much memory can be asked for. It is not touched."""
    try:
        mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS).close()
    except (OSError, MemoryError):
        return False
    return True


def forks(most: int) -> bool:
    """Whether so many processes can be started; all of them are ended again."""
    started: list[int] = []
    try:
        while len(started) < most:
            pid = os.fork()
            if pid == 0:
                signal.pause()
                os._exit(0)
            started.append(pid)
    except OSError:
        return False
    finally:
        for pid in started:
            with suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        for pid in started:
            os.waitpid(pid, 0)
    return True


def fills(room: int) -> bool:
    """Whether more than `room` bytes can be written, in several files because each has a limit of its own."""
    block, paths = bytes(1024**2), [Path.cwd() / f"probe-{number}" for number in range(3)]
    try:
        for path in paths:
            with path.open("wb", buffering=0) as file:
                for _ in range(room // (2 * len(block)) + 1):
                    file.write(block)
    except OSError:
        return False
    finally:
        for path in paths:
            path.unlink(missing_ok=True)
    return True


def becomes_administrator() -> bool:
    """Whether a new user namespace is given, in which it would have all rights. To be tried last: it would stay."""
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    return unshare is not None and unshare(NEW_USER_NAMESPACE) == 0


def writable(folder: Path) -> bool:
    try:
        (folder / "probe").write_text("")
    except OSError:
        return False
    (folder / "probe").unlink()
    return True


if __name__ == "__main__":
    print(json.dumps(list(troubles(**json.loads(sys.argv[2])))))
