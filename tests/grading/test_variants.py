from nbformat.v4 import new_code_cell

from grading import notebooks
from grading.model import CellScore
from grading.variants import Round, build, full_points, question_of, rounds, shortfalls, spec_problems


def all_rounds(course):
    return rounds(notebooks.read(course.source("alpha")), course.spec("alpha"))


def test_a_graded_cell_belongs_to_the_question_in_its_name():
    assert question_of("late-share-check-range") == question_of("late-share-check") == "late-share"


def test_points_of_a_question_are_the_sum_over_its_checks(course):
    assert full_points(notebooks.read(course.source("alpha")), course.spec("alpha")) == {"late-share": 3, "owner": 1}


def test_every_declared_answer_stands_in_exactly_one_round(course):
    texts = [text for round_ in all_rounds(course) if round_.hinted for text in round_.texts.values()]
    declared = [
        text
        for question in course.spec("alpha").questions
        for text in (*question.alternatives, *(mistake.source for mistake in question.mistakes))
    ]
    assert sorted(texts) == sorted(declared)


def test_a_round_of_mistakes_expects_the_declared_points_and_hints(course):
    first = next(round_ for round_ in all_rounds(course) if round_.name == "typical mistakes 1")
    assert first.points == {"late-share": 1, "owner": 0}
    assert first.hints == {"late-share": "M01: This is not in percent.", "owner": "M03: Who drives the vans?"}


def test_every_round_of_mistakes_comes_again_without_hints_for_the_same_points(course):
    made = {round_.name: round_ for round_ in all_rounds(course)}
    aided, unaided = made["typical mistakes 2"], made["typical mistakes 2, without hints"]
    assert (unaided.texts, unaided.points, unaided.hints, unaided.hinted) == (aided.texts, aided.points, {}, False)


def test_the_blank_round_holds_no_solution(course):
    source = notebooks.read(course.source("alpha"))
    blank = next(round_ for round_ in all_rounds(course) if round_.opened)
    assert "BEGIN SOLUTION" not in "".join(cell.source for cell in build(source, blank).cells)


def test_other_points_than_declared_are_named_with_question_and_round():
    round_ = Round("typical mistakes 1", points={"owner": 0.0})
    assert list(shortfalls(round_, (CellScore("owner-check", 1.0, 1.0, "All checks passed."),))) == [
        "typical mistakes 1: question owner earned 1 points instead of 0. All checks passed."
    ]


def test_a_hint_that_was_not_shown_is_named():
    round_ = Round("typical mistakes 1", hints={"owner": "M03: Who drives the vans?"})
    found = list(shortfalls(round_, (CellScore("owner-check", 0.0, 1.0, "Wrong."),)))
    assert len(found) == 1 and "did not show the hint" in found[0]


def test_a_question_without_its_cells_is_named(course):
    path = course.source("alpha")
    notebook = notebooks.read(path)
    notebook.cells = [cell for cell in notebook.cells if cell.id != "owner-answer"]
    notebooks.write(path, notebook)
    assert spec_problems(course, "alpha") == ["alpha: the notebook has no cell named owner-answer."]


def test_rounds_with_other_answers_leave_out_locked_cells_that_only_show_something(course):
    source = notebooks.read(course.source("alpha"))
    locked = {"locked": True, "grade": False, "solution": False, "schema_version": 3}
    for name, text in (("shown", "draw_it()"), ("bound", "late_orders = 35"), ("changed", "rows.append(35)")):
        source.cells.append(new_code_cell(text, id=name, metadata={"nbgrader": {**locked, "grade_id": name}}))
    model, wrong = build(source, Round("model answers")), build(source, Round("wrong", {"owner-answer": "owner = 1"}))
    texts = [[cell.source for cell in made.cells[-3:]] for made in (model, wrong)]
    assert texts == [
        ["draw_it()", "late_orders = 35", "rows.append(35)"],
        ["", "late_orders = 35", "rows.append(35)"],
    ]
