import json
from datetime import UTC, datetime

import pytest

from grading.course import Course
from grading.errors import CourseError
from grading.pseudonyms import course_key, key_file
from progress.certificates.ledger import Entry, alone, append, file, folder, read

ENTRY = Entry(
    id="urn:uuid:1", learner="p1", certificate="everyone", name="CX at work", file="cx-at-work", number=0,
    issued=datetime(2026, 3, 1, tzinfo=UTC), expires=datetime(2028, 3, 1, tzinfo=UTC), route="IT",
    exercises=("alpha", "beta"), pass_percent=50.0, pdf="ab",
)  # fmt: skip


@pytest.fixture
def course(tmp_path):
    made = Course(tmp_path / "course", tmp_path / "build")
    course_key(made)
    return made


def test_what_was_issued_is_read_back_as_it_was(course):
    append(course, ENTRY.line())
    assert read(course) == {"urn:uuid:1": ENTRY}
    assert file(course).stat().st_mode & 0o077 == 0
    assert folder(course).stat().st_mode & 0o077 == 0


def test_a_later_line_changes_what_it_names(course):
    append(course, ENTRY.line())
    append(course, {"id": ENTRY.id, "revoked": "2026-04-01T00:00:00+00:00", "why": "wrong name"})
    entry = read(course)[ENTRY.id]
    assert (entry.revoked, entry.why, entry.name) == (datetime(2026, 4, 1, tzinfo=UTC), "wrong name", "CX at work")
    assert not entry.valid(datetime(2026, 4, 2, tzinfo=UTC))


def test_an_entry_is_valid_until_the_moment_it_expires():
    assert ENTRY.valid(datetime(2028, 2, 29, 23, 59, tzinfo=UTC))
    assert not ENTRY.valid(ENTRY.expires)


def test_a_line_that_a_power_failure_cut_off_never_was(course):
    append(course, ENTRY.line())
    with file(course).open("ab") as ledger:
        ledger.write(b'{"id": "urn:uuid:2", "lear')
    assert set(read(course)) == {"urn:uuid:1"}
    append(course, {**ENTRY.line(), "id": "urn:uuid:3"})
    assert set(read(course)) == {"urn:uuid:1", "urn:uuid:3"}


@pytest.mark.parametrize(
    "line", ["nonsense", "[]", '{"id": "urn:uuid:9"}', json.dumps({**ENTRY.line(), "issued": "soon"})]
)
def test_a_damaged_line_ends_in_a_sentence_with_its_number(course, line):
    append(course, ENTRY.line())
    with file(course).open("a") as ledger:
        ledger.write(f"{line}\n")
    with pytest.raises(CourseError, match="Line 2 of .*issued.jsonl is damaged"):
        read(course)


def test_a_ledger_that_is_gone_is_not_begun_anew(course):
    (folder(course) / "people" / "ann").mkdir(parents=True)
    with pytest.raises(CourseError, match="is gone. Bring it back from a backup"):
        read(course)


def test_without_the_key_that_leads_to_people_nothing_is_read_or_made(course):
    append(course, ENTRY.line())
    key_file(course).unlink()
    with pytest.raises(CourseError, match="the course's key .* is gone. Bring it back from a backup"):
        read(course)
    assert not key_file(course).exists()


def test_no_ledger_and_nothing_issued_is_an_empty_one(course):
    assert read(course) == {}


def test_commands_take_turns(course):
    fcntl = pytest.importorskip("fcntl")
    with alone(course), (folder(course) / ".lock").open() as other, pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
