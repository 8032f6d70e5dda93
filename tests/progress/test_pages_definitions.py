import re
from datetime import date

from progress.overview_charts import sections
from progress.pages_definitions import definitions_page
from progress.rules import AtRisk, Due
from tests.progress.made_facts import facts, graded, learner, overdue, spec
from tests.progress.page_words import words

TWO = [spec("alpha", "q1"), spec("beta", "q1")]
PEOPLE = [learner(f"p{number}") for number in range(6)]


def said(work=None, **settings):
    return words(definitions_page(facts(PEOPLE, TWO, work, **settings)))


def test_the_rules_in_force_are_told_with_their_numbers():
    text = said(pass_percent=65.0, smallest_group=7, at_risk=AtRisk(3, 55.0, 21))
    assert "with at least 65 % of all points" in text and "a group of fewer than 7 people" in text
    assert "at least 3 exercises overdue; a mean below 55 % over what is graded; nothing handed in for 21 days" in text


def test_the_dates_in_force_are_told():
    due = {"alpha": Due(on=date(2027, 1, 31)), "everything": Due(days=60)}
    text = said({("p1", "alpha"): overdue()}, due=due, cohorts={"Spring": {"everything": Due(days=1)}})
    assert "Alpha: 31 January 2027. Every other exercise: 60 days after the start." in text
    assert "Every exercise for the cohort Spring: 1 day after the start." in text


def test_without_dates_the_page_says_what_follows():
    assert "No due dates are set now, so nothing is late or overdue." in said()


def test_every_column_of_the_overview_is_a_defined_word():
    work = {(one.learner_id, "alpha"): graded(80) for one in PEOPLE}
    columns = {one.lower() for section in sections(facts(PEOPLE, TWO, work)) for one in section.columns}
    plain = {"exercise", "people", "learners", "department", "cohort", "submissions", "handed in last", "silent"}
    page = definitions_page(facts(PEOPLE, TWO))
    terms = " ".join(re.findall(r"<dt>(.*?)</dt>", page)).lower()
    alike = {"released to": "released", "mean": "mean score", "score in percent": "score", "passed": "passed"}
    alike |= {"not graded yet": "submitted", "lowest quarter": "lowest and highest quarter"}
    missing = [one for one in columns - plain if alike.get(one, one) not in terms]
    assert missing == []
