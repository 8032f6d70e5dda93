"""A chart as an answer, all the way: released, handed in, drawn in one process, compared in another, told on a page."""

import json
import re
from copy import deepcopy
from datetime import UTC, datetime
from html import unescape

import nbformat
import pytest
from nbgrader.api import Gradebook

from grading import notebooks
from grading.autograde import grade
from grading.errors import BadSource
from grading.feedback import write_feedback
from grading.mistakes import mistake_values
from grading.model import State
from grading.proof import prove
from grading.release import release
from grading.report import report
from grading.sayings import LOOK
from grading.score import WRONG
from grading.submitted import place, submissions
from progress.facts import gather
from tests.grading.chart_exercise import AGGREGATED, MISTAKES, SLUG, declare, write_chart_course

BARS = "alt.Chart(contacts).mark_bar()"
SORTED = 'alt.X("channel").sort("-y")'
LABEL = "def label(name):\n    return name.title()"
# Learner → what stands in the cell of the chart, the points of the three checks, and what the first one says.
CHARTS = {
    "ann": (f'chart = {BARS}.encode(x={SORTED}, y="mean(wait_s)")', (2, 1), "All checks passed."),
    "aggregated": (
        AGGREGATED.format(how="mean") + f'chart = alt.Chart(means).mark_bar().encode(x={SORTED}, y="wait_s")',
        (2, 1),
        "All checks passed.",
    ),
    "layered": (
        f'bars = {BARS}.encode(x={SORTED}, y="mean(wait_s)")\n'
        'chart = bars + bars.mark_text().encode(text="mean(wait_s)")',
        (2, 1),
        "All checks passed.",
    ),
    "open": (None, (0, 0), "Not answered."),
    "counts": (
        f'chart = {BARS}.encode(x={SORTED}, y="count()")',
        (0, 1),
        "These bars are how many contacts there were, not how long they waited.",
    ),
    "sums": (
        f'chart = {BARS}.encode(x={SORTED}, y="sum(wait_s)")',
        (0, 1),
        "The y axis shows the sum of wait_s; the question asks for the mean of wait_s.",
    ),
    "lines": (
        f'chart = alt.Chart(contacts).mark_line().encode(x={SORTED}, y="mean(wait_s)")',
        (0, 0),
        "Your chart is drawn with lines; the question asks for bars.",
    ),
    "cut": (
        f'chart = {BARS}.encode(x={SORTED}, y=alt.Y("mean(wait_s)").scale(zero=False, domain=[200, 400]))',
        (0, 1),
        "The bars start at 200, not at zero.",
    ),
    "misspelt": (
        f'chart = {BARS}.encode(x="chanel", y="mean(wait_s)")',
        (0, 0),
        "Your chart cannot be drawn as it stands: does it name only columns that exist?",
    ),
    "two-panels": (
        f'one = {BARS}.encode(x={SORTED}, y="mean(wait_s)")\nchart = one | one',
        (0, 1),
        "Your chart has 2 panels; the question asks for 1.",
    ),
    "facets": (
        f'chart = {BARS}.encode(x={SORTED}, y="mean(wait_s)").facet("day")',
        (0, 1),
        "Your chart is split into panels by day; the question asks for one panel.",
    ),
    "a-table": (
        "chart = contacts.groupby('channel').wait_s.mean()",
        (0, 0),
        "This question asks for a chart, and the answer is of the kind Series.",
    ),
    "smooth": (
        'chart = alt.Chart(contacts).mark_bar().transform_regression("day", "wait_s").encode(x="day:Q", y="wait_s:Q")',
        (None, 1),
        LOOK,
    ),
    "script": (
        'odd = contacts.rename(columns={"day": "<img src=x onerror=alert(1)>"})\n'
        'chart = alt.Chart(odd, title="</script><script>alert(2)</script>").mark_bar()'
        f'.encode(x={SORTED}, y="mean(wait_s)", color="<img src=x onerror=alert(1)>:N")',
        (0, 1),
        None,
    ),
}
# Learner → a function that raises something in the name of a comparison, and what it says then.
FUNCTIONS = {
    "own-class": (
        "class CannotTell(ValueError):\n    pass\n\ndef label(name):\n    raise CannotTell('It cannot be told.')",
        "The check could not use your answer: it ended with LearnersCannotTell.",
    ),
    "the-real-one": (
        "from cxlab.chart_answers import CannotTell\n\ndef label(name):\n    raise CannotTell('It cannot be told.')",
        "The check could not use your answer: it ended with LearnersCannotTell.",
    ),
    "made-up": (
        "Odd = type('CannotTell', (AssertionError,), {})\n\ndef label(name):\n    raise Odd('x')",
        "The check could not use your answer: it ended with LearnersCannotTell.",
    ),
    "own-text": ("def label(name):\n    raise AssertionError('The right answer is 17.5.')", WRONG),
    "a-value": ("def label(name):\n    return '<b>17.5</b>'", WRONG),
}


