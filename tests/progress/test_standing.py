from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest

from progress.facts import people_frame
from progress.gradebook_frames import HANDED_IN
from progress.kept_frames import KEPT, WAITING
from progress.rules import Due, read_rules
from progress.standing import STATES, WORK, standing
from tests.progress.made_facts import learner

NOW = datetime(2026, 3, 1, tzinfo=UTC)
EARLY, MIDDLE, LATE = ("2026-02-01T12:00:00+00:00", "2026-02-10T12:00:00+00:00", "2026-02-20T12:00:00+00:00")
POINTS = ("learner_id", "exercise", "points", "max_points", "marked_max", "needs_marking")
NEVER = pd.NaT


def day(text):
    return pd.Timestamp(f"{text} 23:59:59", tz="UTC")


def stand(booked=(), points=(), kept=(), waiting=(), people=None, exercises=("alpha",), in_gradebook=None, **settings):
    """What comes out for these rows: `booked` (received, penalty[, extended]), `points` (points, max, marked, to mark),
    `kept` (state, reason, received) and `waiting` (received), all of ann's alpha; `settings` replace those of Rules.
    """
    rows = {"booked": booked, "points": points, "kept": kept, "waiting": [(one,) for one in waiting]}
    people = people_frame(people or [learner("ann")], set())
    known = frames({name: [("ann", *row) for row in named] for name, named in rows.items()})
    return standing(people, exercises, *known, in_gradebook or {}, replace(read_rules(), **settings), NOW)


def frames(rows):
    """The four frames that `standing` wants, of rows as in `stand` with the learner before them, all of alpha."""
    booked = [("alpha", who, pd.Timestamp(at), *(more or (NEVER,)), lost) for who, at, lost, *more in rows["booked"]]
    booked = pd.DataFrame(booked, columns=list(HANDED_IN))
    booked = booked.assign(**{name: pd.to_datetime(booked[name], utc=True) for name in ("received", "extended")})
    points = [(who, "alpha", *more) for who, *more in rows["points"]]
    kept = pd.DataFrame([(*row, {}) for row in rows["kept"]], columns=list(KEPT)).assign(exercise="alpha")
    waiting = pd.DataFrame([("alpha", *row) for row in rows["waiting"]], columns=list(WAITING))
    return booked, pd.DataFrame(points, columns=list(POINTS)), kept, waiting


def ann(**rows):
    return stand(**rows).iloc[0]


GRADED = {"booked": [(EARLY, 0.0)], "points": [(6.0, 10.0, 10.0, False)], "kept": [("graded", "", EARLY)]}


def test_there_is_a_row_for_everybody_and_every_exercise_in_their_order():
    people = [learner("zoe", department="A"), learner("ann", department="B")]
    found = stand(people=people, exercises=("beta", "alpha"), **GRADED)
    assert tuple(found.columns) == WORK
    assert found[["learner_id", "exercise"]].astype(str).values.tolist() == [
        ["zoe", "beta"], ["zoe", "alpha"], ["ann", "beta"], ["ann", "alpha"]
    ]  # fmt: skip
    assert found["state"].tolist() == ["not started"] * 3 + ["graded"]
    assert found["exercise"].cat.ordered and tuple(found["state"].cat.categories) == STATES


def test_without_anything_it_is_not_started_and_has_neither_points_nor_dates():
    found = ann()
    assert found["state"] == "not started"
    assert found[["points", "max_points", "marked_max", "percent", "due", "received"]].isna().all()
    assert not found[["passed", "needs_marking", "late", "overdue"]].any() and found["penalty"] == 0


def test_graded_work_has_points_share_and_time():
    found = ann(**GRADED)
    assert (found["state"], found["points"], found["percent"], found["passed"]) == ("graded", 6, 60, True)
    assert found["received"] == pd.Timestamp(EARLY)


