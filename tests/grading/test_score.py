import itertools
import json
import random
from copy import deepcopy

import nbformat
import pytest
from nbformat.v4 import new_notebook, new_output
from nbgrader.utils import determine_grade

from cxlab.hints import OPEN, AnswerProblem, check
from grading import notebooks
from grading.sayings import LOOK
from grading.score import WRONG, cell_scores, fair

HINTS = {
    "questions": {
        "late-share": {
            "expects": "number",
            "range": [0, 100],
            "mistakes": [{"code": "M01", "value": 0.175, "hint": "This is not in percent."}],
        }
    }
}


def shown(text):
    return new_output("stream", name="stdout", text=text)


def warning(text="FutureWarning: soon"):
    return new_output("stream", name="stderr", text=text)


def value(text):
    return new_output("execute_result", data={"text/plain": text}, execution_count=1)


def picture():
    return new_output("display_data", data={"image/png": "aGk="})


def error(name="AssertionError", text="expected 17.5", lines=("### BEGIN HIDDEN TESTS", "assert 17.5")):
    return new_output("error", ename=name, evalue=text, traceback=list(lines))


@pytest.fixture
def graded(source):
    """A function: answers and outputs by cell name → the rebuilt notebook with these outputs."""

    def graded(answers=None, **outputs):
        submitted = notebooks.opened(source)
        for cell in submitted.cells:
            cell.source = (answers or {}).get(cell.id, cell.source)
        rebuilt, _ = notebooks.rebuild(source, submitted)
        for cell in rebuilt.cells:
            if cell.cell_type == "code":
                cell.outputs = list(outputs.get(cell.id.replace("-", "_"), []))
        return rebuilt

    return graded


@pytest.fixture
def score(graded, right):
    """A function: outputs of `late-share-check` (2 points) → its CellScore, all answers given."""

    def score(*outputs, answers=right, hints=None, **more):
        scores = cell_scores(graded(answers, late_share_check=outputs, **more), hints)
        return next(one for one in scores if one.grade_id == "late-share-check")

    return score


def stock_points(notebook):
    return {c.id: determine_grade(c)[0] for c in notebook.cells if c.metadata.nbgrader.grade}


def points(notebook):
    return {one.grade_id: one.points for one in cell_scores(notebook)}


def test_every_graded_cell_has_a_score_in_order_with_its_maximum(graded, right):
    scores = cell_scores(graded(right))
    assert [(one.grade_id, one.points, one.max_points) for one in scores] == [
        ("late-share-check", 2, 2),
        ("late-share-check-range", 1, 1),
        ("owner-check", 1, 1),
        ("reflection", None, 2),
    ]
    assert all(one.reason for one in scores)


FAIR_CASES = [
    [],
    [shown("x")],
    [picture()],
    [value("'fine'")],
    [value("0.5")],
    [value("2")],
    [value("0")],
    [value("True")],
    [value("[1, 2]")],
    [error()],
    [shown("x"), error()],
    [picture(), value("1.5")],
]


@pytest.mark.parametrize("outputs", FAIR_CASES, ids=str)
def test_points_are_nbgraders_own(graded, outputs):
    notebook = graded(late_share_check=outputs)
    assert points(notebook) == stock_points(notebook)


@pytest.mark.parametrize(
    "outputs, stock, ours",
    [
        ([warning()], 0, 2),
        ([warning(), value("0.5")], 0, 0.5),
        ([value("2"), error()], 2, 0),
        ([value("nan")], 2, 0),
        ([value("-1")], 2, 0),
    ],
)
def test_where_nbgrader_is_unfair_points_differ_as_documented(graded, outputs, stock, ours):
    notebook = graded(late_share_check=outputs)
    assert stock_points(notebook)["late-share-check"] == stock
    assert points(notebook)["late-share-check"] == ours


@pytest.mark.parametrize("text", ["2.5", "inf", "1e9"])
def test_more_points_than_there_are_give_none_where_nbgrader_stops(graded, text):
    notebook = graded(late_share_check=[value(text)])
    with pytest.raises(ValueError):
        stock_points(notebook)
    assert points(notebook)["late-share-check"] == 0


