"""The wall's test of itself: a program inside tries what must be impossible, and learners' code waits for its word."""

from __future__ import annotations

import json
import os
import socket
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from grading import bubblewrap
from grading.child import Reply
from grading.settings import PROBE_SECONDS, Limits

PROBE = "grading.wall.probe"
DENIED = "Do not grade here; report it."
SWITCHES = {  # files in which Linux says that it gives namespaces to nobody but root, and the way to change that
    "kernel/unprivileged_userns_clone": ("0", "kernel.unprivileged_userns_clone=1"),
    "kernel/apparmor_restrict_unprivileged_userns": ("1", "kernel.apparmor_restrict_unprivileged_userns=0"),
    "user/max_user_namespaces": ("0", "user.max_user_namespaces=15000"),
}


def weakness(run: Callable[[bytes, Limits, str, str], Reply], builder: str, stat_tells: bool, room: bool) -> str:
    """What is wrong with a wall, found by trying to get through it; empty when it stands.

    `run` runs a program behind it; `builder` builds it. `stat_tells`: that a file exists may be seen, not what it
    holds. `room`: its folders have a size.
    """
    limits = Limits(seconds_per_submission=PROBE_SECONDS)
    with socket.create_server(("127.0.0.1", 0)) as listener, tempfile.NamedTemporaryFile() as note:
        tried = _tried(listener.getsockname()[1], note.name) | {"stat_tells": stat_tells}
        tried |= {"memory": limits.memory_bytes + 1024**3, "processes": limits.processes}
        reply = run(b"", limits, PROBE, json.dumps(tried | {"room": limits.room_bytes if room else 0}))
    if reply.status != 0:
        said = reply.trouble.splitlines()[-1] if reply.trouble else f"status {reply.status}"
        return f"{builder} cannot build a wall here ({said}). {remedy()}"
    found = json.loads(reply.data)
    return f"The wall has a gap: {', '.join(found)}. {DENIED}" if found else ""


def _tried(port: int, note: str) -> dict:
    """What only the outside knows: where things lie that nobody inside must see or change."""
    home = bubblewrap.HOME
    tables = Path(os.environ.get("CXLAB_TABLES", home / "datasets" / "tables"))
    hidden = [home / "exercises", home / "build", home / "grading" / "gradebook.py", home / "datasets" / "generators"]
    hidden += [tables / "instructors", Path("/root"), Path("/var/run/docker.sock"), Path(note), *_private()]
    shown = [Path(folder).resolve() for folder in (sys.prefix, sys.base_prefix)]  # may lie in a private home
    shown += [Path("/tmp"), Path("/usr")]
    hidden = [path for path in hidden if not any(path.resolve() in (one, *one.parents) for one in shown)]
    frozen = ["/", "/usr", "/etc", "/dev", sys.prefix, bubblewrap.COURSE, f"{bubblewrap.COURSE}/cxlab"]
    return {"port": port, "hidden": sorted(map(str, hidden)), "frozen": frozen}


def _private() -> list[Path]:
    """The home of whoever grades, and some of what lies in it."""
    with suppress(OSError, RuntimeError):
        return [Path.home(), *sorted(Path.home().iterdir())[:20]]
    return []


def remedy() -> str:
    """The way to make a wall possible on this machine, in a sentence."""
    if Path("/.dockerenv").exists() or Path("/run/.containerenv").exists() or "container" in os.environ:
        return "In a container, allow user namespaces or the capability SYS_ADMIN, or landlock (Linux 5.13)."
    for name, (value, switch) in SWITCHES.items():
        path = Path("/proc/sys") / name
        if path.is_file() and path.read_text().strip() == value:
            return f"Linux is told to refuse it. The administrator can allow it: sysctl {switch}"
    return (
        "In a container, allow user namespaces or the capability SYS_ADMIN. "
        "On the machine itself: sysctl kernel.unprivileged_userns_clone=1"
    )