def test_a_late_penalty_is_taken_off_and_never_below_0():
    found = ann(**{**GRADED, "booked": [(EARLY, 2.5)]})
    assert (found["points"], found["percent"], found["penalty"], found["passed"]) == (3.5, 35, 2.5, False)
    assert ann(**{**GRADED, "booked": [(EARLY, 9.0)]})["points"] == 0


def test_the_share_is_of_what_is_marked_and_passing_is_of_the_whole_exercise():
    found = ann(**{**GRADED, "points": [(4.0, 10.0, 5.0, True)]})
    assert (found["percent"], found["passed"], found["needs_marking"]) == (80, False, True)
    nothing = ann(**{**GRADED, "points": [(0.0, 10.0, 0.0, True)]})
    assert nothing["state"] == "graded" and pd.isna(nothing["percent"]) and not nothing["passed"]


@pytest.mark.parametrize(("points", "limit", "passed"), [(5.0, 50, True), (4.999, 50, False), (0.1 + 0.2, 3, True)])
def test_whoever_reaches_the_pass_mark_has_passed(points, limit, passed):
    assert ann(**{**GRADED, "points": [(points, 10.0, 10.0, False)]}, pass_percent=limit)["passed"] == passed


def test_an_exercise_without_points_cannot_be_passed():
    assert not ann(**{**GRADED, "points": [(0.0, 0.0, 0.0, False)]}, pass_percent=0)["passed"]


def test_what_waits_in_the_folder_is_submitted():
    found = ann(waiting=[MIDDLE])
    assert (found["state"], found["received"]) == ("submitted", pd.Timestamp(MIDDLE))


def test_a_newer_hand_in_waits_again_and_the_old_points_are_not_shown():
    found = ann(**GRADED, waiting=[MIDDLE])
    assert (found["state"], found["received"]) == ("submitted", pd.Timestamp(MIDDLE))
    assert pd.isna(found["points"]) and not found["passed"]
    assert ann(**GRADED, waiting=[EARLY])["state"] == "graded"


def test_a_failure_is_a_state_with_a_reason_and_never_a_score_of_0():
    failed = [("grading failed", "It is not a notebook.", EARLY)]
    for more in ({}, {"booked": [(EARLY, 1.0)], "points": [(0.0, 10.0, 10.0, True)]}):
        found = ann(kept=failed, waiting=[EARLY], **more)
        assert (found["state"], found["reason"], found["penalty"]) == ("grading failed", "It is not a notebook.", 0)
        assert found[["points", "percent"]].isna().all() and not found["needs_marking"]
        assert found["received"] == pd.Timestamp(EARLY)
    assert ann(kept=failed, waiting=[MIDDLE])["state"] == "submitted"
    assert ann(kept=failed, waiting=[MIDDLE])["reason"] == ""


def test_a_newer_version_that_failed_counts_even_where_the_gradebook_knows_only_the_older_one():
    rows = {**GRADED, "kept": [("grading failed", "It is not a notebook.", MIDDLE)]}
    found = ann(**rows, waiting=[MIDDLE])
    assert (found["state"], found["received"]) == ("grading failed", pd.Timestamp(MIDDLE))


def test_what_nbgrader_itself_graded_since_counts_more_than_what_was_kept():
    rows = {**GRADED, "booked": [(MIDDLE, 0.0)], "kept": [("grading failed", "It is not a notebook.", EARLY)]}
    assert ann(**rows)["state"] == "graded" and ann(**rows)["reason"] == ""


def test_the_graders_own_fault_leaves_work_waiting():
    found = ann(**{**GRADED, "kept": [("submitted", "The disk was full.", EARLY)]})
    assert found["state"] == "submitted" and pd.isna(found["points"]) and found["reason"] == ""


def test_graded_by_nbgrader_alone_and_kept_without_points_are_known():
    assert ann(booked=[(EARLY, 0.0)], points=[(6.0, 10.0, 10.0, False)])["state"] == "graded"
    assert ann(kept=[("graded", "", EARLY)])["state"] == "submitted"


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-45", "2026-02-10 12:00:00.5 CET"])
def test_a_time_that_cannot_be_read_is_missing_and_the_work_is_there(text):
    found = ann(waiting=[text], **DUE)
    assert found["state"] == "submitted" and pd.isna(found["received"]) and not found["late"]


