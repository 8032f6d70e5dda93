from copy import deepcopy

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from grading import notebooks
from grading.errors import BadSource


def by_name(notebook):
    return {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells if "nbgrader" in cell.metadata}


def handed_in(source, **texts):
    """The learner's version with answers, as JupyterLab would save it; names have _ for -."""
    notebook = notebooks.opened(source)
    for name, text in texts.items():
        by_name(notebook)[name.replace("_", "-")].source = text
    return notebook


def test_normal_form_drops_outputs_counts_and_what_editors_add(source):
    messy = deepcopy(source)
    messy.metadata["language_info"] = {"name": "python", "version": "3.11.2"}
    for number, cell in enumerate(messy.cells):
        cell.id = f"random{number}"
        cell.metadata["collapsed"] = False
    messy.cells[0].outputs = [nbformat.v4.new_output("stream", text="x")]
    messy.cells[0].execution_count = 7
    assert notebooks.normal_form(messy) == source


def test_normal_form_keeps_tags_and_other_cells_ids_and_changes_nothing_twice(source):
    source.cells.append(new_markdown_cell("A word.", metadata={"tags": ["worked"], "jp": 1}))
    once = notebooks.normal_form(source)
    assert once.cells[-1].metadata == {"tags": ["worked"]}
    assert once.cells[-1].id == source.cells[-1].id
    assert notebooks.normal_form(once) == once
    nbformat.validate(once)


def test_the_learners_version_is_exactly_nbgraders_own(released, source):
    theirs = notebooks.read(released.release / "alpha" / "alpha.ipynb")
    assert notebooks.opened(source) == theirs


def test_the_learners_version_holds_no_solution_and_no_hidden_test(source):
    text = nbformat.writes(notebooks.opened(source))
    assert not any(word in text for word in ("100 * late_orders", "operations", "HIDDEN", "SOLUTION", "three teams"))
    assert by_name(notebooks.opened(source))["late-share-answer"].source.startswith("share = ...  # replace the dots")


@pytest.mark.parametrize(
    "change", [lambda text: text.replace("### END SOLUTION", ""), lambda text: f"{text}\n{text}x### BEGIN SOLUTION"]
)
def test_a_source_with_unpaired_marks_is_refused(source, change):
    answer = by_name(source)["late-share-answer"]
    answer.source = change(answer.source)
    with pytest.raises(BadSource, match="solution"):
        notebooks.opened(source)


def test_answers_are_put_in_and_the_source_stays_as_it_is(source):
    before = deepcopy(source)
    made = notebooks.answered(source, {"owner-answer": "owner = 'it'"})
    assert by_name(made)["owner-answer"].source == "owner = 'it'"
    assert by_name(made)["late-share-answer"] == by_name(source)["late-share-answer"]
    assert source == before


@pytest.mark.parametrize("name", ["owner-check", "nobody"])
def test_only_answer_cells_can_be_answered(source, name):
    with pytest.raises(BadSource, match=f"no answer cell named '{name}'"):
        notebooks.answered(source, {name: "1"})


def test_a_rebuilt_notebook_is_ours_with_the_learners_answers(source):
    submitted = handed_in(source, owner_answer="owner = 'me'", reflection="I think so.")
    rebuilt, notes = notebooks.rebuild(source, submitted)
    assert notes == ()
    assert [cell.source for cell in rebuilt.cells] == [
        {"owner-answer": "owner = 'me'", "reflection": "I think so."}.get(cell.id)
        or (by_name(notebooks.opened(source)) if cell.metadata.nbgrader.solution else by_name(source))[cell.id].source
        for cell in source.cells
    ]


def test_checksums_tell_given_answers_from_open_ones_as_in_nbgrader(source):
    from nbgrader.utils import compute_checksum

    rebuilt, _ = notebooks.rebuild(source, handed_in(source, owner_answer="owner = 'me'"))
    untouched = {
        name for name, cell in by_name(rebuilt).items() if cell.metadata.nbgrader.checksum == compute_checksum(cell)
    }
    assert untouched == set(by_name(source)) - {"owner-answer"}


