"""A gradebook's server that does not answer is given up, and said in a sentence."""

import socket
import time

import pytest

from grading.course import Course
from grading.database import ask
from grading.errors import GradebookBusy
from grading.server_address import PATIENCE, with_patience


def test_an_address_keeps_what_it_has_and_gets_what_is_missing():
    given = with_patience("postgresql://grader:p%40ss@db/course?host=/run/pg&connect_timeout=3")
    assert given.startswith("postgresql://grader:p%40ss@db/course?") and "connect_timeout=3" in given
    assert all(name in given for name in PATIENCE) and "timeout=10" not in given
    assert with_patience("mysql://grader@db/course") == "mysql://grader@db/course"


def test_a_server_that_takes_the_call_and_says_nothing_is_given_up(tmp_path, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"postgresql://grader@127.0.0.1:{silent.getsockname()[1]}/course?connect_timeout=2"
        monkeypatch.setenv("COURSE_GRADEBOOK", address)
        began = time.monotonic()
        with pytest.raises(GradebookBusy, match="The gradebook course cannot be used"):
            ask(Course(build=tmp_path), "SELECT 1")
        assert time.monotonic() - began < 60
