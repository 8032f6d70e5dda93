"""The small course of the grading tests, with an exchange, and a watcher in this process."""

import json
import os
import pwd
import time
from types import SimpleNamespace

import nbformat
import pytest

from classroom.on_submit import bench_drop
from classroom.on_submit.engine import Engine
from classroom.on_submit.watcher import Watcher
from grading import journal, notebooks
from grading.batch import Means
from grading.exchange import root_of
from tests.grading.conftest import course, released, released_build, right, small_course, wall, warm_seats  # noqa: F401

SECONDS = 120.0


@pytest.fixture
def there(released, monkeypatch):  # noqa: F811
    """The course, with nbgrader's folder for hand-ins in an exchange of its own."""
    exchange = released.root.parent / "exchange"
    monkeypatch.setenv("COURSE_EXCHANGE", str(exchange))
    (exchange / "cx101" / "inbound").mkdir(parents=True)
    exchange.chmod(0o777)
    return released


@pytest.fixture
def notebook(there):
    """A function: answers (grade_id → text) → the file that a learner hands in."""

    def notebook(texts, slug="alpha"):
        made = notebooks.read(there.release / slug / f"{slug}.ipynb")
        for cell in made.cells:
            cell.source = texts.get(cell.id, cell.source)
        return nbformat.writes(made).encode()

    return notebook


@pytest.fixture
def drop(there):
    """A function: learner, content → the folder, handed in step by step as nbgrader does."""
    inbound = root_of(there) / "cx101" / "inbound"
    return lambda learner_id, content, slug="alpha", **more: bench_drop.drop(inbound, learner_id, slug, content, **more)


@pytest.fixture
def watching(there, wall):  # noqa: F811
    """A function that starts a watcher (another one takes the first one's place); it ends with the test."""
    engines = []

    def watching(**more):
        while engines:
            engines.pop().end()
        engine = Engine(there, Means(wall), 1)
        engines.append(engine)
        said = []
        watcher = Watcher(there, engine, there.slugs, said.append, **{"check_owner": False, "seconds": 0.05, **more})
        return SimpleNamespace(watcher=watcher, said=said, until=lambda true: until(watcher, true))

    yield watching
    for engine in engines:
        engine.end()


def until(watcher, true):
    """Let the watcher turn until this is so."""
    late = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < late, (watcher.status, watcher.troubles.sentences)
        watcher.turn()


def page_of(course, folder):  # noqa: F811
    """The page in the exchange for one hand-in."""
    return root_of(course) / "cx101" / "feedback" / bench_drop.feedback_name(folder)


def points(course, learner_id, slug="alpha"):  # noqa: F811
    result = journal.settled(course, slug, learner_id)
    return result.score if result else None


def me():
    return pwd.getpwuid(os.getuid()).pw_name


def broken():
    return json.dumps({"cells": "none"}).encode()
