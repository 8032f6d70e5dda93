"""The database behind nbgrader's gradebook: where it is, how it is opened, and what goes wrong with it, in words.

SQLite is used in WAL mode, so that readers and the one writer do not shut each other out; PostgreSQL as it is.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from grading.atomic import private_folder
from grading.course import Course
from grading.errors import GradebookBusy, GradebookTrouble
from grading.server_address import with_patience
from grading.settings import COURSE_ID, GRADEBOOK_WAIT_SECONDS

SQLITE = "sqlite:///"
STOCK_COURSES = {COURSE_ID, "default_course"}  # nbgrader's own steps add the second one to every gradebook
ONE_AT_A_TIME = 0x0CE6ADE5  # the number under which PostgreSQL keeps our writers apart
_LOCKED = ("locked", "lock timeout", "LockNotAvailable")
_FULL = ("disk is full", "No space left", "could not extend file", "disk full")


@contextmanager
def opened(course: Course) -> Iterator:
    """nbgrader's Gradebook of this course, made if it is not there yet, readable by its owner only."""
    from nbgrader.api import Course as Owner
    from nbgrader.api import Gradebook

    path = file(course)
    if path is not None:
        private_folder(path.parent)
        path.touch(mode=0o600)
    with in_words(course), _tools_on_path(), _driver_there(course), Gradebook(_url(course), COURSE_ID) as book:
        others = {owner.id for owner in book.db.query(Owner)} - STOCK_COURSES
        if others:
            raise GradebookTrouble(f"The gradebook {_shown(course)} belongs to the course {', '.join(sorted(others))}.")
        yield book


@contextmanager
def writable(course: Course) -> Iterator:
    """An engine of SQLAlchemy's for this course's gradebook, which is made if it is not there yet."""
    from sqlalchemy import create_engine

    with opened(course):
        pass
    if file(course) is None:
        engine = create_engine(_url(course), pool_pre_ping=True)
    else:
        engine = create_engine(_url(course), isolation_level="AUTOCOMMIT")
    try:
        with in_words(course), engine.connect() as connection:
            _keep_readers_apart(connection)
        yield engine
    finally:
        engine.dispose()


@contextmanager
def transaction(course: Course, engine, patience: float | None = None) -> Iterator:
    """A connection whose changes are all made at the end, or none; nobody else writes meanwhile.

    Waits `patience` seconds (else GRADEBOOK_WAIT_SECONDS) for other writers, then raises GradebookBusy.
    """
    wait = GRADEBOOK_WAIT_SECONDS if patience is None else patience
    with in_words(course), engine.connect() as connection:
        change = _change_sqlite if connection.dialect.name == "sqlite" else _change_server
        with change(connection, int(1000 * wait)):
            yield connection


def ask(course: Course, question: str, *values: str) -> list[tuple]:
    """The rows that answer a question in SQL (`?` for each value), without loading nbgrader, which takes two seconds.

    There are none where there is no gradebook, or where it lacks a table. Changes nothing.
    """
    path = file(course)
    if path is None:
        return _ask_server(course, question, values)
    if not path.exists():
        return []
    try:
        with closing(sqlite3.connect(path, timeout=GRADEBOOK_WAIT_SECONDS)) as database:
            database.execute("PRAGMA query_only=1")
            return database.execute(question, values).fetchall()
    except sqlite3.Error as trouble:
        if "no such table" in str(trouble):
            return []
        raise in_a_sentence(course, trouble) from trouble


def file(course: Course) -> Path | None:
    """The gradebook's file; None when it is on a server."""
    url = course.gradebook_url
    return Path(url.removeprefix(SQLITE).partition("?")[0]) if url.startswith(SQLITE) else None


def absent(course: Course) -> bool:
    """Whether there is no gradebook yet, so that reading need not make one."""
    path = file(course)
    return path is not None and not path.exists()


@contextmanager
def in_words(course: Course) -> Iterator[None]:
    """Turn what databases and nbgrader raise into GradebookTrouble."""
    from nbgrader.api import InvalidEntry, MissingEntry
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except MissingEntry as trouble:
        raise GradebookTrouble(f"{trouble}. Run first: python3 course.py release") from trouble
    except (SQLAlchemyError, InvalidEntry) as trouble:
        raise in_a_sentence(course, trouble) from trouble


def in_a_sentence(course: Course, trouble: Exception) -> GradebookTrouble:
    """The sentence for what a database raised: GradebookBusy when it may be well again by itself."""
    said = (str(getattr(trouble, "orig", None) or trouble).splitlines() or [""])[0]
    if any(word in said for word in _LOCKED):
        return GradebookBusy(
            f"The gradebook {_shown(course)} was locked by another program for {GRADEBOOK_WAIT_SECONDS} seconds. "
            "Close that program and run this again; nothing is lost."
        )
    if any(word in said for word in _FULL):
        return GradebookBusy(
            f"There is no room left on the disk of the gradebook {_shown(course)}. "
            "Make room and run this again; nothing is lost."
        )
    passing = type(trouble).__name__ == "OperationalError"
    return (GradebookBusy if passing else GradebookTrouble)(f"The gradebook {_shown(course)} cannot be used: {said}.")


def _keep_readers_apart(connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")


@contextmanager
def _change_sqlite(connection, milliseconds: int) -> Iterator[None]:
    connection.exec_driver_sql(f"PRAGMA busy_timeout={milliseconds}")
    connection.exec_driver_sql("PRAGMA synchronous=FULL")  # what was entered is there after a power failure too
    connection.exec_driver_sql("PRAGMA secure_delete=ON")  # of what is taken out nothing can be read any more
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        yield
        connection.exec_driver_sql("COMMIT")
    except BaseException:
        with suppress(Exception):  # SQLite has ended the transaction by itself when the disk was full
            connection.exec_driver_sql("ROLLBACK")
        raise


@contextmanager
def _change_server(connection, milliseconds: int) -> Iterator[None]:
    with connection.begin():
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, milliseconds)}")  # 0 would be: for ever
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})")
        yield


def _ask_server(course: Course, question: str, values: tuple[str, ...]) -> list[tuple]:
    from sqlalchemy import create_engine, text
    from sqlalchemy.exc import ProgrammingError, SQLAlchemyError

    names = [f"value{number}" for number in range(len(values))]
    for name in names:
        question = question.replace("?", f":{name}", 1)
    with _driver_there(course):
        engine = create_engine(_url(course))
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(question), dict(zip(names, values, strict=True)))]
    except SQLAlchemyError as trouble:
        if isinstance(trouble, ProgrammingError) and "does not exist" in str(trouble):
            return []
        raise in_a_sentence(course, trouble) from trouble
    finally:
        engine.dispose()


@contextmanager
def _driver_there(course: Course) -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as trouble:  # SQLAlchemy looks for the driver that the address names
        raise GradebookTrouble(f"The gradebook {_shown(course)} needs the package {trouble.name}.") from trouble


def _shown(course: Course) -> str:
    """The gradebook's name without a password."""
    return course.gradebook_url.partition("?")[0].rpartition("/")[2]


def _url(course: Course) -> str:
    """The gradebook's address; SQLite waits for a lock to open instead of giving up, a server's answer not for ever."""
    url = course.gradebook_url
    if file(course) is None:
        return with_patience(url)
    return url if "?" in url else f"{url}?timeout={GRADEBOOK_WAIT_SECONDS}"


@contextmanager
def _tools_on_path() -> Iterator[None]:
    """nbgrader starts `alembic` by its bare name when it makes a gradebook, and it may not be on the PATH."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before
