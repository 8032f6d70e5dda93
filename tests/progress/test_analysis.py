"""Question analysis: against examples reckoned by hand, and against answers drawn from a known model."""

import numpy as np
import pandas as pd
import pytest

from progress.analysis import EXERCISES, QUESTIONS, cronbach, exercises, item_rest, mistakes, questions
from progress.facts import Facts, people_frame
from progress.rules import read_rules
from tests.progress.made_facts import NOW, facts, learner, spec

TEN = [learner(f"l{number:02}") for number in range(1, 11)]
ALL = [one.learner_id for one in TEN]


def by_hand(q3=True):
    """Ten learners. q1 (1 point): 1 to 5 are right. q2 (1 point): 1 to 4 and 6. q3 (2 points): 1 and 2 earn both, 3 to
    6 one of them.
    """
    rows = [(one, "q1", float(place < 5), 1.0) for place, one in enumerate(ALL)]
    rows += [(one, "q2", float(place < 4 or place == 5), 1.0) for place, one in enumerate(ALL)]
    if q3:
        rows += [(one, "q3", 2.0 * (place < 2) + (2 <= place < 6), 2.0) for place, one in enumerate(ALL)]
    return rows


def told(rows, *qids, **more):
    return facts(TEN, [spec("alpha", *qids, **more)], answers={"alpha": rows})


def test_facility_and_discrimination_are_those_reckoned_by_hand():
    """Two questions: 4 learners right in both, 4 in none, 1 in each alone: phi = (4 * 4 - 1 * 1) / 25 = 0.6.

    Three: q3 against (q1 + q2) / 2, which is 1 for four, 0.5 for two, 0 for four: sum of products 3.5 less
    10 * 0.4 * 0.5 = 1.5; squares 3 - 1.6 = 1.4 and 4.5 - 2.5 = 2; 1.5 / sqrt(2.8).
    """
    two = questions(told(by_hand(q3=False), "q1", "q2")).set_index("qid")
    assert two["facility"][["q1", "q2"]].tolist() == [50, 50]
    assert two["discrimination"][["q1", "q2"]].tolist() == pytest.approx([0.6, 0.6])
    three = questions(told(by_hand(), "q1", "q2", "q3")).set_index("qid")
    assert tuple(three.columns) == tuple(name for name in QUESTIONS if name != "qid")
    assert three["discrimination"]["q3"] == pytest.approx(1.5 / np.sqrt(2.8))
    assert (three["facility"]["q3"], three["full"]["q3"], three["n"]["q3"]) == (pytest.approx(40), 20, 10)


def test_reliability_is_that_reckoned_by_hand():
    """Two questions of equal variance that correlate by 0.6: 2 * 0.6 / 1.6 = 0.75.

    Three: sums of squares 2.5, 2.5 and 5.6, of the totals (4 4 3 3 2 2 0 0 0 0) 25.6: 1.5 * (1 - 10.6 / 25.6).
    """
    found = exercises(told(by_hand(q3=False), "q1", "q2"))
    assert tuple(found.columns) == EXERCISES
    assert found["alpha"][0] == pytest.approx(0.75)
    found = exercises(told(by_hand(), "q1", "q2", "q3")).iloc[0]
    assert found["alpha"] == pytest.approx(1.5 * 15 / 25.6)
    assert (found["graded"], found["questions"], found["n"]) == (10, 3, 10)


def test_what_is_not_marked_yet_counts_nowhere_and_is_not_0():
    rows = [*by_hand(), *((one, "reflection", None, 2.0) for one in ALL)]
    with_it = questions(told(rows, "q1", "q2", "q3")).set_index("qid")
    without = questions(told(by_hand(), "q1", "q2", "q3")).set_index("qid")
    same = ["n", "facility", "full", "discrimination"]
    pd.testing.assert_frame_equal(with_it.loc[["q1", "q2", "q3"], same], without.loc[["q1", "q2", "q3"], same])
    assert with_it["n"]["reflection"] == 0 and np.isnan(with_it["facility"]["reflection"])
    assert exercises(told(rows, "q1", "q2", "q3"))["alpha"][0] == pytest.approx(1.5 * 15 / 25.6)


