"""A real learning record store, Ralph (github.com/openfun/ralph), in an environment of its own, started for a test."""

import hashlib
import json
import os
import re
import subprocess
import sys
import time
import venv
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
REQUIREMENTS = HERE / "lrs-requirements.txt"
ENV = HERE.parent.parent / "build" / "test-lrs"
USER, PASSWORD = "course", "a password"
# bcrypt of PASSWORD, at its lowest cost
HASH = "$2b$04$Ghvlmz.aaSwDlp2mKbEq4ONrHS/VRYn9yQIuUbcfHtIIz0B/phvAu"
START_SECONDS = 60


def environment():
    """The Python of the environment, which is made anew when what belongs in it has changed."""
    python, stamp = ENV / "bin" / "python", ENV / "stamp"
    wanted = hashlib.sha256(f"{ENV}\n{sys.version}\n{REQUIREMENTS.read_text()}".encode()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        venv.create(ENV, clear=True, with_pip=True)
        quietly = ["--quiet", "--no-input", "--disable-pip-version-check"]
        command = [python, "-m", "pip", "install", *quietly, "--require-hashes", "-r", REQUIREMENTS]
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, f"The record store could not be installed: {done.stderr[-2000:]}"
        stamp.write_text(wanted)
    return python


@contextmanager
def serving(folder):
    """The store's address, until the end of the block. What it keeps lies in `folder`."""
    agent = {"mbox": "mailto:course@example.org"}
    users = [{"username": USER, "hash": HASH, "scopes": ["all"], "agent": agent}]
    (folder / "auth.json").write_text(json.dumps(users))
    settings = {
        "RALPH_RUNSERVER_BACKEND": "fs",
        "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(folder),
        "RALPH_AUTH_FILE": str(folder / "auth.json"),
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "RALPH_"))}
    command = [environment(), "-m", "uvicorn", "lrs_app:app", "--app-dir", HERE, "--host", "127.0.0.1", "--port", "0"]
    with open(folder / "log", "wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env={**kept, **settings})
    try:
        yield f"{_address(server, folder / 'log')}/xAPI"
    finally:
        server.terminate()
        server.wait(30)


def _address(server, log):
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        found = re.search(r"running on (http://\S+)", log.read_text())
        if found:
            return found[1]
        time.sleep(0.1)
    raise AssertionError(f"The record store did not start: {log.read_text()[-2000:]}")
