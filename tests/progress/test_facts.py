from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from grading.course import Course
from grading.model import Learner
from progress.bench_cohort import make_cohort, make_course
from progress.errors import BadRules, NoGradebook
from progress.facts import ANSWERS, PEOPLE, UNKNOWN, gather, people_frame

NOW = datetime(2026, 3, 1, 8, 30, 15, 999, tzinfo=UTC)


@pytest.fixture(scope="module")
def cohort(tmp_path_factory):
    """Thirty learners, four exercises of three questions."""
    return make_cohort(make_course(tmp_path_factory.mktemp("cohort"), 4, 3), 30, seed=2, failed=0.1)


@pytest.fixture(scope="module")
def facts(cohort):
    return gather(cohort.course, NOW)


@pytest.fixture
def course(tmp_path):
    """A course of two exercises that has a roster and nothing else."""
    made = make_course(tmp_path, 2, 2)
    made.build.mkdir(exist_ok=True)
    made.roster.write_text("learner_id,name,email,department,cohort\nann,Ann,,IT,2026\nben,Ben,,HR,2026\n", "utf8")
    return made


def files(folder: Path):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_everybody_has_a_row_for_every_exercise(facts):
    assert facts.exercises == ("chapter-01", "chapter-02", "chapter-03", "chapter-04")
    assert facts.titles["chapter-02"] == "Exercise 2"
    assert (len(facts.people), len(facts.work)) == (30, 120)
    assert facts.work["learner_id"].tolist() == [one for one in facts.people["learner_id"] for _ in range(4)]
    assert facts.as_of == NOW.replace(microsecond=0)


def test_states_are_those_that_the_cohort_was_made_with(cohort, facts):
    failed = {
        path.parent.name + path.stem for path in cohort.course.results.rglob("*.json") if "failed" in path.read_text()
    }
    assert failed and failed == {
        row.exercise + row.learner_id for row in facts.work.itertuples() if row.state == "grading failed"
    }
    counts = facts.work["state"].value_counts()
    assert counts["submitted"] == 0 and counts["graded"] + len(failed) == len(
        list(cohort.course.results.rglob("*.json"))
    )


def test_answers_are_of_graded_work_only_and_add_up_to_its_points(facts):
    work = facts.work[facts.work["state"] == "graded"].set_index(["exercise", "learner_id"])
    for slug, rows in facts.answers.items():
        assert tuple(rows.columns) == ANSWERS and set(rows["qid"]) == {"q1", "q2", "q3", "reflection"}
        assert set(rows["learner_id"]) == set(work.loc[slug].index)
        sums = rows.groupby("learner_id", observed=True)["points"].sum()
        for learner_id, points in sums.items():
            assert work.loc[(slug, learner_id), "points"] == max(0, points - work.loc[(slug, learner_id), "penalty"])


def test_a_mistake_stands_only_beside_a_wrong_answer(facts):
    for rows in facts.answers.values():
        wrong = rows[rows["mistake"] != ""]
        assert len(wrong) and (wrong["points"] == 0).all() and set(wrong["mistake"]) <= {"M01", "M02", "M03"}


def test_a_reflection_that_nobody_marked_waits(facts):
    waits = [(slug, one) for slug, rows in facts.answers.items() for one in rows.loc[~rows["marked"], "learner_id"]]
    needs = facts.work[facts.work["needs_marking"]]
    assert waits and sorted(waits) == sorted(zip(needs["exercise"], needs["learner_id"], strict=True))


def test_gathering_again_finds_the_same_and_changes_only_what_it_remembers(cohort, facts):
    before = files(cohort.course.build)
    again = gather(cohort.course, NOW)
    assert files(cohort.course.build) == before
    assert again.work.equals(facts.work) and again.people.equals(facts.people)
    assert all(again.answers[slug].equals(facts.answers[slug]) for slug in facts.exercises)


def test_before_anything_is_released_everybody_is_not_started_and_nothing_is_written(course):
    before = files(course.build)
    facts = gather(course)
    assert set(facts.work["state"]) == {"not started"} and len(facts.work) == 4
    assert all(rows.empty and tuple(rows.columns) == ANSWERS for rows in facts.answers.values())
    assert files(course.build) == before


