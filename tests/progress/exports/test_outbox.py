"""What is remembered of statements that were accepted, and what becomes of it when the program is ended."""

import os
import signal
import subprocess
import sys
import textwrap

import pytest

from grading.course import Course
from progress.errors import StoreTrouble
from progress.exports.outbox import outbox, place

ADDRESS = "https://lrs.example.org/xAPI/statements"


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path, tmp_path / "build")


def test_what_was_noted_is_known_the_next_time_and_for_this_store_only(course):
    with outbox(course, ADDRESS) as box:
        box.add(["a", "b"])
        assert box.known == {"a", "b"}
    with outbox(course, ADDRESS) as box:
        assert box.known == {"a", "b"}
    with outbox(course, "https://other.example.org/statements") as box:
        assert box.known == set()


def test_a_line_that_was_cut_off_does_not_count_and_spoils_no_other(course):
    with outbox(course, ADDRESS) as box:
        box.add(["aaaa", "bbbb"])
    path = place(course, ADDRESS)
    path.write_bytes(path.read_bytes()[:-3])
    with outbox(course, ADDRESS) as box:
        assert box.known == {"aaaa"}
        box.add(["cccc"])
    assert path.read_text() == "aaaa\ncccc\n"


def test_what_was_noted_survives_that_the_program_is_killed(course):
    program = f"""
        from pathlib import Path
        from grading.course import Course
        from progress.exports.outbox import outbox
        with outbox(Course(Path({str(course.root)!r}), Path({str(course.build)!r})), {ADDRESS!r}) as box:
            box.add(["a"])
            print("noted", flush=True)
            input()
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdout.readline() == b"noted\n"
        with pytest.raises(StoreTrouble, match="Another command is sending"), outbox(course, ADDRESS):
            pass
        os.kill(running.pid, signal.SIGKILL)
    with outbox(course, ADDRESS) as box:
        assert box.known == {"a"}


def test_it_is_for_its_owner_only_and_holds_no_password(course):
    with outbox(course, ADDRESS) as box:
        box.add(["a"])
    assert place(course, ADDRESS).stat().st_mode & 0o777 == 0o600
    assert place(course, ADDRESS).parent.stat().st_mode & 0o777 == 0o700