def test_nothing_else_of_a_submission_is_taken(source):
    submitted = handed_in(source, late_share_check="pass", setup="late_orders = 0")
    check = by_name(submitted)["late-share-check"]
    check.metadata = {**check.metadata, "tags": ["skip-execution"]}
    check.metadata.nbgrader.points = 1000
    check.cell_type = "markdown"
    submitted.cells.reverse()
    submitted.metadata["kernelspec"] = {"name": "evil", "display_name": "Evil"}
    rebuilt, notes = notebooks.rebuild(source, submitted)
    assert rebuilt == notebooks.rebuild(source, handed_in(source))[0]
    assert sorted(notes) == [
        "The cell late-share-check was changed; the original is used.",
        "The cell setup was changed; the original is used.",
        "The settings of the cell late-share-check were changed; the original ones are used.",
    ]


@pytest.mark.parametrize(
    "settings",
    [{"points": 9}, {"grade": False}, {"solution": True}, {"locked": False}, {"task": True}, {"points": "x"}],
)
def test_settings_that_a_learner_changed_are_noted_and_not_taken(source, settings):
    submitted = handed_in(source)
    by_name(submitted)["late-share-check"].metadata.nbgrader.update(settings)
    rebuilt, notes = notebooks.rebuild(source, submitted)
    assert rebuilt == notebooks.rebuild(source, handed_in(source))[0]
    assert notes == ("The settings of the cell late-share-check were changed; the original ones are used.",)


def test_a_cell_that_is_tagged_to_be_left_out_is_noted_and_other_tags_are_not(source):
    submitted = handed_in(source)
    by_name(submitted)["setup"].metadata["tags"] = ["mine"]
    assert notebooks.rebuild(source, submitted)[1] == ()
    by_name(submitted)["setup"].metadata["tags"] = ["mine", "skip-execution"]
    assert "settings of the cell setup" in notebooks.rebuild(source, submitted)[1][0]


def test_of_copies_the_first_counts_and_a_note_says_so(source):
    submitted = handed_in(source, owner_answer="owner = 'first'")
    copy = deepcopy(by_name(submitted)["owner-answer"])
    copy.source = "owner = 'second'"
    submitted.cells += [copy, deepcopy(by_name(submitted)["owner-check"])]
    rebuilt, notes = notebooks.rebuild(source, submitted)
    assert by_name(rebuilt)["owner-answer"].source == "owner = 'first'"
    assert len(rebuilt.cells) == len(source.cells)
    assert notes == (
        "The cell owner-answer is there 2 times; the first one counts.",
        "The cell owner-check is there 2 times; the first one counts.",
    )


def test_what_is_true_of_many_cells_is_said_once(source):
    submitted = handed_in(source)
    submitted.cells += deepcopy(submitted.cells)
    assert notebooks.rebuild(source, submitted)[1] == (
        "The cell setup is there 2 times; the first one counts.",
        "The cell late-share is there 2 times; the first one counts.",
        "The cell late-share-answer is there 2 times; the first one counts.",
        "The same is true of 6 more cells: late-share-check, late-share-check-range, owner, owner-answer, owner-check, "
        "reflection.",
    )


def test_a_missing_answer_counts_as_not_given_and_never_as_the_solution(source):
    submitted = handed_in(source)
    submitted.cells = [cell for cell in submitted.cells if cell.id not in ("owner-answer", "owner-check")]
    rebuilt, notes = notebooks.rebuild(source, submitted)
    assert "operations" not in by_name(rebuilt)["owner-answer"].source
    assert "operations" in by_name(rebuilt)["owner-check"].source
    assert notes == (
        "The answer cell owner-answer is missing; it counts as not answered.",
        "The cell owner-check is missing; the original is used.",
    )


def test_code_that_a_learner_added_is_noted_and_not_taken(source):
    submitted = handed_in(source)
    submitted.cells += [new_code_cell("helper = 1"), new_code_cell(""), new_markdown_cell("my notes")]
    rebuilt, notes = notebooks.rebuild(source, submitted)
    assert len(rebuilt.cells) == len(source.cells)
    assert notes == ("Code cells added or changed outside the answers: 1. Only the answer cells are graded.",)


@pytest.mark.parametrize("settings", [None, "x", {"grade_id": 7}, {"grade_id": ["a"]}, {"schema_version": 99}])
def test_strange_metadata_in_a_submission_do_no_harm(source, settings):
    submitted = handed_in(source)
    submitted.cells.append(new_markdown_cell("x", metadata={"nbgrader": settings}))
    assert notebooks.rebuild(source, submitted)[1] == ()
