import random

from grading.questions import Words
from progress.pages_questions import questions_page
from tests.progress.made_facts import facts, graded, learner, spec
from tests.progress.page_words import links, words

PEOPLE = [learner(f"p{number:02}") for number in range(40)]
HINTS = [("M01", "This is not in `percent`."), ("M02", "Look <here>.")]


def made():
    """`easy` is solved by all, `fair` by those who are good, `odd` by the others; two mistakes in `fair`."""
    draw, rows = random.Random(1), []
    for number, one in enumerate(PEOPLE):
        good = number >= 20
        rows.append((one.learner_id, "easy", 2.0, 2.0))
        rows.append(
            (one.learner_id, "fair", 2.0 if good else 0.0, 2.0, "" if good else ("M01", "M02")[number % 3 == 0])
        )
        rows.append((one.learner_id, "same", 2.0 if good else float(draw.randint(0, 1)), 2.0))
        rows.append((one.learner_id, "odd", 0.0 if good else 2.0, 2.0))
        rows.append((one.learner_id, "alike", 2.0 if good else 1.0, 2.0))
    work = {(one.learner_id, "alpha"): graded(50) for one in PEOPLE}
    specs = [spec("alpha", "easy", "fair", "same", "odd", "alike", mistakes=HINTS), spec("beta", "q1")]
    return facts(PEOPLE, specs, work, {"alpha": rows})


PAGE = questions_page(made(), {"alpha": {"fair": Words("Question 2", "What share is late?")}})


def row(name):
    return words("<body>" + PAGE.partition(f'<tr role="row" id="alpha.{name}">')[2].partition("</tr>")[0])


def test_a_question_stands_with_its_words_its_n_and_its_figures():
    assert row("fair").startswith("Question 2 L1 · about fair What share is late? 40 50 % 50 % ")
    assert "n = 40" in row("fair")


def test_the_commonest_mistakes_come_with_count_n_and_hint():
    assert "M01 13 of 40 (32 %): This is not in percent . M02 7 of 40 (17 %): Look <here>." in row("fair")
    assert "<code>percent</code>" in PAGE and row("easy").endswith("none")


def test_what_is_worth_a_look_is_gathered_by_kind_with_the_way_to_each():
    said = words(PAGE).partition("Worth a look")[2].partition("Alpha 40 graded")[0]
    assert "Too easy: Alpha, easy (facility 100 %, n = 40)" in said
    assert "Those who do well elsewhere do worse here: Alpha, odd (facility 50 %, discrimination −0." in said
    assert {"#alpha.easy", "#alpha.odd"} <= set(links(PAGE))


def test_an_exercise_stands_with_its_reliability_and_one_without_answers_has_none():
    said = words(PAGE)
    assert "Alpha 40 graded. Reliability " in said and "(Cronbach’s alpha, n = 40)" in said
    assert "Beta 0 graded. Question n" in said


def test_the_page_names_nobody():
    assert not [one for one in PEOPLE if one.learner_id in PAGE or one.name in PAGE]