def hand_in(course, learner, texts):
    notebook = notebooks.read(course.release / SLUG / f"{SLUG}.ipynb")
    for cell in notebook.cells:
        cell.source = texts.get(cell.id, cell.source)
    place(course, SLUG, learner, nbformat.writes(notebook).encode(), datetime(2026, 9, 7, 12, tzinfo=UTC))


@pytest.fixture(scope="module")
def course(tmp_path_factory, wall):
    """The exercise, released for real."""
    made = write_chart_course(tmp_path_factory.mktemp("charts"))
    release(made, [SLUG], wall)
    return made


@pytest.fixture(scope="module")
def results(course, wall):
    """learner → Result of everything above, with feedback pages."""
    for learner, (chart, *_) in CHARTS.items():
        hand_in(course, learner, {"label-answer": LABEL} | ({"waits-answer": chart} if chart else {}))
    for learner, (function, _) in FUNCTIONS.items():
        hand_in(course, learner, {"label-answer": function})
    made = grade(course, list(submissions(course, [SLUG])), wall)
    write_feedback(course, made)
    return {result.learner_id: result for result in made}


def of(result, name):
    return next(cell for cell in result.cells if cell.grade_id == name)


def page(course, learner):
    return (course.feedback / learner / SLUG / f"{SLUG}.html").read_text("utf8")


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html.partition("<body>")[2])).split())


@pytest.mark.parametrize("learner", CHARTS)
def test_a_chart_earns_what_it_says(course, results, learner):
    _, points, sentence = CHARTS[learner]
    result = results[learner]
    assert result.state is State.GRADED, result.reason
    assert (of(result, "waits-check").points, of(result, "waits-check-mark").points) == points
    assert sentence is None or of(result, "waits-check").reason == sentence
    assert of(result, "waits-check").reason in words(page(course, learner))


def test_names_in_a_learners_chart_are_shown_and_never_obeyed(course, results):
    reason = of(results["script"], "waits-check").reason
    assert "<img src=x onerror=alert(1)>" in reason
    html = page(course, "script")
    assert "<img" not in html and "<script" not in html and "&lt;img src=x onerror=alert(1)&gt;" in html


def test_a_chart_that_cannot_be_judged_costs_no_points_and_waits_for_a_person(course, results):
    result = results["smooth"]
    assert result.needs_marking
    with Gradebook(course.gradebook_url, "cx101") as book:
        row = book.find_grade("waits-check", SLUG, SLUG, "smooth")
        assert (row.auto_score, row.needs_manual_grade, row.manual_score) == (None, True, None)
    work = gather(course).work
    mine = work[(work.learner_id == "smooth") & (work.exercise == SLUG)].iloc[0]
    assert (mine.points, mine.marked_max, mine.needs_marking) == (2, 4, True)
    batch = report([], [result])
    assert "A person has to look at these answers, which cannot be checked:\nsmooth, waits: waits-check" in batch.text()
    assert json.loads(batch.json())["submissions"][0]["cannot_be_checked"] == ["waits-check"]
    said = words(page(course, "smooth"))
    assert "Question 1 1 of 1 points, 2 more wait for your trainer" in said


