import json
import os
import shutil
import stat

import nbformat
import pytest

from grading import notebooks
from grading.course import Course
from grading.errors import BadSource
from grading.gradebook import add_learners, knows, record, remove_learners
from grading.model import Learner, Result, State
from grading.release import leaks, release


@pytest.fixture(scope="module")
def once(small_course, tmp_path_factory, wall):
    """A course whose exercise alpha was released; tests work on copies."""
    made = small_course(tmp_path_factory.mktemp("released"))
    outcomes = release(made, ["alpha"], wall)
    return made, outcomes


@pytest.fixture
def copied(once, tmp_path):
    shutil.copytree(once[0].root, tmp_path / "copy")
    return Course(root=tmp_path / "copy", build=tmp_path / "copy" / "build")


def texts(path):
    return {cell.id: cell.source for cell in nbformat.read(path, 4).cells}


def change(course, name, old, new):
    path = course.source("alpha")
    source = notebooks.read(path)
    cell = next(one for one in source.cells if one.id == name)
    assert old in cell.source
    cell.source = cell.source.replace(old, new)
    notebooks.write(path, source)


def test_learners_get_the_notebook_and_its_hints_and_nothing_else(once):
    course, outcomes = once
    assert [str(outcome) for outcome in outcomes] == ["alpha: released"]
    assert sorted(path.name for path in (course.release / "alpha").iterdir()) == ["alpha.ipynb", "hints.json"]
    assert sorted(path.name for path in course.release.iterdir()) == ["alpha"]


def test_solutions_hidden_tests_and_declared_answers_stay_at_home(once):
    course, _ = once
    assert leaks(course, "alpha") == []
    everything = "".join(path.read_text("utf8") for path in (course.release / "alpha").iterdir())
    for secret in ("SOLUTION", "HIDDEN", "late_orders / all_orders", "casefold", "three teams", "17.5", "Operations"):
        assert secret not in everything


def test_the_open_form_of_each_answer_is_left_without_a_stub(once):
    assert (
        texts(once[0].release / "alpha" / "alpha.ipynb")["late-share-answer"].strip()
        == "share = ...  # replace the dots"
    )


def test_hints_hold_the_values_of_the_typical_mistakes(once):
    hints = json.loads((once[0].release / "alpha" / "hints.json").read_text("utf8"))
    values = {mistake["code"]: mistake["value"] for mistake in hints["questions"]["late-share"]["mistakes"]}
    assert values == {"M01": 0.175, "M02": 82.5}


def test_the_gradebook_knows_the_cells_and_only_its_owner_can_read_it(once):
    course, _ = once
    assert knows(course, "alpha") and not knows(course, "beta")
    assert stat.S_IMODE((course.build / "gradebook.db").stat().st_mode) == 0o600


def test_learners_can_read_what_was_released(once):
    folder = once[0].release / "alpha"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o644}


def test_nbgraders_version_is_the_one_that_we_strip_ourselves(once):
    course, _ = once
    ours = notebooks.opened(notebooks.read(course.source("alpha")))
    assert texts(course.release / "alpha" / "alpha.ipynb") == {cell.id: cell.source for cell in ours.cells}


def test_what_has_not_changed_is_left_as_it_is(copied, wall):
    path = copied.release / "alpha" / "alpha.ipynb"
    os.utime(path, (1, 1))
    assert [str(outcome) for outcome in release(copied, ["alpha"], wall)] == ["alpha: unchanged"]
    assert path.stat().st_mtime == 1


@pytest.mark.parametrize("lost", ["build/release/alpha/hints.json", "build/gradebook.db"])
def test_what_was_lost_is_made_again(copied, wall, lost):
    (copied.root / lost).unlink()
    assert [str(outcome) for outcome in release(copied, ["alpha"], wall)] == ["alpha: released"]
    assert leaks(copied, "alpha") == [] and knows(copied, "alpha")


def test_a_changed_source_is_released_anew(copied, wall):
    change(copied, "late-share", "came late", "came too late")
    assert [str(outcome) for outcome in release(copied, ["alpha"], wall)] == ["alpha: released"]
    assert "came too late" in texts(copied.release / "alpha" / "alpha.ipynb")["late-share"]


def test_new_code_that_makes_hints_makes_a_new_release(copied, wall, monkeypatch):
    monkeypatch.setattr("grading.release.ENGINE_VERSION", "another")
    assert [str(outcome) for outcome in release(copied, ["alpha"], wall)] == ["alpha: released"]


def test_cells_taken_out_after_hand_ins_are_a_sentence_with_what_to_do(copied, wall):
    source = notebooks.read(copied.source("alpha"))
    add_learners(copied, [Learner("ann", "Ann")])
    record(copied, Result("ann", "alpha", State.GRADED), notebooks.rebuild(source, notebooks.opened(source))[0])
    source.cells = [cell for cell in source.cells if cell.id != "late-share-check-range"]
    notebooks.write(copied.source("alpha"), source)
    with pytest.raises(BadSource, match="^alpha has submissions already, and cells .* course.py sample --remove$"):
        release(copied, ["alpha"], wall)
    remove_learners(copied, ["ann"])
    assert [str(outcome) for outcome in release(copied, ["alpha"], wall)] == ["alpha: released"]


def test_a_leak_stops_the_release_and_names_the_cell(copied, wall):
    before = texts(copied.release / "alpha" / "alpha.ipynb")
    secret = "share = 100 * late_orders / all_orders"
    path = copied.source("alpha").with_name("mistakes.yml")
    path.write_text(path.read_text("utf8").replace("This is not in percent.", f"Write {secret}"), "utf8")
    with pytest.raises(
        BadSource, match="alpha: nothing was released.* a line of the cell late-share-answer can be read"
    ):
        release(copied, ["alpha"], wall)
    assert texts(copied.release / "alpha" / "alpha.ipynb") == before
    assert secret not in (copied.release / "alpha" / "hints.json").read_text("utf8")


def test_a_file_beside_the_source_is_not_released(copied, wall):
    copied.source("alpha").with_name("notes.bin").write_bytes(b"the answers")
    change(copied, "late-share", "came late", "is late")
    with pytest.raises(BadSource, match="the file notes.bin was released too"):
        release(copied, ["alpha"], wall)
    assert not (copied.release / "alpha" / "notes.bin").exists()


def test_a_solution_without_an_end_is_refused_by_name_and_the_others_are_released(copied, wall):
    change(copied, "owner-answer", "### END SOLUTION", "")
    with pytest.raises(BadSource, match="alpha: In the cell owner-answer, 'END SOLUTION' is missing."):
        release(copied, ["alpha", "beta"], wall)
    assert leaks(copied, "beta") == []


def test_a_planted_file_or_link_is_found_and_the_release_made_anew(copied, wall):
    (copied.release / "alpha" / "mistakes.yml").symlink_to(copied.source("alpha").with_name("mistakes.yml"))
    assert leaks(copied, "alpha") == ["mistakes.yml is not an ordinary file"]
    release(copied, ["alpha"], wall)
    assert leaks(copied, "alpha") == []


def test_publishing_puts_it_into_nbgraders_exchange(copied, wall):
    release(copied, ["alpha"], wall, publish=True)
    outbound = copied.build / "exchange" / "cx101" / "outbound" / "alpha"
    assert sorted(path.name for path in outbound.iterdir()) == ["alpha.ipynb", "hints.json"]