def test_times_are_read_in_the_forms_of_nbgrader_and_of_the_grader():
    assert ann(waiting=["2026-02-10 12:00:00.250000+00:00"])["received"] == pd.Timestamp("2026-02-10 12:00:00.25Z")
    assert ann(waiting=["2026-02-10T13:00:00+01:00"])["received"] == pd.Timestamp(MIDDLE)


# Dates

DUE = {"in_gradebook": {"alpha": day("2026-02-15")}}
DAY_5, DAY_9 = Due(on=date(2026, 2, 5)), Due(on=date(2026, 2, 9))


def extended(*extensions, start=date(2026, 2, 1), **rows):
    return ann(people=[learner("ann", start=start, extensions=extensions)], **rows)


def test_settings_come_before_the_gradebook_the_exercise_before_the_others_and_the_cohort_before_the_course():
    assert pd.isna(ann()["due"])
    assert ann(**DUE)["due"] == day("2026-02-15")
    assert ann(**DUE, due={"everything": DAY_5})["due"] == day("2026-02-05")
    assert ann(**DUE, due={"everything": DAY_5, "alpha": DAY_9})["due"] == day("2026-02-09")
    cohorts = {"2026": {"everything": DAY_9}}
    assert ann(**DUE, due={"alpha": DAY_5}, cohorts=cohorts)["due"] == day("2026-02-09")
    assert ann(**DUE, due={"alpha": DAY_5}, cohorts={"2025": cohorts["2026"]})["due"] == day("2026-02-05")


def test_days_count_from_the_learners_start_and_without_one_the_gradebook_counts():
    after = {"due": {"everything": Due(days=10)}}
    assert extended(**DUE, **after)["due"] == day("2026-02-11")
    assert extended(start=None, **DUE, **after)["due"] == day("2026-02-15")
    assert pd.isna(extended(start=None, **after)["due"])


def test_an_extension_on_the_roster_makes_a_date_later_and_never_earlier():
    assert extended(("alpha", date(2026, 2, 20)), **DUE)["due"] == day("2026-02-20")
    assert extended(("all", date(2026, 2, 20)), **DUE)["due"] == day("2026-02-20")
    assert extended(("alpha", date(2026, 2, 3)), **DUE)["due"] == day("2026-02-15")
    assert extended(("beta", date(2026, 2, 20)), **DUE)["due"] == day("2026-02-15")
    assert extended(("all", date(2026, 2, 20)), ("alpha", date(2026, 2, 18)), **DUE)["due"] == day("2026-02-20")
    assert extended(("alpha", date(2026, 2, 20)))["due"] == day("2026-02-20")


def test_an_extension_in_the_gradebook_counts_as_well_and_never_makes_a_date_earlier():
    rows = {"booked": [(EARLY, 0.0, day("2026-02-18"))]}
    assert ann(**rows, **DUE)["due"] == day("2026-02-18")
    assert ann(**rows, **DUE, due={"alpha": DAY_5})["due"] == day("2026-02-18")
    assert ann(**rows, **DUE, due={"alpha": Due(on=date(2026, 2, 25))})["due"] == day("2026-02-25")


def test_learners_of_one_cohort_and_start_share_their_dates_and_others_have_their_own():
    people = [
        learner("ann", cohort="1"), learner("ben", cohort="1", extensions=(("alpha", date(2026, 2, 20)),)),
        learner("chi", cohort="2"), learner("dee", cohort="1", start=date(2026, 2, 2)),
    ]  # fmt: skip
    found = stand(people=people, due={"everything": Due(days=1)}, cohorts={"2": {"alpha": DAY_9}})
    assert found["due"].tolist() == [day("2026-02-28"), day("2026-02-28"), day("2026-02-09"), day("2026-02-03")]