def test_nbgrader_reads_a_fair_notebook_exactly_as_we_do(graded, right):
    chance = random.Random(3)
    kinds = [
        shown("x"),
        warning(),
        value("1"),
        value("nan"),
        value("7"),
        value("-3"),
        value("'a'"),
        value(""),
        picture(),
        error(),
    ]
    for _ in range(200):
        outputs = chance.choices(kinds, k=chance.randrange(4))
        notebook = graded(chance.choice([None, right]), late_share_check=outputs, owner_check=[error()])
        assert stock_points(fair(notebook)) == points(notebook) == points(fair(notebook))


def test_scoring_changes_nothing_in_the_notebook(graded):
    notebook = graded(late_share_check=[warning(), value("7")])
    before = deepcopy(notebook)
    cell_scores(notebook), fair(notebook)
    assert notebook == before


def test_a_fair_notebook_keeps_every_word_and_is_valid(graded):
    made = fair(graded(late_share_check=[warning("careful"), value("7")], late_share_answer=[warning("mine")]))
    nbformat.validate(made)
    texts = [output.get("text", "") for cell in made.cells for output in cell.get("outputs", [])]
    assert texts[:2] == ["mine", "careful"]
    assert [cell.outputs[0].name for cell in made.cells if cell.get("outputs")] == ["stderr", "stdout"]


def test_a_recognised_mistake_gives_its_hint_and_its_code(score):
    one = score(error("AnswerProblem", "M01: This is not in percent."), hints=HINTS)
    assert (one.points, one.mistake, one.reason) == (0, "M01", "This is not in percent.")


def test_a_mistake_that_the_test_itself_names_counts_as_known(graded, right):
    notebook = graded(right, owner_check=[error("AnswerProblem", "M07: Not a name.")])
    notebook.cells[7].source += "\nif owner == '':\n    raise AnswerProblem('M07: Not a name.')"
    one = next(one for one in cell_scores(notebook, HINTS) if one.grade_id == "owner-check")
    assert (one.mistake, one.reason) == ("M07", "Not a name.")


@pytest.mark.parametrize(
    "text",
    [
        "M01: The right answer is 17.5.",
        "M02: This is not in percent.",
        "M99: <b>hello</b>",
        "The answer is 17.5",
        "120 cannot be right: the answer lies at 17.5 or so.",
        "This question asks for a number. It is 17.5.",
        "This question asks for the number 17.5.",
        f"{OPEN} It is 17.5.",
        "Not yet.",
    ],
)
def test_a_sentence_that_check_cannot_say_is_never_repeated(score, text):
    one = score(error("AnswerProblem", text), hints=HINTS)
    assert (one.points, one.mistake, one.reason) == (0, "", WRONG)


def test_without_hints_there_are_no_known_mistakes(score):
    assert score(error("AnswerProblem", "M01: This is not in percent.")).reason == WRONG


@pytest.mark.parametrize("value", [..., "text", float("nan"), 120, -1e9, 100.00012, float("inf"), [1]])
def test_what_check_really_says_is_repeated_word_for_word(score, tmp_path, value):
    (tmp_path / "hints.json").write_text(json.dumps(HINTS))
    with pytest.raises(AnswerProblem) as said:
        check("late-share", value, tmp_path)
    assert score(error("AnswerProblem", str(said.value)), hints=HINTS).reason == str(said.value)


def test_the_form_that_a_question_asks_for_is_repeated(tmp_path, score):
    known = {"late-share": {"expects": "other", "form": {"pattern": "[A-D]", "words": "one letter from A to D"}}}
    sentence = "This question asks for one letter from A to D."
    assert score(error("AnswerProblem", sentence), hints={"questions": known}).reason == sentence
    assert score(error("AnswerProblem", sentence), hints=HINTS).reason == WRONG


