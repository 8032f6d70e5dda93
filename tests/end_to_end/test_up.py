"""One command makes everything; the sample cohort's states and points are those that its answers imply."""

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from nbgrader.api import Gradebook

from grading.course import HOME
from grading.model import Result, State

SEEN = {f"sample-{number:02}" for number in (1, 2, 3, 4, 5, 6, 20, 21, 22, 23, 24)}  # things go wrong for the last six


def results(made):
    return {
        (path.stem, path.parent.name): Result.from_json(json.loads(path.read_text("utf8")))
        for path in made.results.glob("*/*.json")
    }


def expected(made):
    told = json.loads((made.sample / "expected.json").read_text("utf8"))
    return {(learner, slug): entry for learner, slugs in told.items() for slug, entry in slugs.items()}


def test_up_says_in_seven_lines_what_was_made_and_where(made_report):
    lines = made_report.strip().splitlines()
    made = ["Book", "Exercises", "Learners", "Grades", "Feedback", "Guide", "Progress"]
    assert [line.split()[0] for line in lines] == made


def test_a_second_run_changes_nothing_and_says_the_same(made, made_report):
    def stamps():
        return {
            path: path.stat().st_mtime_ns for folder in (made.results, made.autograded) for path in folder.rglob("*")
        }

    before = stamps()
    again = subprocess.run(
        [sys.executable, "-m", "grading.cli", "up"],
        cwd=HOME,
        env={**os.environ, "COURSE_BUILD": str(made.build)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert again.stdout == made_report
    assert stamps() == before


def test_all_hand_ins_have_the_state_and_points_that_their_answers_imply(made):
    got = {key: {"state": str(result.state), "points": result.score} for key, result in results(made).items()}
    assert got == expected(made)


def test_the_cohort_has_24_learners_in_four_departments_and_one_never_handed_in(made):
    rows = made.roster.read_text("utf8").splitlines()[1:]
    assert len(rows) == 24
    assert len({row.split(",")[3] for row in rows}) == 4
    assert {row.split(",")[0] for row in rows} - {learner for learner, _ in results(made)} == {"sample-19"}


def test_what_cannot_be_graded_is_reported_by_name_with_a_sentence(made, made_report):
    (failed,) = (result for result in results(made).values() if result.state is State.FAILED)
    assert failed.learner_id == "sample-24" and "not a notebook" in failed.reason
    assert f"sample-24 in {failed.exercise}" in made_report


def test_where_a_process_ended_is_said_and_what_came_after_gives_nothing(made):
    ended = results(made)["sample-23", made.slugs[1]]
    assert (ended.state, ended.score) == (State.GRADED, 0)
    assert any("The process that runs the notebook ended in the cell " in note for note in ended.notes)


def test_an_answer_that_never_ends_costs_its_own_points_only_and_is_named(made):
    endless = results(made)["sample-22", made.slugs[1]]
    assert endless.state is State.GRADED
    assert endless.score == expected(made)["sample-22", made.slugs[1]]["points"] > 0
    assert any("seconds" in note for note in endless.notes)


def test_the_untouched_notebook_earns_nothing_and_is_not_a_failure(made):
    untouched = results(made)["sample-20", made.slugs[0]]
    assert (untouched.state, untouched.score) == (State.GRADED, 0.0)


def test_scores_equal_nbgraders_own_but_for_the_documented_differences(made, tmp_path):
    """Warning on stderr: full points here. Own process ended: what came before counts here. All else: the same."""
    ours = {(who, slug): one for (who, slug), one in results(made).items() if who in SEEN and slug in made.slugs[:3]}
    theirs = stock_scores(made, tmp_path)
    warned, killed = ("sample-06", made.slugs[0]), ("sample-23", made.slugs[1])
    compared = 0
    for key, result in ours.items():
        if result.state is State.FAILED:
            assert key not in theirs
        if result.state is State.FAILED or key == killed:
            continue
        for cell in result.cells:
            if key == warned and cell.points != theirs[key][cell.grade_id]:
                assert (cell.points, theirs[key][cell.grade_id]) == (cell.max_points, 0.0)
                continue
            assert cell.points == theirs[key][cell.grade_id], (key, cell)
            compared += 1
    assert killed not in theirs
    assert compared > 25 * 8


def stock_scores(made, folder):
    """(learner, exercise) → {grade_id: points} as stock `nbgrader autograde` gives them, run beside ours.

    Everybody for whom something goes wrong, in the three exercises where it does; tests/exercises/ has the others.
    """
    slugs = made.slugs[:3]
    environment = {**os.environ, "COURSE_BUILD": str(folder), "JUPYTER_CONFIG_PATH": str(HOME / "grading")}
    environment["PATH"] = f"{os.path.dirname(sys.executable)}{os.pathsep}{os.environ['PATH']}"
    command = [sys.executable, "-m", "grading.cli", "release", *slugs]
    subprocess.run(command, cwd=HOME, env=environment, check=True, capture_output=True)
    for who in SEEN & {path.name for path in made.submitted.iterdir()}:
        shutil.copytree(made.submitted / who, folder / "submitted" / who)

    def autograde(slug):
        command = [
            sys.executable,
            "-m",
            "nbgrader",
            "autograde",
            slug,
            "--create",
            "--ExecutePreprocessor.timeout=60",  # on a busy machine, imports alone have taken 20
            "--Execute.shutdown_kernel=immediate",
        ]
        subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, timeout=900)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(autograde, slugs))
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        return {
            (submission.student.id, submission.assignment.name): {
                grade.name: grade.auto_score for notebook in submission.notebooks for grade in notebook.grades
            }
            for slug in slugs
            for submission in gradebook.assignment_submissions(slug)
            if (folder / "autograded" / submission.student.id / slug / f"{slug}.ipynb").exists()
        }
