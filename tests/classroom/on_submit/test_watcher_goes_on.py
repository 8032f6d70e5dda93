"""What is wrong with one learner, or with one file of the trainer's, keeps nobody else waiting."""

import os

from classroom.on_submit import run, status, wishes
from grading.exchange import root_of
from grading.report import GRADER_ERRORS
from grading.turn import one_engine
from progress import choice, given_back
from tests.classroom.on_submit.conftest import page_of, points


def odd(course, name):
    folder = os.fsencode(root_of(course) / "cx101" / "inbound") + b"/" + name
    os.mkdir(folder)
    for inside in (b"submission_secret.txt", b"alpha.ipynb"):
        with open(folder + b"/" + inside, "wb") as file:
            file.write(b"{}")
    os.chmod(folder, 0o777)


def test_hostile_names_damaged_files_and_a_page_that_cannot_be_written_stop_nobody_else(
    there, drop, notebook, right, watching, monkeypatch
):
    monkeypatch.setattr("classroom.on_submit.queue.FIRST_WAIT", 0.2)
    monkeypatch.setattr("classroom.on_submit.watcher.MARKS_SECONDS", 0.1)
    time = b"2026-03-02 09:00:00.000000 UTC"
    for learner in (b"ann\xff", b"ann\n", b"..", b"Ann_1_assignsubmission_file_", b"*"):
        odd(there, learner + b"+alpha+" + time)
    good = there.roster.read_text("utf8")
    there.feedback.mkdir(parents=True, exist_ok=True)
    (there.feedback / "ann").write_text("in the way")
    choice.file(there).write_text("{")
    one = watching()
    ann = drop("ann", notebook(right))
    one.until(lambda: one.watcher.status.graded == 1)
    there.roster.write_text("nothing of a roster", "utf8")
    given_back.file(there).write_text("damaged\n")
    wish = wishes.ask(there, wishes.GIVE_BACK, ["alpha"], "trainer")
    ben = drop("ben", notebook(right))
    one.until(lambda: one.watcher.status.graded == 2)
    assert not page_of(there, ben).exists() and (points(there, "ann"), points(there, "ben")) == (4, 4)
    choice.save(there, choice.Choice())
    one.until(lambda: page_of(there, ben).exists())
    assert not page_of(there, ann).exists() and wish.exists()
    one.watcher.save()
    told = " ".join(status.read(there).troubles)
    assert all(part in told for part in ("as it was before counts", "request of the trainer", "not given back"))
    (there.feedback / "ann").unlink()
    given_back.file(there).unlink()
    there.roster.write_text(good, "utf8")
    one.until(lambda: page_of(there, ann).exists() and not wish.exists() and one.watcher.idle)
    assert one.watcher.status.graded == 2 and len(one.said) == len(set(one.said))


def test_who_is_refused_beside_one_who_has_to_wait_is_refused_once(there, drop, notebook, right, watching):
    one = watching()
    with one_engine(there):
        drop("nobody", notebook(right))
        drop("ann", notebook(right))
        one.until(lambda: one.watcher.tries >= 2)
    one.until(lambda: one.watcher.status.graded == 1 and one.watcher.idle)
    assert sum("Nobody on the roster" in line for line in one.said) == 1 == len(one.watcher.status.refused)


def test_watching_once_ends_although_one_exercise_cannot_be_graded(there, drop, notebook, right, monkeypatch):
    monkeypatch.setattr("classroom.on_submit.queue.FIRST_WAIT", 0.05)
    ann, beta = drop("ann", notebook(right)), drop("ben", notebook(right, "beta"), "beta")
    (there.release / "beta" / "hints.json").unlink()
    said = []
    assert run.run(there, there.slugs, said.append, check_owner=False, once=True, seconds=0.1) == GRADER_ERRORS
    assert page_of(there, ann).exists() and not page_of(there, beta).exists()
    assert sum("beta was not released yet" in line for line in said) == 1
