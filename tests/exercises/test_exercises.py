"""Every exercise: stored in normal form, marked as the ladder says, declared in full, and true to its declaration."""

import json
import re
import shutil

import nbformat
import pytest

from book.chapter_check import read_chapters
from cxlab.hints import same
from grading import notebooks
from grading.course import Course
from grading.errors import BadSource
from grading.exercise_rules import exercise_problems
from grading.mistakes import mistake_values
from grading.model import question_of
from grading.proof import prove
from grading.sandbox import find_wall
from grading.variants import full_points

SLUGS = Course().slugs
CAPSTONES = [slug for slug in SLUGS if Course().spec(slug).memo]
LADDERS = [slug for slug in SLUGS if slug not in CAPSTONES]
LEVELS = {"L0", "L1", "L2", "L3", "L4", "L5"}


def source(slug):
    return notebooks.read(Course().source(slug))


def graded(notebook):
    return [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]


def test_every_chapter_has_its_exercise():
    chapters = {path.stem for path in (Course().root / "book" / "chapters").glob("*.md")}
    assert chapters == set(SLUGS)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_notebook_is_stored_in_normal_form(slug):
    path = Course().source(slug)
    stored = nbformat.read(path, as_version=4)
    nbformat.validate(stored)
    assert stored == notebooks.normal_form(stored)
    assert path.read_text("utf8") == nbformat.writes(notebooks.normal_form(stored)) + "\n"


@pytest.mark.parametrize("slug", SLUGS)
def test_grade_ids_are_readable_and_unique(slug):
    ids = [cell.metadata["nbgrader"]["grade_id"] for cell in source(slug).cells if "nbgrader" in cell.metadata]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", grade_id) for grade_id in ids), ids


@pytest.mark.parametrize("slug", LADDERS)
def test_marks_are_split_as_the_ladder_says(slug):
    spec, notebook = Course().spec(slug), source(slug)
    points = full_points(notebook, spec)
    reflection = sum(
        c.metadata.nbgrader.points for c in graded(notebook) if c.metadata.nbgrader.grade_id == spec.reflection
    )
    low = sum(points[q.qid] for q in spec.questions if q.level in ("L0", "L1", "L2"))
    high = sum(points[q.qid] for q in spec.questions if q.level in ("L3", "L4"))
    total = low + high + reflection
    assert (low / total, high / total, reflection / total) == pytest.approx((0.6, 0.3, 0.1))


@pytest.mark.parametrize("slug", CAPSTONES)
def test_a_capstone_has_forty_points_for_facts_and_sixty_for_the_memo(slug):
    spec, notebook = Course().spec(slug), source(slug)
    by_hand = {c.metadata.nbgrader.grade_id: c.metadata.nbgrader.points for c in graded(notebook)}
    assert sum(full_points(notebook, spec).values()) == 40
    assert [by_hand[cell] for cell in spec.by_hand] == [10, 15, 10, 10, 5, 5, 5]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_graded_cell_belongs_to_a_declared_question(slug):
    spec = Course().spec(slug)
    declared = {question.qid for question in spec.questions} | set(spec.by_hand)
    assert {question_of(cell.metadata.nbgrader.grade_id) for cell in graded(source(slug))} == declared
    assert {question.level for question in spec.questions} <= LEVELS


@pytest.mark.parametrize("slug", SLUGS)
def test_every_question_declares_two_mistakes_and_code_two_alternatives(slug):
    for question in Course().spec(slug).questions:
        assert len(question.mistakes) >= 2, question.qid
        assert len(question.alternatives) >= (1 if question.level == "L0" else 2), question.qid
        assert all(re.fullmatch(r"M\d{2,3}", mistake.code) for mistake in question.mistakes), question.qid
        assert all(len(mistake.hint.split()) <= 40 for mistake in question.mistakes), question.qid


@pytest.mark.parametrize("slug", LADDERS)
def test_the_ladder_goes_from_worked_to_faded_to_solo(slug):
    tags = [tag for cell in source(slug).cells for tag in cell.metadata.get("tags", [])]
    assert tags.index("worked") < tags.index("faded") < tags.index("solo")


@pytest.mark.parametrize("slug", SLUGS)
def test_its_steps_are_those_of_the_learning_rules(slug):
    assert exercise_problems(Course(), slug, read_chapters(Course().root).get(slug)) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_every_question_names_points_of_the_sources_and_a_concept(slug):
    for question in Course().spec(slug).questions:
        assert question.sources and question.concept, question.qid


@pytest.mark.parametrize("slug", SLUGS)
def test_run_all_goes_on_past_an_open_question(slug):
    checks = [cell for cell in graded(source(slug)) if cell.cell_type == "code"]
    assert all("raises-exception" in cell.metadata.get("tags", []) for cell in checks)


@pytest.mark.parametrize("slug", LADDERS)
def test_an_item_asks_for_lines_in_order(slug):
    ordered = [q for q in Course().spec(slug).questions if q.qid.endswith("order") or "order-" in q.qid]
    assert ordered, "no question whose name ends in 'order'"


@pytest.mark.parametrize("slug", LADDERS)
def test_each_question_offers_three_hints(slug):
    texts = {cell.id: cell.source for cell in source(slug).cells}
    for question in Course().spec(slug).questions:
        assert texts[question.qid].count("<summary>Hint") == 3, question.qid


@pytest.mark.parametrize("slug", SLUGS)
def test_the_model_the_blank_and_every_declared_answer_earn_what_they_should(made, slug):
    wall = find_wall()
    assert wall.isolated
    assert prove(made, slug, wall) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_hints_hold_wrong_values_only(made, slug):
    hints = json.loads((made.release / slug / "hints.json").read_text("utf8"))
    declared = {question.qid: question for question in Course().spec(slug).questions}
    assert set(hints["questions"]) == set(declared)
    for qid, known in hints["questions"].items():
        assert len(known["mistakes"]) == len(declared[qid].mistakes)
        assert len({json.dumps(mistake["value"]) for mistake in known["mistakes"]}) == len(known["mistakes"])


def test_a_mistake_that_gives_the_right_value_is_refused(tmp_path):
    course = copied_course(tmp_path)
    slug = SLUGS[0]
    path = course.source(slug).with_name("mistakes.yml")
    text = path.read_text("utf8")
    question = course.spec(slug).questions[0]
    right = question.alternatives[0].strip()
    wrong = question.mistakes[0].source.strip()
    path.write_text(text.replace(wrong, right), "utf8")
    with pytest.raises(BadSource, match=question.qid):
        mistake_values(course, slug, find_wall())


def copied_course(folder):
    for name in ("exercises", "_toc.yml", "datasets"):
        there = Course().root / name
        (shutil.copytree if there.is_dir() else shutil.copyfile)(there, folder / name)
    return Course(folder, folder / "build")


def test_values_are_compared_within_the_tolerance():
    assert same(27.61, 27.6, 0.05)
    assert not same(27.61, 27.5, 0.05)
