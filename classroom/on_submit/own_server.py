"""A PostgreSQL server of our own for a benchmark: in a given folder, on a socket there and on no network."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from grading.errors import CourseError

PACKAGED = Path("/usr/lib/postgresql")  # Debian's programs, which are on nobody's PATH
START_SECONDS = 60.0


class Server:
    """Made, started, killed and started again; `url` is the address of its one database."""

    def __init__(self, folder: Path):
        self._folder, self._programs, self._user = folder, _programs(), _not_root()
        self._process: subprocess.Popen | None = None
        folder.mkdir(mode=0o755)
        if self._user:
            shutil.chown(folder, self._user["user"])
        words = ["initdb", "-D", "data", "-U", "grader", "-A", "trust", "--no-sync", "--locale=C.UTF-8"]
        self._do(*words)
        self.start()
        self._do("createdb", "-h", str(folder), "-U", "grader", "course")

    @property
    def url(self) -> str:
        return f"postgresql://grader@/course?host={self._folder}"

    def start(self) -> None:
        settings = ("listen_addresses=", f"unix_socket_directories={self._folder}", "max_connections=20", "fsync=off")
        words = [word for setting in settings for word in ("-c", setting)]
        with open(self._folder.with_suffix(".log"), "ab") as log:
            command = [str(self._programs / "postgres"), "-D", "data", *words]
            self._process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self._folder, **self._user)
        until = time.monotonic() + START_SECONDS
        ready = [str(self._programs / "pg_isready"), "-q", "-h", str(self._folder)]
        while subprocess.call(ready):
            if self._process.poll() is not None or time.monotonic() > until:
                raise CourseError(f"PostgreSQL did not start; {self._folder.with_suffix('.log')} says why.")
            time.sleep(0.1)

    def kill(self) -> None:
        """SIGKILL the server; those of its processes that serve somebody end by themselves."""
        self._process.kill()
        self._process.wait()
        time.sleep(1.0)  # until its shared memory is given up, so that another one may start

    def end(self) -> None:
        with suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGINT)
        self._process.wait(30)

    def _do(self, program: str, *words: str) -> None:
        command = [str(self._programs / program), *words]
        ended = subprocess.run(command, cwd=self._folder, text=True, capture_output=True, check=False, **self._user)
        if ended.returncode:
            raise CourseError(f"{program} of PostgreSQL failed: {ended.stderr.strip()[-300:]}")


def _programs() -> Path:
    numbered = [path for path in PACKAGED.glob("*/bin") if path.parent.name.isdigit()]
    newest_first = sorted(numbered, key=lambda path: int(path.parent.name), reverse=True)
    for folder in (*newest_first, *map(Path, os.get_exec_path())):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise CourseError("This benchmark needs the programs of PostgreSQL. On Debian: apt install postgresql")


def _not_root() -> dict:
    """PostgreSQL does not run as root."""
    if os.getuid():
        return {}
    users = {user.pw_name for user in pwd.getpwall()}
    return {"user": "postgres" if "postgres" in users else "nobody", "group": "nogroup", "extra_groups": []}
