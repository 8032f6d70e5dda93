"""The learner's JupyterLab: what is copied, what it is told, and whose settings it gets."""

import json
import os
import sys
from pathlib import Path

import pytest

from grading.course import HOME
from grading.errors import CourseError
from grading.lab import bring, lab_command, lab_environment


@pytest.fixture
def released(tmp_path):
    folder = tmp_path / "release" / "operations"
    folder.mkdir(parents=True)
    (folder / "operations.ipynb").write_text("released", "utf8")
    (folder / "hints.json").write_text("{}", "utf8")
    return tmp_path / "release"


def test_released_files_come_into_the_work_folder(released, tmp_path):
    new = bring(released, tmp_path / "work")
    assert [path.name for path in new] == ["hints.json", "operations.ipynb"]
    assert (tmp_path / "work/operations/operations.ipynb").read_text("utf8") == "released"


def test_what_a_learner_wrote_is_never_overwritten(released, tmp_path):
    bring(released, tmp_path / "work")
    mine = tmp_path / "work/operations/operations.ipynb"
    mine.write_text("my answer", "utf8")
    (released / "operations/operations.ipynb").write_text("a newer release", "utf8")
    assert bring(released, tmp_path / "work") == []
    assert mine.read_text("utf8") == "my answer"


def test_hints_of_a_new_release_take_the_place_of_the_old_ones(released, tmp_path):
    bring(released, tmp_path / "work")
    (released / "operations/hints.json").write_text('{"new": 1}', "utf8")
    assert bring(released, tmp_path / "work") == []
    assert (tmp_path / "work/operations/hints.json").read_text("utf8") == '{"new": 1}'


def test_a_file_that_was_missing_is_added_beside_the_others(released, tmp_path):
    bring(released, tmp_path / "work")
    (tmp_path / "work/operations/hints.json").unlink()
    assert [path.name for path in bring(released, tmp_path / "work")] == ["hints.json"]


def test_a_link_in_the_release_is_not_followed(released, tmp_path):
    (tmp_path / "secret").write_text("secret", "utf8")
    (released / "operations/link").symlink_to(tmp_path / "secret")
    assert "link" not in [path.name for path in bring(released, tmp_path / "work")]


def test_without_a_release_and_without_work_there_is_a_sentence(tmp_path):
    with pytest.raises(CourseError, match="Run: python3 course.py release"):
        bring(tmp_path / "release", tmp_path / "work")
    assert not (tmp_path / "work").exists()


def test_without_a_release_a_learner_still_opens_old_work(tmp_path):
    (tmp_path / "work").mkdir()
    assert bring(tmp_path / "release", tmp_path / "work") == []


def test_lab_listens_to_this_machine_only(tmp_path):
    command = lab_command(tmp_path, 8899, browser=False)
    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert {"--ip=127.0.0.1", "--port=8899", f"--ServerApp.root_dir={tmp_path}", "--no-browser"} <= set(command)


@pytest.mark.parametrize(
    ("trainer", "expected"),
    [(False, ["deploy/lab/learner", "deploy/lab/everyone", "own"]), (True, ["deploy/lab/everyone", "grading", "own"])],
)
def test_only_trainers_get_the_settings_of_the_whole_course(trainer, expected):
    inherited = {"JUPYTER_CONFIG_PATH": os.pathsep.join([str(HOME / "grading"), str(HOME / "own")]), "LANG": "C"}
    environment = lab_environment(inherited, HOME, trainer)
    folders = environment["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    assert [Path(folder).relative_to(HOME).as_posix() for folder in folders] == expected
    assert environment["LANG"] == "C"


SETTINGS = [path for path in sorted((HOME / "deploy/lab").rglob("*.json")) if path.name != "package.json"]


@pytest.mark.parametrize("path", SETTINGS, ids=lambda path: path.name)
def test_each_settings_file_is_json_with_sorted_names(path):
    settings = json.loads(path.read_text("utf8"))
    assert json.dumps(settings, indent=2, sort_keys=True) + "\n" == path.read_text("utf8")
