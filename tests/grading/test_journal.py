import os
from dataclasses import replace

import pytest

from grading import journal
from grading.model import CellScore, Result, State

GRADED = Result("ann", "alpha", State.GRADED, cells=(CellScore("x", 1.0, 2.0),), notes=("A note.",), key="k")
FAILED = replace(GRADED, state=State.FAILED, cells=(), reason="It ended.")
TIME = {"timestamp.txt": "2026-09-07 12:00:00.000000 UTC"}


def enter(course, result, notebook=b""):
    staged = journal.stage(course, result, notebook)
    journal.settle(course, staged, TIME)
    return staged


def test_a_change_in_a_part_or_from_one_part_to_the_next_changes_the_key():
    keys = {journal.key(parts) for parts in ([b"a", b"b"], [b"ab", b""], [b"a", b"c"], [b"b", b"a"], [b"a", b"b", b""])}
    assert len(keys) == 5


def test_what_is_staged_is_read_nowhere_until_it_is_settled(course):
    staged = journal.stage(course, GRADED, b"{}")
    assert journal.staged(course, "alpha", "ann") == (staged, b"{}")
    assert (journal.results(course), journal.settled(course, "alpha", "ann")) == ([], None)
    assert not course.autograded.exists()
    journal.settle(course, staged, TIME)
    assert journal.results(course) == [staged] == [journal.settled(course, "alpha", "ann")]
    assert journal.staged(course, "alpha", "ann") is None
    folder = journal.graded_notebook(course, "alpha", "ann").parent
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        "alpha.ipynb": b"{}", "timestamp.txt": TIME["timestamp.txt"].encode()
    }  # fmt: skip


def test_a_failed_result_takes_an_earlier_graded_notebook_away(course):
    enter(course, GRADED, b"{}")
    kept = enter(course, FAILED)
    assert not journal.graded_notebook(course, "alpha", "ann").parent.exists()
    assert journal.settled(course, "alpha", "ann") == kept == journal.kept(course, "alpha", "ann")


@pytest.mark.parametrize("result", [GRADED, FAILED])
@pytest.mark.parametrize("at", [1, 2, 3])
def test_settling_that_was_interrupted_anywhere_is_done_again_to_the_same_end(course, monkeypatch, at, result):
    enter(course, GRADED, b"old")
    staged = journal.stage(course, result, b"new" if result is GRADED else b"")
    calls, real = [], os.replace

    def stopping(*words):
        calls.append(words)
        if len(calls) == at:
            raise KeyboardInterrupt
        real(*words)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", stopping)
        try:
            journal.settle(course, staged, TIME)
        except KeyboardInterrupt:
            found = journal.staged(course, "alpha", "ann")
            assert found and found[0] == staged
            journal.settle(course, staged, TIME)
    assert journal.settled(course, "alpha", "ann") == staged
    assert [path.name for path in course.build.rglob(".part-*")] == []


@pytest.mark.parametrize("damage", ["no notebook", "other notebook", "cut off", "not a result", "a list"])
def test_what_is_not_whole_does_not_count(course, damage):
    def spoil(result, notebook):
        if damage == "no notebook":
            notebook.unlink()
        elif damage == "other notebook":
            notebook.write_bytes(b"[]")
        else:
            texts = {"cut off": result.read_text()[:40], "not a result": '{"state": "graded"}', "a list": "[]"}
            result.write_text(texts[damage])

    journal.stage(course, GRADED, b"{}")
    spoil(course.build / "under-way" / "alpha" / "ann.json", course.build / "under-way" / "alpha" / "ann.ipynb")
    assert journal.staged(course, "alpha", "ann") is None
    enter(course, GRADED, b"{}")
    spoil(course.results / "alpha" / "ann.json", journal.graded_notebook(course, "alpha", "ann"))
    assert journal.settled(course, "alpha", "ann") is None


def test_a_result_of_an_earlier_version_of_this_program_is_read(course):
    old = GRADED.to_json()
    for name in ("rejected", "content", "notebook"):
        del old[name]
    assert Result.from_json(old) == GRADED