@pytest.mark.parametrize("name", ["The right answer is 17.5", "", "x" * 70, "<script>"])
def test_a_name_of_an_error_that_is_no_name_is_not_repeated(score, name):
    words = "The check could not use your answer: it ended with an error without a name."
    assert score(error(name)).reason == words
    ended = score(error("NameError"), late_share_answer=[error(name)]).reason
    assert ended == "Your answer ended with an error: an error without a name."


def test_a_time_that_is_no_number_is_not_repeated(score):
    one = score(error("CellTimeoutError", "17.5 is right, 20"))
    assert one.reason == "The check was stopped: your answer takes too long."


@pytest.mark.parametrize(
    "outputs, words",
    [
        ([], "All checks passed."),
        ([value("0.5")], "0.5 of 2 points: some of the checks passed."),
        ([error()], "The answer is not right: a check that is not shown to you failed."),
        (
            [error("NameError", "name 'secret' is not defined")],
            "The check could not use your answer: it ended with NameError.",
        ),
        ([error("CellTimeoutError", "20")], "The check was stopped after 20 seconds: your answer takes too long."),
        ([value("7")], "The check itself gave no usable points. Tell your trainer."),
    ],
)
def test_every_score_has_its_reason_in_plain_words(score, outputs, words):
    assert score(*outputs).reason == words


def test_an_answer_that_was_not_given_is_called_that(score):
    assert score(error("TypeError"), answers={}).reason == "Not answered."


@pytest.mark.parametrize(
    "failed, words",
    [
        (
            error("CellTimeoutError", "20"),
            "Your answer was stopped after 20 seconds. Look for a loop that does not end.",
        ),
        (error("ZeroDivisionError"), "Your answer ended with an error: ZeroDivisionError."),
    ],
)
def test_when_the_answer_itself_did_not_end_well_the_reason_says_so(score, failed, words):
    assert score(error("NameError"), late_share_answer=[failed]).reason == words


def test_no_reason_shows_anything_of_a_hidden_test(score):
    names = ["AssertionError", "NameError", "KeyError", "ValueError", "CellTimeoutError"]
    for name, answered in itertools.product(names, [True, False]):
        one = score(error(name, "expected 17.5 in secret_function"), **({} if answered else {"answers": {}}))
        assert not any(word in one.reason for word in ("HIDDEN", "assert 17", "17.5")), one


SAID = "The y axis shows the count; the question asks for the mean of wait_s."
DOUBT = "It cannot be told whether the chart is what the question asks for: the transform loess."


def test_what_a_comparison_of_charts_says_reaches_the_learner_and_no_other_text_of_an_assertion(score):
    one = score(error("AssertionError", SAID))
    assert (one.points, one.mistake, one.reason) == (0, "", SAID)
    for text in (f"{SAID} It is 17.5.", "Expected 17.5.", "", f"x {SAID}"):
        assert score(error("AssertionError", text)).reason == WRONG
    assert score(error("ValueError", SAID)).reason != SAID


def test_a_chart_that_cannot_be_judged_waits_for_a_person_unless_nobody_gave_one(score, right):
    one = score(error("CannotTell", DOUBT))
    assert (one.points, one.max_points, one.mistake, one.reason) == (None, 2, "", LOOK)
    open_ = score(error("CannotTell", DOUBT), answers={})
    assert (open_.points, open_.reason) == (0, "Not answered.")
    told = score(error("LearnersCannotTell", DOUBT))
    assert (told.points, told.reason) == (
        0,
        "The check could not use your answer: it ended with LearnersCannotTell.",
    )


def test_an_open_reflection_is_no_points_and_a_given_one_waits_for_a_person(graded, right):
    untouched, given = (cell_scores(graded(answers))[-1] for answers in (None, right))
    assert (untouched.points, untouched.reason) == (0, "Not answered.")
    assert (given.points, given.reason) == (None, "A person marks this answer.")


def test_a_notebook_without_graded_cells_has_no_scores():
    assert cell_scores(new_notebook()) == ()
