"""One watcher in this process, with the real engine behind the real wall, on a course of two small exercises."""

import errno
import os
import sqlite3
from datetime import UTC, datetime, timedelta

from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import ExchangeFetchFeedback

from classroom.on_submit import status, wishes
from grading import gradebook
from grading.exchange import root_of
from grading.turn import one_engine
from progress import choice
from tests.classroom.on_submit.conftest import broken, me, page_of, points


def fetched(course, folder, tmp_path):
    """What nbgrader's own "Fetch Feedback" brings to the learner who handed this in."""
    learner_id, slug, time, _ = folder.name.split("+")
    cache, home = tmp_path / "cache", tmp_path / "home"
    kept = cache / "cx101" / f"{learner_id}+{slug}+{time}"
    kept.mkdir(parents=True)
    for name in (f"{slug}.ipynb", "submission_secret.txt"):
        (kept / name).write_bytes((folder / name).read_bytes())
    home.mkdir()
    directory = CourseDirectory(course_id="cx101", assignment_id=slug, student_id=learner_id)
    where = {"root": str(root_of(course)), "cache": str(cache), "assignment_dir": str(home)}
    ExchangeFetchFeedback(coursedir=directory, **where).start()
    return [path.read_text("utf8") for path in home.rglob("*.html")]


def test_points_and_reasons_come_back_the_way_nbgrader_fetches_them(there, drop, notebook, right, watching, tmp_path):
    one = watching()
    late = datetime.now(UTC) - timedelta(minutes=5)
    ann = drop("ann", notebook(right), at=late)
    ben = drop("ben", notebook({**right, "late-share-answer": "share = 0.175"}))
    dee = drop("dee", broken())
    one.until(lambda: one.watcher.idle and one.watcher.status.given_back == 3)
    assert (points(there, "ann"), points(there, "ben")) == (4, 2)
    assert gradebook.recorded(there, "alpha") == {"ann", "ben"}
    (page,) = fetched(there, ann, tmp_path)
    assert page == (there.feedback / "ann" / "alpha" / "alpha.html").read_text("utf8")
    assert "BEGIN HIDDEN TESTS" not in page and "3 of 3 points" in page
    assert page_of(there, ben).stat().st_mode & 0o777 == 0o644 and page_of(there, dee).exists()
    assert page_of(there, ben).parent.stat().st_mode & 0o777 == 0o711
    stamp = (there.submitted / "ann" / "alpha" / "timestamp.txt").read_text()
    assert stamp == f"{late:%Y-%m-%d %H:%M:%S.%f} UTC"
    one.watcher.save()
    told = status.read(there)
    assert told.alive and (told.graded, told.failed, told.waiting, told.pid) == (2, 1, 0, os.getpid())

    # Who hands in again has the newest graded, and a second watcher grades nobody twice.
    again = drop("ann", notebook({"owner-answer": "owner = 'operations'"}))
    one.until(lambda: page_of(there, again).exists() and one.watcher.idle)
    assert points(there, "ann") == 1 and page_of(there, ann).exists()
    page_of(there, ben).unlink()  # as if it had been killed before that
    other = watching()
    other.until(lambda: other.watcher.idle and page_of(there, ben).exists())
    assert other.watcher.status.graded == 0 and other.said == []


def test_of_two_hand_ins_while_one_is_graded_the_newest_counts(there, drop, notebook, right, watching):
    one = watching()
    drop("ann", notebook({}))
    one.until(lambda: one.watcher.engine.under_way)
    drop("ann", notebook({"owner-answer": "owner = 'operations'"}))
    newest = drop("ann", notebook(right))
    one.until(lambda: page_of(there, newest).exists())
    assert points(there, "ann") == 4 and one.watcher.status.graded == 2


def test_an_owner_who_is_not_the_learner_is_refused_once_until_the_roster_or_the_folder_changes(
    there, drop, notebook, right, watching
):
    one = watching(check_owner=True)
    forged = drop("ann", notebook(right))
    own = drop(me(), notebook(right))
    one.until(lambda: one.watcher.idle and len(one.said) == 2)
    assert any("belongs to the user" in line for line in one.said) and points(there, "ann") is None
    assert any("Nobody on the roster" in line for line in one.said)
    there.roster.write_text(there.roster.read_text("utf8") + f"{me()},Me,,,\n", "utf8")
    one.until(lambda: page_of(there, own).exists())
    assert points(there, me()) == 4 and not page_of(there, forged).exists()


def test_the_choice_marks_and_a_wish_decide_when_feedback_is_given_back(
    there, drop, notebook, right, watching, monkeypatch
):
    monkeypatch.setattr("classroom.on_submit.watcher.MARKS_SECONDS", 0.05)
    choice.save(there, choice.Choice(choice.BY_HAND, {"beta": choice.WHEN_MARKED}))
    one = watching()
    alpha, beta = drop("ann", notebook(right)), drop("ann", notebook(right, "beta"), "beta")
    one.until(lambda: one.watcher.status.graded == 2 and one.watcher.idle and one.watcher.changes.looked)
    assert not page_of(there, alpha).exists() and not page_of(there, beta).exists()
    asked = wishes.ask(there, wishes.GIVE_BACK, ["alpha"], "trainer")
    odd = wishes.folder(there) / "odd.json"
    odd.write_text("{")
    one.until(lambda: not asked.exists() and not odd.exists() and page_of(there, alpha).exists())
    assert not page_of(there, beta).exists()
    with gradebook.opened(there) as book:
        mark = book.find_grade("reflection", "beta", "beta", "ann")
        mark.manual_score, mark.needs_manual_grade = 1.5, False
        book.db.commit()
    one.until(lambda: page_of(there, beta).exists() and one.watcher.idle)
    choice.save(there, choice.Choice())
    asked = wishes.ask(there, wishes.GRADE, [], "trainer")
    one.until(lambda: not asked.exists() and one.watcher.idle)
    assert one.watcher.status.graded == 2


def test_a_locked_gradebook_another_engine_and_a_full_disk_are_one_sentence_each_and_lose_nobody(
    there, drop, notebook, right, watching, monkeypatch
):
    monkeypatch.setattr("classroom.on_submit.engine.PATIENCE_SECONDS", 0.1)
    one = watching()
    with one_engine(there):
        folders = [drop(name, notebook(right)) for name in ("ann", "ben")]
        one.until(lambda: one.watcher.tries >= 2)
        assert len(one.said) == 1 and "is being graded already" in one.said[0]
    one.until(lambda: one.watcher.engine.under_way)
    one.watcher.engine.keeper.patience = 0.1
    with sqlite3.connect(there.build / "gradebook.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        one.until(lambda: one.watcher.tries >= 1 and one.watcher.engine.busy)
        assert sum("was locked by another program" in line for line in one.said) == 1
        other.execute("ROLLBACK")
    other.close()

    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr("classroom.on_submit.give.atomic.write", full)
        one.until(lambda: any("no room left" in line for line in one.said))
    one.until(lambda: all(page_of(there, folder).exists() for folder in folders) and one.watcher.idle)
    assert (points(there, "ann"), points(there, "ben")) == (4, 4)
    assert one.watcher.status.graded == 2 and sum("no room left" in line for line in one.said) == 1
