import json
import re

import pytest

from progress.at_risk import at_risk
from progress.pages_learners import learners_page, table, views_there
from progress.summary import summary
from tests.progress.made_facts import FAILED, SUBMITTED, facts, graded, learner, overdue, spec

FOUR = [spec(one, "q1") for one in ("alpha", "beta", "gamma", "delta")]
HOSTILE = "</script><script>harm()</script>"
PEOPLE = [learner("ann"), learner("ben", HOSTILE, cohort="")]
WORK = {
    ("ann", "alpha"): graded(59.99, needs_marking=True, late=True),
    ("ann", "beta"): {"state": FAILED, "reason": "No.", **overdue()},
    ("ann", "gamma"): {"state": SUBMITTED},
    ("ann", "delta"): overdue(),
    ("ben", "alpha"): graded(0),
}
ALL = facts(PEOPLE, FOUR, WORK)
SUMS = summary(ALL, at_risk(ALL))
WHY = "2 exercises are overdue: “Beta”, “Delta”; the mean over what is graded is 59.9 %"
SEEN = {("ann", "alpha"), ("ben", "alpha")}


def test_a_person_is_one_line_of_data():
    made = table(ALL, SUMS, SEEN)
    assert made["exercises"][0] == ["alpha", "Alpha"]
    assert (made["departments"], made["cohorts"]) == ([HOSTILE, "IT"], ["", "2026"])
    ben, ann = made["people"]
    assert ann == ["ann", "Ann", 1, 1, 1, 59.9, 2, "2026-02-20", WHY, "59pmlv,fo,s,o"]
    assert ben[4:] == [0, 0.0, 0, "2026-02-20", "the mean over what is graded is 0 %", "0v,,,"]


def test_without_graded_work_there_is_no_score_and_never_a_0():
    made = facts([learner("ann")], FOUR[:1])
    assert table(made, summary(made, at_risk(made)))["people"] == [["ann", "Ann", 0, 0, 0, None, 0, "", "", ""]]


def test_graded_work_of_which_nothing_is_marked_is_graded_without_a_score():
    nothing = {"points": 0.0, "marked_max": 0.0, "needs_marking": True, "passed": False}
    made = facts([learner("ann")], FOUR[:1], {("ann", "alpha"): graded(float("nan"), **nothing)})
    assert table(made, summary(made, at_risk(made)))["people"][0][-1] == "gm"


def test_the_data_on_the_page_end_where_they_should_whatever_a_name_is():
    html = learners_page(ALL, SUMS, SEEN)
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', html)[1]
    assert json.loads(data) == table(ALL, SUMS, SEEN)
    assert "<script>harm" not in html


def test_only_the_pages_own_script_may_act_and_nothing_is_fetched():
    html = learners_page(ALL, SUMS)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1].replace("&#39;", "'")
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-\S+'; base-uri 'none'; form-action 'none'; script-src 'sha256-\S+'",
        policy,
    )
    assert not re.findall(r"""\bsrc=|url\(|@import|https?:""", html)


@pytest.mark.parametrize("folder", ["learners", "nowhere"])
def test_the_views_that_lie_there_are_found(tmp_path, folder):
    (tmp_path / "learners" / "ann").mkdir(parents=True)
    (tmp_path / "learners" / "ann" / "alpha.html").write_text("x")
    (tmp_path / "learners" / "ann" / "notes.txt").write_text("x")
    (tmp_path / "learners" / "stray.html").write_text("x")
    assert views_there(tmp_path / folder) == ({("ann", "alpha")} if folder == "learners" else set())