def test_reliability_leaves_out_a_question_marked_for_fewer_than_half_and_then_learners_without_a_mark():
    def alpha(marked):
        rows = [(one, "reflection", 1.0 if place < marked else None, 2.0) for place, one in enumerate(ALL)]
        found = exercises(told([*by_hand(), *rows], "q1", "q2", "q3")).iloc[0]
        return found["questions"], found["n"], np.isnan(found["alpha"])

    assert alpha(4) == (3, 10, False)
    assert alpha(9) == (4, 9, True)


def test_below_ten_learners_no_correlation_and_no_remark_is_given_but_n_is():
    few = questions(told([row for row in by_hand() if row[0] != "l10"], "q1", "q2", "q3"))
    assert few["discrimination"].isna().all() and few["n_discrimination"].tolist() == [9, 9, 9, 0]
    assert few["remarks"].map(len).sum() == 0
    assert few["n"].tolist() == [9, 9, 9, 0]


def test_where_everybody_has_the_same_points_nothing_is_divided_by_nothing():
    rows = [(one, qid, 1.0, 1.0) for one in ALL for qid in ("q1", "q2")]
    found = questions(told(rows, "q1", "q2"))
    assert found["discrimination"].isna().all() and found["facility"].tolist()[:2] == [100, 100]
    assert np.isnan(exercises(told(rows, "q1", "q2"))["alpha"][0])


def test_an_exercise_that_nobody_has_handed_in_has_its_questions_all_the_same():
    found = questions(told([], "q1", "q2"))
    assert found["qid"].tolist() == ["q1", "q2", "reflection"] and found["n"].tolist() == [0, 0, 0]
    assert found["level"].tolist() == ["L1", "L1", ""] and found["concept"][0] == "about q1"
    assert exercises(told([], "q1", "q2"))["graded"].tolist() == [0]
    assert mistakes(told([], "q1")).empty


def test_questions_stand_in_the_order_of_the_exercise_and_unknown_ones_after_them():
    rows = [("l01", "older", 1.0, 1.0), ("l01", "q2", 1.0, 1.0), ("l01", "q1", 1.0, 1.0)]
    memo = (("part-a", "What is wrong"), ("part-b", "What to do"))
    assert questions(told(rows, "q1", "q2"))["qid"].tolist() == ["q1", "q2", "reflection", "older"]
    assert questions(told(rows, "q1", "q2", memo=memo))["qid"].tolist()[2:4] == ["part-a", "part-b"]


def test_extra_credit_may_lift_a_share_over_100_percent():
    found = questions(told([(one, "q1", 1.5, 1.0) for one in ALL], "q1")).iloc[0]
    assert (found["facility"], found["full"]) == (150, 100)


def test_remarks_say_what_stands_out():
    def remarks(right, rest):
        rows = [(one, "q1", float(place in right), 1.0) for place, one in enumerate(ALL)]
        rows += [(one, "q2", float(place in rest), 1.0) for place, one in enumerate(ALL)]
        return " ".join(questions(told(rows, "q1", "q2"))["remarks"][0])

    assert remarks(range(10), range(5)) == "too easy: 100 % of the points are earned"
    assert "too hard: 10 % of the points" in remarks([0], range(5))
    assert "do worse here: is its check right?" in remarks(range(5), range(5, 10))
    assert "hardly do better here" in remarks([0, 1, 2, 5, 6, 7], range(5))
    assert remarks(range(5), range(5)) == ""


def test_the_commonest_mistakes_come_with_their_hint_and_their_share_of_the_marked():
    known = [("M01", "Look at the unit."), ("M02", "Look at who is counted.")]
    codes = ["M02", "M02", "M01", "M09", "", "", "", "", "", ""]
    rows = [(one, "q1", 0.0, 1.0, code) for one, code in zip(ALL, codes, strict=True)]
    rows += [(one, "q2", 0.0, 1.0, "M01") for one in ALL[:2]] + [(one, "q2", None, 1.0, "M01") for one in ALL[2:4]]
    table = told(rows, "q2", "q1", mistakes=known)
    found = mistakes(table).drop(columns="exercise")
    assert found.values.tolist() == [
        ["q2", "M01", "Look at the unit.", 2, 100],
        ["q1", "M02", "Look at who is counted.", 2, 20],
        ["q1", "M01", "Look at the unit.", 1, 10],
        ["q1", "M09", "", 1, 10],
    ]
    first = questions(table).set_index("qid").loc["q1"]
    assert (first["mistake"], first["hint"], first["mistake_n"]) == ("M02", "Look at who is counted.", 2)