def test_the_points_that_a_person_gives_such_a_chart_count(course, results):
    with Gradebook(course.gradebook_url, "cx101") as book:
        book.find_grade("waits-check", SLUG, SLUG, "smooth").manual_score = 1.5
        book.db.commit()
    write_feedback(course, [results["smooth"]])
    said = words(page(course, "smooth"))
    assert "Question 1 2.5 of 3 points" in said and LOOK not in said


@pytest.mark.parametrize("learner", FUNCTIONS)
def test_a_learners_function_cannot_call_for_a_person_nor_put_words_into_our_mouth(results, learner):
    cell = of(results[learner], "label-check")
    assert (cell.points, cell.reason) == (0, FUNCTIONS[learner][1])


def test_the_exercise_is_proven_as_declared(course, wall):
    assert prove(course, SLUG, wall) == []


def test_hints_hold_the_mistaken_charts_with_their_numbers_and_not_the_right_ones(course):
    (waits, _) = json.loads((course.release / SLUG / "hints.json").read_text("utf8"))["questions"].values()
    assert waits["expects"] == "chart" and [one["code"] for one in waits["mistakes"]] == ["M01", "M02"]
    assert all(len(json.dumps(one["value"])) < 2_000 for one in waits["mistakes"])


DOUBTFUL = 'chart = alt.Chart(contacts).mark_bar().transform_sample(9).encode(x="channel", y="mean(wait_s)")\n'
REFUSED = {
    "a right chart": (
        f'chart = {BARS}.encode(x={SORTED}, y="mean(wait_s)").properties(title="x")\n',
        "mistake M02 gives a chart that says the same as the right one; change it",
    ),
    "right numbers": (
        AGGREGATED.format(how="mean") + 'chart = alt.Chart(means).mark_line().encode(x="channel", y="wait_s")\n',
        "mistake M02 shows the right numbers, and learners could read them in hints.json",
    ),
    "too large": (
        f'chart = {BARS}.encode(x={SORTED}, y="max(wait_s)")\n',
        r"the chart of mistake M02 holds [\d,]+ kB, and 100 kB may go to learners. Build it on an aggregated table",
    ),
    "no chart": ("chart = 3\n", "mistake M02 gives no chart"),
    "the same as another": (
        MISTAKES["questions"]["waits"]["mistakes"][0]["source"],
        "mistakes M01 and M02 give the same chart",
    ),
    "nothing that can be drawn": (
        f'chart = {BARS}.encode(x="chanel")\n',
        "the probe of waits gave no value",
    ),
    "nothing that can be judged": (
        DOUBTFUL,
        "typical mistakes 2: The check waits-check cannot decide about this answer. It cannot be told whether the "
        "chart is what the question asks for: the transform sample",
    ),
}


@pytest.mark.parametrize(("source", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_mistake_that_learners_must_not_get_is_refused(tmp_path, wall, source, sentence):
    course, mistakes = write_chart_course(tmp_path), deepcopy(MISTAKES)
    mistakes["questions"]["waits"]["mistakes"][1]["source"] = source
    declare(course.root, mistakes)
    with pytest.raises(BadSource, match=sentence):
        mistake_values(course, SLUG, wall)


def test_an_accepted_answer_that_cannot_be_judged_is_an_error_of_the_exercise(course, wall, tmp_path):
    other, mistakes = write_chart_course(tmp_path), deepcopy(MISTAKES)
    mistakes["questions"]["waits"]["alternatives"] = [DOUBTFUL]
    declare(other.root, mistakes)
    found = prove(other, SLUG, wall)
    assert any("accepted answers 1: The check waits-check cannot decide about this answer." in one for one in found)
    assert any("the transform sample" in one for one in found)