def test_what_is_odd_about_the_roster_is_noted_and_does_not_stop_anything(course):
    header = "learner_id,name,email,department,cohort,manager_id,extensions\n"
    course.roster.write_text(header + "ann,Ann,,IT,2026,zed,chapter-7 2027-01-31\nben,Ben,,IT,2026,ann,\n", "utf8")
    manager, extension = gather(course).notes
    assert manager.startswith("The manager 'zed' of 1 learner") and extension.startswith("The roster extends the exer")


def test_whoever_handed_in_without_being_on_the_roster_counts_too(course):
    folder = course.submitted / "zoe" / "chapter-01"
    folder.mkdir(parents=True)
    (folder / "chapter-01.ipynb").write_text("{}")
    facts = gather(course)
    zoe = facts.people.set_index("learner_id").loc["zoe"]
    assert (zoe["department"], zoe["name"], zoe["on_roster"]) == (UNKNOWN, "zoe", False)
    assert facts.work.set_index(["learner_id", "exercise"])["state"]["zoe", "chapter-01"] == "submitted"


def test_results_whose_gradebook_is_gone_are_a_sentence_and_nothing_is_lost(cohort, tmp_path):
    course = Course(cohort.course.root, tmp_path)
    (tmp_path / "results").symlink_to(cohort.course.results)
    course.roster.write_text(cohort.course.roster.read_text())
    with pytest.raises(
        NoGradebook, match=r"There are results of \d+ submissions, and their gradebook is not at .* backup"
    ):
        gather(course)
    assert not (tmp_path / "gradebook.db").exists()


def test_dates_for_an_unknown_exercise_are_refused(course, tmp_path):
    own = tmp_path / "own.yml"
    own.write_text("due: {chapter-9: 3 days}")
    with pytest.raises(BadRules, match=r"own.yml: due names chapter-9, and there is no exercise"):
        gather(course, rules=own)


def test_a_clock_that_goes_backwards_makes_nothing_overdue_and_nobody_silent(cohort, tmp_path):
    from progress.at_risk import at_risk, silence

    own = tmp_path / "own.yml"
    own.write_text("due: {everything: 30 days}\nat_risk: {mean_below: 0}")
    past = gather(cohort.course, datetime(2025, 1, 1, tzinfo=UTC), own)
    assert not past.work["overdue"].any() and (silence(past)["days"] < 0).all() and at_risk(past).empty
    assert gather(cohort.course, NOW, own).work["overdue"].any()


def test_the_model_of_the_cohort_shows_in_its_points(cohort, facts):
    points = facts.work.groupby("learner_id", observed=True)["percent"].mean()
    ability = points.index.map(cohort.ability).astype(float)
    assert np.corrcoef(ability, points)[0, 1] > 0.5


# People


def test_people_stand_by_department_name_and_id_whatever_their_letters():
    people = [
        Learner("l3", "bo", department="it"),
        Learner("l2", "Ann", department="IT"),
        Learner("l1", "ann", department="IT"),
        Learner("l4", "", department="HR"),
    ]
    frame = people_frame(people, {"l1", "stranger"})
    assert tuple(frame.columns) == PEOPLE
    assert frame["learner_id"].tolist() == ["l4", "l1", "l2", "l3", "stranger"]
    assert frame["name"].tolist() == ["l4", "ann", "Ann", "bo", "stranger"]
    assert frame["on_roster"].tolist() == [True] * 4 + [False]


def test_a_start_is_a_date_or_missing():
    frame = people_frame([Learner("a", start=date(2026, 2, 1)), Learner("b")], {"c"}).set_index("learner_id")
    assert frame["start"].dt.strftime("%Y-%m-%d").fillna("").to_dict() == {"a": "2026-02-01", "b": "", "c": ""}
    assert people_frame([Learner("b")], set())["start"].dt.date.isna().all()


def test_one_manager_in_two_spellings_is_one_and_is_written_as_on_the_roster():
    people = [
        Learner("a", manager_id="BOSS"),
        Learner("b", manager_id="boss"),
        Learner("Boss"),
        Learner("c", manager_id="X"),
    ]
    frame = people_frame([*people, Learner("d", manager_id="x")], set()).set_index("learner_id")
    assert frame["manager_id"].to_dict() == {"a": "Boss", "b": "Boss", "Boss": "", "c": "X", "d": "X"}
