"""What is to be sent and what was accepted: build/lti/outbox.db (SQLite, for its owner only).

A score is written here before it is sent, and noted as accepted after the platform said so. Whatever ends the program
between the two, the score is sent once more: with the same points and a later time, so that nothing changes by it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from classroom.lti.errors import LtiTrouble
from classroom.lti.store import opened
from grading.atomic import private_folder

_TABLES = """
CREATE TABLE IF NOT EXISTS scores (  -- a mark is points/most/state, as `Score.mark` writes it
    platform TEXT, context TEXT, learner TEXT, exercise TEXT,
    points REAL NOT NULL, most REAL NOT NULL, pending INTEGER NOT NULL, mark TEXT NOT NULL,
    accepted TEXT NOT NULL DEFAULT '', refused TEXT NOT NULL DEFAULT '', why TEXT NOT NULL DEFAULT '',
    stamp REAL NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (platform, context, learner, exercise)) STRICT;
CREATE TABLE IF NOT EXISTS items (
    platform TEXT, context TEXT, exercise TEXT, address TEXT NOT NULL, PRIMARY KEY (platform, context, exercise)
    ) STRICT;
"""
_KEY = "platform = ? AND context = ? AND learner = ? AND exercise = ?"
_STEP = 1.0  # seconds from one time stamp to the next: some platforms compare whole seconds


@dataclass(frozen=True)
class Score:
    """The points of one learner in one exercise, for one course of a platform."""

    platform: str
    context: str
    learner: str
    exercise: str
    points: float
    most: float
    pending: bool  # a person has still to mark some of it

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.platform, self.context, self.learner, self.exercise

    @property
    def mark(self) -> str:
        return f"{self.points:.6g}/{self.most:.6g}{' so far' if self.pending else ''}"


class Outbox:
    def __init__(self, path: Path):
        self._path = path

    def put(self, scores: Iterable[Score]) -> int:
        """Write down what is wanted now; returns how many are new or changed. An older wish is replaced."""
        sql = (
            "INSERT INTO scores (platform, context, learner, exercise, points, most, pending, mark) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET points = excluded.points, most = excluded.most, "
            "pending = excluded.pending, mark = excluded.mark, tries = 0 WHERE mark != excluded.mark"
        )
        with self._opened() as db:
            rows = ((*one.key, one.points, one.most, int(one.pending), one.mark) for one in scores)
            return sum(db.execute(sql, row).rowcount for row in rows)

    def waiting(self, platform: str | None = None) -> list[Score]:
        """What is still to be sent: those that failed least often first, so that one bad score holds up no other."""
        sql = (
            "SELECT platform, context, learner, exercise, points, most, pending FROM scores "
            "WHERE mark != accepted AND mark != refused AND (? IS NULL OR platform = ?) "
            "ORDER BY tries, platform, context, exercise, learner"
        )
        with self._opened() as db:
            return [Score(*row[:6], bool(row[6])) for row in db.execute(sql, (platform, platform))]

    def refused(self) -> list[tuple[Score, str]]:
        """What platforms refused for good, with their words. It is tried again when its points change."""
        sql = (
            "SELECT platform, context, learner, exercise, points, most, pending, why FROM scores "
            "WHERE mark = refused ORDER BY platform, context, exercise, learner"
        )
        with self._opened() as db:
            return [(Score(*row[:6], bool(row[6])), row[7]) for row in db.execute(sql)]

    def sending(self, score: Score, now: float) -> float:
        """The time stamp for the next try, later than each before it, on the disk before it is used."""
        with self._opened() as db:
            (last,) = db.execute(f"SELECT stamp FROM scores WHERE {_KEY}", score.key).fetchone()
            stamp = max(now, last + _STEP)
            db.execute(f"UPDATE scores SET stamp = ?, tries = tries + 1 WHERE {_KEY}", (stamp, *score.key))
        return stamp

    def took(self, score: Score) -> None:
        with self._opened() as db:
            change = f"UPDATE scores SET accepted = ?, refused = '', why = '', tries = 0 WHERE {_KEY}"
            db.execute(change, (score.mark, *score.key))

    def refuse(self, score: Score, why: str) -> None:
        with self._opened() as db:
            db.execute(f"UPDATE scores SET refused = ?, why = ? WHERE {_KEY}", (score.mark, why, *score.key))

    def again(self) -> None:
        """Try what was refused once more."""
        with self._opened() as db:
            db.execute("UPDATE scores SET refused = '', why = '', tries = 0")

    def item(self, score: Score) -> str:
        where = (score.platform, score.context, score.exercise)
        sql = "SELECT address FROM items WHERE platform = ? AND context = ? AND exercise = ?"
        with self._opened() as db:
            found = db.execute(sql, where).fetchone()
        return found[0] if found else ""

    def keep_item(self, score: Score, address: str) -> None:
        with self._opened() as db:
            where = (score.platform, score.context, score.exercise)
            db.execute("INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?)", (*where, address))

    def lose_item(self, score: Score) -> None:
        """A column is gone: what it had accepted has to go into the next one, too."""
        with self._opened() as db:
            where = (score.platform, score.context, score.exercise)
            db.execute("DELETE FROM items WHERE platform = ? AND context = ? AND exercise = ?", where)
            db.execute("UPDATE scores SET accepted = '' WHERE platform = ? AND context = ? AND exercise = ?", where)

    def about(self, learner: str) -> list[dict]:
        """All that stands here of one learner, as plain data."""
        names = ("platform", "context", "exercise", "mark", "accepted", "refused")
        sql = f"SELECT {', '.join(names)} FROM scores WHERE learner = ? ORDER BY 1, 2, 3"
        with self._opened() as db:
            return [dict(zip(names, row, strict=True)) for row in db.execute(sql, (learner,))]

    def forget(self, learners: Iterable[str]) -> None:
        with self._opened() as db:
            for learner in learners:
                db.execute("DELETE FROM scores WHERE learner = ?", (learner,))

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with opened(self._path, _TABLES) as db:
            yield db


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep a second sender out. Raises LtiTrouble when one is at work."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    private_folder(folder)
    with os.fdopen(os.open(folder / ".sending", os.O_RDWR | os.O_CREAT, 0o600), "r+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LtiTrouble("Another passback is sending now. Wait until it has ended.") from None
        yield