def test_mistakes_of_one_exercise_do_not_push_out_those_of_another():
    two = [spec("alpha", "q1", mistakes=[("M01", "Look.")]), spec("beta", "q1")]
    table = facts(TEN, two, answers={"alpha": [("l01", "q1", 0.0, 1.0, "M01")], "beta": [("l01", "q1", 1.0, 1.0)]})
    assert mistakes(table)[["exercise", "mistake"]].values.tolist() == [["alpha", "M01"]]
    assert questions(table)["mistake"].tolist() == ["M01", "", "", ""]


# Answers drawn from the two-parameter logistic model, with weaker learners stopping earlier (progress/bench_cohort.py).

LEARNERS, STEPS = 4000, 6


def drawn(discrimination, difficulty, stop=0.2, weaker_first=0.7, seed=7):
    """Shares, learners × exercises × questions (missing once a learner has stopped), and the true chances."""
    draw = np.random.default_rng(seed)
    ability = draw.normal(size=LEARNERS)
    chance = 1 / (1 + np.exp(-discrimination * (ability[:, None, None] - difficulty)))
    share = (draw.random(chance.shape) < chance).astype(float)
    going = np.ones(LEARNERS, dtype=bool)
    for step in range(chance.shape[1]):
        share[~going, step] = np.nan
        going &= draw.random(LEARNERS) > stop * np.exp(-weaker_first * ability)
    return share, chance


def as_facts(share):
    people = people_frame([learner(f"l{number:05}") for number in range(len(share))], set())
    specs = {f"step-{step}": spec(f"step-{step}", *(f"q{q}" for q in range(share.shape[2]))) for step in range(STEPS)}
    answers = {}
    for step, exercise in enumerate(specs):
        who, which = np.nonzero(~np.isnan(share[:, step]))
        learners = pd.Categorical.from_codes(who, categories=people["learner_id"])
        qids = pd.Categorical.from_codes(which, categories=[f"q{q}" for q in range(share.shape[2])])
        columns = {"learner_id": learners, "qid": qids, "points": 2 * share[who, step, which], "max_points": 2.0}
        frame = pd.DataFrame({**columns, "marked": True, "mistake": ""})
        answers[exercise] = frame.astype({"mistake": "category"}).sample(frac=1, random_state=1)
    return Facts(NOW, read_rules(), people, pd.DataFrame(), answers, specs)


def grid(frame, column):
    """exercises × questions, without the reflection that nobody wrote."""
    rows = frame[frame["qid"] != "reflection"]
    return rows[column].to_numpy(dtype=float).reshape(STEPS, -1)


def ranks(values):
    return np.argsort(np.argsort(values))


def naive(share):
    """What careless analysis does: each question against the learner's sum of everything, 0 where they had stopped."""
    filled = np.nan_to_num(share)
    rest = filled.sum(axis=(1, 2))[:, None, None] - filled
    found = np.empty(share.shape[1:])
    for step, q in np.ndindex(*found.shape):
        there = ~np.isnan(share[:, step, q])
        found[step, q] = np.corrcoef(share[there, step, q], rest[there, step, q])[0, 1]
    return found


def test_facility_finds_the_true_chances_of_those_who_answered_in_spite_of_drop_out():
    difficulty = np.random.default_rng(3).normal(-0.3, 0.9, (STEPS, 8))
    share, chance = drawn(np.full((STEPS, 8), 1.5), difficulty)
    found = questions(as_facts(share))
    true = np.nanmean(np.where(np.isnan(share), np.nan, chance), axis=0)
    n = grid(found, "n")
    assert n[0].tolist() == [LEARNERS] * 8 and n[-1, 0] < 0.5 * LEARNERS
    assert (np.abs(grid(found, "facility") / 100 - true) < 4 * np.sqrt(true * (1 - true) / n)).all()
    for step in range(STEPS):
        assert np.corrcoef(ranks(-difficulty[step]), ranks(grid(found, "facility")[step]))[0, 1] > 0.95


