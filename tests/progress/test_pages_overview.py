import re
from dataclasses import replace

from progress.pages_overview import overview_page
from tests.progress.made_facts import FAILED, SUBMITTED, facts, graded, learner, overdue, spec
from tests.progress.page_words import links, words

TWO = [spec("alpha", "q1"), spec("beta", "q1")]
IT = [learner(f"it{number}") for number in range(6)]
HR = [learner(f"hr{number}", "HR", "2025", "hr0") for number in range(2)]
WORK = {
    **{(one.learner_id, "alpha"): graded(80) for one in IT},
    ("it0", "alpha"): graded(20, needs_marking=True),
    ("it1", "beta"): {"state": SUBMITTED},
    ("hr0", "alpha"): {"state": FAILED, "reason": "The <notebook> ended."},
    ("hr1", "alpha"): overdue(),
}
ALL = facts([*IT, *HR], TWO, WORK)


def page(made=ALL, at_risk=3, troubles=()):
    return overview_page(made, at_risk, troubles)


def table(html, name):
    section = html.partition(f'aria-labelledby="{name}"')[2].partition("</table>")[0]
    return [words("<body>" + row) for row in re.findall(r"<tr>.*?</tr>", section, re.DOTALL)]


def test_the_headline_figures_are_those_of_all_learners():
    said = words(page())
    assert "8 learners 50 % of their paths handed in 31 % of their paths passed 0 passed their whole path" in said
    assert "3 at risk 1 overdue" in said


def test_without_dates_nothing_is_said_of_what_is_overdue():
    assert "state=overdue" in page() and "state=overdue" not in page(facts(IT, TWO))


def test_what_needs_somebody_comes_first_with_the_way_to_it():
    html = page()
    said = words(html)
    assert "Hr0 , Alpha: The <notebook> ended." in said
    assert "1 submission waiting to be graded. By exercise: waiting to be graded Beta : 1" in said
    assert "1 submission waiting for a person’s marks. By exercise: waiting for a person’s marks Alpha : 1" in said
    assert {"people/hr0.html", "learners.html#state=submitted&exercise=beta"} <= set(links(html))


def test_of_many_failures_the_first_are_named_and_the_others_counted():
    work = {(one.learner_id, slug): {"state": FAILED, "reason": "No."} for one in IT for slug in ("alpha", "beta")}
    html = page(facts(IT, TWO, work))
    assert html.count(": No.") == 10 and "2 more submissions could not be graded." in words(html)


def test_where_nothing_waits_the_page_says_so():
    assert "Nothing: everything that was handed in is graded and marked." in words(page(facts(IT, TWO)))


def test_pages_that_could_not_be_made_are_told():
    assert "The page x.html could not be made" in words(page(troubles=("The page x.html could not be made",)))


def test_of_a_group_under_the_limit_no_figure_is_told_and_none_from_which_it_could_be_reckoned():
    small = [*HR, *(learner(f"fin{number}", "Finance") for number in range(4))]
    assert table(page(facts([*IT, *small], TWO, WORK)), "department")[1:] == [
        "Finance 4 not told not told not told not told not told not told",
        "HR 2 not told not told not told not told not told not told",
        "IT 6 7 6 5 0 41 % 0",
    ]
    assert [row.count("not told") for row in table(page(), "department")[1:]] == [6, 6]


def test_managers_stand_with_their_page_and_small_teams_without_figures():
    html = page(facts([*IT, *HR, *(learner(f"fin{number}", manager_id="") for number in range(4))], TWO, WORK))
    assert {"managers/boss.html", "managers/hr0.html"} <= set(links(html))
    assert table(html, "managers")[1:] == [
        "boss 6 people 58 % 41 % 0",
        "Hr0 hr0 2 people not told not told not told",
        "No manager given 4 people not told not told not told",
    ]


def test_each_chart_has_its_finding_and_its_numbers():
    html = page()
    found = re.findall(r"<figcaption>(.*?)</figcaption>", html)
    assert len(found) == html.count('<div class="chart on-desk">') == html.count('<div class="chart on-phone">') == 6
    assert table(html, "funnel")[1] == "Alpha 8 7 6 5 1 0 1 0 1"
    assert table(html, "stops")[1:] == ["Nothing handed in 1 0", "1 Alpha 6 0", "2 Beta 0 0"]


def test_a_course_where_nobody_did_anything_has_a_page_too():
    said = words(page(facts([learner("ann")], TWO), at_risk=0))
    assert "1 learners" not in said and "Nothing can be told yet." in said


def test_who_handed_in_without_being_on_the_roster_is_named():
    people = ALL.people.assign(on_roster=ALL.people["learner_id"] != "it5")
    assert "1 handed in without being on the roster: it5" in words(page(replace(ALL, people=people)))
