"""What sign-ons left behind: build/lti/launches.db (SQLite, for its owner only).

The hub writes it, `course.py passback` reads it, and neither needs the other to run. It holds ids, roles and addresses
of the platform's services: no names, no e-mail addresses, no tokens. That a sign-on was used up stands here too, so
that it stays used up when the hub starts anew.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from classroom.lti.errors import LtiTrouble
from classroom.lti.launch import Launch
from classroom.lti.roles import Role
from grading.atomic import private_folder

_TABLES = """
CREATE TABLE IF NOT EXISTS used (nonce TEXT PRIMARY KEY, until REAL NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS people (
    name TEXT PRIMARY KEY, platform TEXT NOT NULL, sub TEXT NOT NULL, UNIQUE (platform, sub)) STRICT;
CREATE TABLE IF NOT EXISTS seats (  -- who is what in which course of a platform, by their last sign-on
    name TEXT, platform TEXT, context TEXT, role TEXT NOT NULL, PRIMARY KEY (name, platform, context)) STRICT;
CREATE TABLE IF NOT EXISTS contexts (  -- courses of a platform, and where their points and people are
    platform TEXT, context TEXT, lineitems TEXT NOT NULL, scopes TEXT NOT NULL, memberships TEXT NOT NULL,
    PRIMARY KEY (platform, context)) STRICT;
CREATE TABLE IF NOT EXISTS links (  -- links that lead to one exercise, and the column that belongs to them
    platform TEXT, context TEXT, exercise TEXT, lineitem TEXT NOT NULL, PRIMARY KEY (platform, context, exercise)
    ) STRICT;
"""
_KEEP = "{0} = CASE WHEN excluded.{0} = '' THEN {0} ELSE excluded.{0} END"  # what a launch leaves open stays


@dataclass(frozen=True)
class Context:
    """One course on a platform. `columns` are the line items of links that lead to one exercise."""

    platform: str
    context: str
    lineitems: str
    scopes: tuple[str, ...]
    memberships: str
    columns: dict[str, str]


@dataclass(frozen=True)
class Seat:
    name: str
    platform: str
    context: str
    sub: str
    role: Role


class Store:
    """The store at `path`; made when it is not there."""

    def __init__(self, path: Path):
        self._path = path

    def use(self, nonce: str, now: float, until: float) -> bool:
        """Use up a sign-on; False when it was used before. After `until` its token is refused by its age."""
        mark = hashlib.sha256(nonce.encode("utf8", "surrogatepass")).hexdigest()
        with self._opened() as db:
            db.execute("DELETE FROM used WHERE until < ?", (now,))
            return db.execute("INSERT OR IGNORE INTO used VALUES (?, ?)", (mark, until)).rowcount == 1

    def keep(self, launch: Launch) -> None:
        """Note what a sign-on told. What it leaves open stays as it was."""
        where = (launch.platform, launch.context)
        with self._opened() as db:
            _person(db, launch.name, launch.platform, launch.sub)
            db.execute("INSERT OR REPLACE INTO seats VALUES (?, ?, ?, ?)", (launch.name, *where, str(launch.role)))
            offered = ("lineitems", "scopes", "memberships")
            told = (launch.lineitems, " ".join(launch.scopes), launch.memberships)
            changes = ", ".join(_KEEP.format(name) for name in offered)
            db.execute(
                f"INSERT INTO contexts VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET {changes}", (*where, *told)
            )
            if launch.exercise and launch.lineitem:
                link = (*where, launch.exercise, launch.lineitem)
                db.execute("INSERT OR REPLACE INTO links VALUES (?, ?, ?, ?)", link)

    def enrol(self, context: Context, people: Collection[tuple[str, str, Role]]) -> None:
        """Note (name, sub, role) of people whom the platform lists; whoever signed on keeps the role of then."""
        with self._opened() as db:
            for name, sub, role in people:
                _person(db, name, context.platform, sub)
                seat = (name, context.platform, context.context, str(role))
                db.execute("INSERT OR IGNORE INTO seats VALUES (?, ?, ?, ?)", seat)

    def contexts(self) -> list[Context]:
        with self._opened() as db:
            columns: dict[tuple, dict[str, str]] = {}
            for platform, context, exercise, lineitem in db.execute("SELECT * FROM links"):
                columns.setdefault((platform, context), {})[exercise] = lineitem
            return [
                Context(platform, context, lineitems, tuple(scopes.split()), memberships,
                        columns.get((platform, context), {}))
                for platform, context, lineitems, scopes, memberships in db.execute(
                    "SELECT platform, context, lineitems, scopes, memberships FROM contexts ORDER BY 1, 2"
                )
            ]  # fmt: skip

    def seats(self) -> list[Seat]:
        question = "SELECT name, s.platform, context, sub, role FROM seats s JOIN people USING (name) ORDER BY 1, 2, 3"
        with self._opened() as db:
            return [Seat(*row[:4], Role(row[4])) for row in db.execute(question)]

    def forget(self, names: Collection[str]) -> int:
        """Take people out; returns how many were known. Whoever signs on again is known again."""
        with self._opened() as db:
            for name in names:
                db.execute("DELETE FROM seats WHERE name = ?", (name,))
            return sum(db.execute("DELETE FROM people WHERE name = ?", (name,)).rowcount for name in names)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with opened(self._path, _TABLES) as db:
            yield db


@contextmanager
def opened(path: Path, tables: str) -> Iterator[sqlite3.Connection]:
    """One transaction on the database at `path`, all of it or nothing. Raises LtiTrouble."""
    try:
        _make(path)
        with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            db.executescript(tables)
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")
    except (sqlite3.Error, OSError) as trouble:
        raise LtiTrouble(f"{path} cannot be used: {trouble}. Is the disk full, or the file damaged?") from trouble


def _make(path: Path) -> None:
    if path.exists():
        return
    private_folder(path.parent)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # a hub that runs as root leaves it to the course's own user
        owner = path.parent.stat()
        os.chown(path, owner.st_uid, owner.st_gid)


def _person(db: sqlite3.Connection, name: str, platform: str, sub: str) -> None:
    db.execute("INSERT OR IGNORE INTO people VALUES (?, ?, ?)", (name, platform, sub))
    known = db.execute("SELECT platform, sub FROM people WHERE name = ?", (name,)).fetchone()
    if known != (platform, sub):
        raise LtiTrouble(f"{name} is another person already: two ids of {platform} lead to one name.")