@pytest.mark.parametrize(
    ("received", "late"), [("2026-02-15T23:59:59+00:00", False), ("2026-02-16T00:00:00+00:00", True)]
)
def test_late_is_what_came_after_the_date_whatever_became_of_it(received, late):
    waits = {"waiting": [received]}
    is_graded = {**GRADED, "booked": [(received, 0.0)], "kept": [("graded", "", received)]}
    for rows in (waits, is_graded, {"kept": [("grading failed", "No.", received)]}):
        assert ann(**rows, **DUE)["late"] == late
        assert not ann(**rows)["late"], "without a date nothing is late"


@pytest.mark.parametrize(
    ("rows", "overdue"),
    [
        ({}, True),
        ({"kept": [("grading failed", "No.", EARLY)]}, True),
        ({"waiting": [LATE]}, False),
        (GRADED, False),
    ],
)
def test_overdue_is_what_is_past_its_date_and_not_handed_in_or_not_gradable(rows, overdue):
    assert ann(**rows, **DUE)["overdue"] == overdue
    assert not ann(**rows, in_gradebook={"alpha": day("2026-03-01")})["overdue"]
    assert not ann(**rows)["overdue"]


def test_work_of_exercises_and_people_that_are_not_in_the_course_is_left_out():
    found = stand(**GRADED, people=[learner("ben")])
    assert found["learner_id"].tolist() == ["ben"] and found["state"].tolist() == ["not started"]
    assert stand(**GRADED, exercises=("beta",))["state"].tolist() == ["not started"]


def test_whatever_comes_together_states_points_and_flags_agree():
    """Every combination of what may be known, with each order of the three times: a learner each."""
    texts, words = [EARLY, MIDDLE, LATE], ["graded", "grading failed", "submitted"]
    rows = {"booked": [], "points": [], "kept": [], "waiting": []}
    combinations = {f"l{place:03}": number for place, number in enumerate(np.ndindex(4, 2, 4, 3, 4))}
    for who, (booked, has_points, kept, word, waiting) in combinations.items():
        rows["booked"] += [(who, texts[booked], 1.0)] if booked < 3 else []
        rows["points"] += [(who, 6.0, 10.0, 10.0, False)] if has_points else []
        rows["kept"] += [(who, words[word], "A reason.", texts[kept])] if kept < 3 else []
        rows["waiting"] += [(who, texts[waiting])] if waiting < 3 else []
    people = people_frame([learner(who) for who in combinations], set())
    table = standing(people, ("alpha",), *frames(rows), DUE["in_gradebook"], read_rules(), NOW)
    for found in table.itertuples(index=False):
        booked, has_points, kept, _, waiting = combinations[found.learner_id]
        known = [texts[one] for one in (booked, kept, waiting) if one < 3]
        assert (found.state == "not started") == (not known and not has_points), found
        assert (found.state == "graded") == pd.notna(found.points), found
        assert (found.state == "grading failed") == bool(found.reason), found
        assert found.received == pd.Timestamp(max(known)) if known else pd.isna(found.received), found
        assert found.overdue == (found.state in ("not started", "grading failed")), found
        assert not found.passed or found.state == "graded", found


def test_what_is_not_on_the_path_is_never_due_until_it_is_handed_in():
    people, due = people_frame([learner("ann")], set()), {"alpha": pd.Timestamp("2026-02-05", tz="UTC")}
    nothing = frames({"booked": (), "points": (), "kept": (), "waiting": ()})
    row = standing(people, ("alpha",), *nothing, due, read_rules(), NOW, on_path=[False]).iloc[0]
    assert pd.isna(row["due"]) and not row["overdue"] and not row["on_path"]
    graded = frames(
        {name: [("ann", *row) for row in GRADED.get(name, ())] for name in ("booked", "points", "kept", "waiting")}
    )
    row = standing(people, ("alpha",), *graded, due, read_rules(), NOW, on_path=[False]).iloc[0]
    assert row["due"] == due["alpha"] and not row["late"] and row["state"] == "graded"
