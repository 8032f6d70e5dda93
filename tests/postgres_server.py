"""A PostgreSQL server of the tests' own: in a temporary folder, on a socket there and on no network."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine

PLACES = ("/usr/local/pgsql/bin", "/usr/local/bin", *os.get_exec_path())


def programs(folders=PLACES, packaged="/usr/lib/postgresql"):
    """The folder of initdb and postgres: that of Debian's newest package, which is on nobody's PATH, or another."""
    numbered = [path for path in Path(packaged).glob("*/bin") if path.parent.name.isdigit()]
    newest_first = sorted(numbered, key=lambda path: int(path.parent.name), reverse=True)
    for folder in (*newest_first, *map(Path, folders)):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise AssertionError("These tests need the programs of PostgreSQL. On Debian: apt-get install postgresql")


def server_user():
    """PostgreSQL does not run as root."""
    if os.getuid():
        return {}
    users = {user.pw_name for user in pwd.getpwall()}
    return {"user": "postgres" if "postgres" in users else "nobody", "group": "nogroup", "extra_groups": []}


@contextmanager
def clustered():
    """A folder with a cluster that anybody with access to the folder may use as the user `grader`, and who runs it."""
    user = server_user()
    folder = Path(tempfile.mkdtemp(prefix="course-postgres-"))
    if user:
        shutil.chown(folder, user["user"], user["group"])
    made = subprocess.run(
        [programs() / "initdb", "-D", folder / "data", "-U", "grader", "-A", "trust", "--no-sync", "--locale=C.UTF-8"],
        cwd=folder, text=True, capture_output=True, check=False, **user,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    yield folder, user
    shutil.rmtree(folder)


@contextmanager
def serving(folder, user):
    """A server for the cluster in `folder`, until the end of the block."""
    settings = ("listen_addresses=", f"unix_socket_directories={folder}", "fsync=off", "max_connections=20")
    words = [word for setting in settings for word in ("-c", setting)]
    with open(folder / "log", "ab") as log:
        command = [programs() / "postgres", "-D", folder / "data", *words]
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **user)
    try:
        for _ in range(300):
            if (folder / ".s.PGSQL.5432").exists() and "ready to accept" in (folder / "log").read_text():
                break
            assert server.poll() is None, (folder / "log").read_text()
            time.sleep(0.1)
        yield server
    finally:
        server.send_signal(signal.SIGINT)  # without waiting for clients
        server.wait(30)


@contextmanager
def administrator(server):
    engine = create_engine(f"postgresql://grader@/postgres?host={server}", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()