def true_discrimination(chance):
    """The correlation of a question with the mean of the others that the model implies for people of these chances.

    Given a person's ability answers are independent: only the chances go together, and answers scatter around them.
    """
    found = np.empty(chance.shape[1])
    for q in range(chance.shape[1]):
        p, others = chance[:, q], np.delete(chance, q, axis=1)
        spread = p.var() + (p * (1 - p)).mean()
        rest = others.mean(axis=1).var() + (others * (1 - others)).mean(axis=0).sum() / others.shape[1] ** 2
        found[q] = np.cov(p, others.mean(axis=1), ddof=0)[0, 1] / np.sqrt(spread * rest)
    return found


def test_discrimination_finds_the_true_values_of_those_who_answered_in_spite_of_drop_out():
    draw = np.random.default_rng(4)
    share, chance = drawn(draw.uniform(0.3, 2.2, (STEPS, 8)), draw.normal(-0.3, 0.9, (STEPS, 8)))
    table = questions(as_facts(share))
    found, n = grid(table, "discrimination"), grid(table, "n_discrimination")
    for step in range(STEPS):
        there = ~np.isnan(share[:, step, 0])
        true = true_discrimination(chance[there, step])
        assert (np.abs(found[step] - true) < 4 * (1 - true**2) / np.sqrt(n[step])).all()
        assert np.corrcoef(ranks(true), ranks(found[step]))[0, 1] > 0.8


def test_questions_of_equal_difficulty_stand_in_the_order_of_their_true_discrimination_in_every_exercise():
    true = np.tile(np.linspace(0.2, 2.3, 8), (STEPS, 1))
    found = questions(as_facts(drawn(true, np.zeros((STEPS, 8)))[0]))
    for step in range(STEPS):
        assert np.corrcoef(ranks(true[step]), ranks(grid(found, "discrimination")[step]))[0, 1] > 0.9
    weak = grid(found, "discrimination") < 0.15
    assert weak[:, 0].all() and not weak[:, 2:].any(), "the remark finds those that tell nothing, and no others"


def test_equally_good_questions_look_equally_good_where_a_sum_over_the_whole_course_is_fooled_by_drop_out():
    share, _ = drawn(np.full((STEPS, 8), 1.5), np.zeros((STEPS, 8)), weaker_first=0)
    ours = grid(questions(as_facts(share)), "discrimination").mean(axis=1)
    fooled = naive(share).mean(axis=1)
    assert np.ptp(ours) < 0.05
    assert fooled[-1] - fooled[0] > 0.1


def test_where_the_weaker_stop_first_those_who_are_left_are_more_alike_and_that_is_all_that_lowers_it():
    """The page says so: it holds for those who answered. A good question stays far above the limit of the remark."""
    share, _ = drawn(np.full((STEPS, 8), 1.5), np.zeros((STEPS, 8)))
    ours = grid(questions(as_facts(share)), "discrimination").mean(axis=1)
    assert ours[0] > ours[-1] > 0.3


def test_item_rest_is_the_correlation_with_the_mean_of_the_others_that_are_there():
    draw = np.random.default_rng(5)
    share = (draw.random((200, 4)) < 0.5).astype(float)
    share[draw.random(share.shape) < 0.2] = np.nan
    found, n = item_rest(share)
    for q in range(4):
        others = np.delete(share, q, axis=1)
        there = ~np.isnan(share[:, q]) & ~np.isnan(others).all(axis=1)
        expected = np.corrcoef(share[there, q], np.nanmean(others[there], axis=1))[0, 1]
        assert (n[q], found[q]) == (there.sum(), pytest.approx(expected))


def test_alpha_of_the_same_question_asked_often_follows_spearman_and_brown():
    """k parallel questions that correlate by r have the reliability k * r / (1 + (k - 1) * r)."""
    draw = np.random.default_rng(11)
    true = draw.normal(size=50_000)
    points = true[:, None] + draw.normal(size=(50_000, 5))
    alpha, n = cronbach(points)
    assert (alpha, n) == (pytest.approx(5 * 0.5 / (1 + 4 * 0.5), abs=0.01), 50_000)
    assert np.isnan(cronbach(points[:, :1])[0]) and cronbach(points[:, :0])[1] == 0
