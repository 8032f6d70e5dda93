from progress.at_risk import at_risk
from progress.pages_risk import risk_page, sentences
from tests.progress.made_facts import facts, graded, learner, overdue, spec
from tests.progress.page_words import links, words

TWO = [spec("alpha", "q1"), spec("beta", "q1")]
PEOPLE = [learner("ann"), learner("ben", manager_id=""), learner("chi")]


def page(work):
    made = facts(PEOPLE, TWO, work)
    return risk_page(made, at_risk(made))


def test_each_person_stands_with_every_reason_and_the_ways_on():
    html = page({("ann", "alpha"): overdue(), ("ann", "beta"): overdue(21), ("ben", "alpha"): graded(59.99)})
    said = words(html)
    assert "2 people of 3 are on this list" in said
    assert "Ann ann 2 exercises are overdue: “Alpha”, “Beta” 21 February 2026 IT 2026 boss" in said
    assert "the mean over what is graded is 59.9 %" in said
    assert {"people/ann.html", "managers/boss.html", "people/ben.html"} <= set(links(html))


def test_the_rules_in_force_stand_above_the_list():
    made = facts(PEOPLE, TWO)
    said = words(risk_page(made, at_risk(made)))
    assert all(rule in said for rule in sentences(made)) and "a mean below 60 % over what is graded" in said


def test_of_very_many_people_the_first_are_listed_and_the_way_to_all_is_told(monkeypatch):
    monkeypatch.setattr("progress.pages_risk.LISTED", 2)
    html = page({(one.learner_id, "alpha"): graded(number) for number, one in enumerate(PEOPLE)})
    assert "3 people of 3" in words(html) and "The first 2 of them stand here." in words(html)
    assert html.count('href="people/') == 2 and "learners.html#state=risk" in links(html)


def test_an_empty_list_says_so_and_without_dates_that_nobody_is_overdue():
    said = words(page({}))
    assert "Nobody is at risk by these rules." in said and "No due dates are set" in said
