import json

from progress.at_risk import at_risk
from progress.pages_managers import Teams
from progress.summary import summary
from tests.progress.made_facts import facts, graded, learner, overdue, spec
from tests.progress.page_words import links, words

TWO = [spec("alpha", "q1"), spec("beta", "q1")]
PEOPLE = [
    learner("ann", manager_id="boss"),
    learner("ben", manager_id="boss"),
    learner("boss", manager_id="chief"),
    learner("zoe", manager_id="other"),
    learner("yan", manager_id=""),
]
WORK = {
    ("ann", "alpha"): graded(80),
    ("ann", "beta"): graded(37.77),
    ("ben", "alpha"): overdue(),
    ("ben", "beta"): overdue(21),
    ("zoe", "alpha"): graded(93.21),
}


def teams(work=WORK):
    made = facts(PEOPLE, TWO, work)
    return Teams(made, summary(made, at_risk(made)))


def html(manager_id):
    return teams().page(manager_id).make()


def test_each_manager_has_a_page_and_whoever_has_no_manager_is_on_none():
    assert list(teams()) == ["boss", "chief", "other"]
    assert not any("Yan" in html(one) for one in teams())


def test_a_manager_sees_how_their_people_stand():
    said = words(html("boss"))
    assert "Ann ann · 2026 2 1 58.8 % 0 20 February 2026 – the mean over what is graded is 58.8 %" in said
    assert "Ben ben · 2026 0 0 – 2 – – 2 exercises are overdue: “Alpha”, “Beta”" in said
    assert "Alpha 20 February 2026 1 of 2 1 of 2 Ben" in said


def test_a_managers_page_holds_nobody_else_and_no_figure_of_others():
    page = html("boss")
    assert not [one for one in ("Zoe", "zoe", "Yan", "yan", "chief", "93") if one in page.partition("<body>")[2]]
    assert "For Boss only: this page holds names and scores of 2 people, and of nobody else." in words(page)


def test_of_many_who_are_overdue_some_are_named_and_the_others_counted():
    people = [learner(f"p{number}") for number in range(7)]
    made = facts(people, TWO, {(one.learner_id, "alpha"): overdue() for one in people})
    said = words(Teams(made, summary(made, at_risk(made))).page("boss").make())
    assert "0 of 7 0 of 7 P0 , P1 , P2 , P3 , P4 and 2 more" in said


def test_a_managers_page_leads_nowhere():
    assert links(html("boss")) == []


def test_what_a_page_is_made_from_changes_with_its_own_people_only():
    before, after = teams(), teams({**WORK, ("zoe", "beta"): graded(10)})
    assert before.page("boss").data == after.page("boss").data
    assert before.page("other").data != after.page("other").data
    assert json.dumps(before.page("boss").data, default=str)
