"""One build at a time in a folder, whoever starts it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


@contextmanager
def alone(work: Path) -> Iterator[None]:
    """Wait until no other build uses the folder `work`. A lock of SQLite works on every system and dies with us."""
    work.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(work / "lock.db", timeout=900)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield
