import itertools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grading import bubblewrap
from grading.course import HOME
from grading.wall.processes import count_of


def behind(*command):
    """What a command prints behind the wall."""
    return subprocess.run([*bubblewrap.around(), *command], capture_output=True, text=True, check=False, env={
        "PATH": "/usr/bin:/bin", "SECRET": "gradebook password"}).stdout  # fmt: skip


def listed(folder):
    return behind(sys.executable, "-c", f"import os; print(*os.listdir({folder!r}))").split()


def test_everything_that_bubblewrap_needs_is_here():
    assert bubblewrap.missing() == ""


def test_the_environment_is_made_anew():
    names = behind(sys.executable, "-c", "import os; print(*os.environ)").split()
    assert "SECRET" not in names
    assert set(names) - {"PWD", "LC_CTYPE"} == {*bubblewrap.ENVIRONMENT, "PYTHONPATH"}


def test_of_the_course_only_the_learners_side_is_there():
    assert set(listed("/course")) == {"cxlab", "datasets", "grading"}
    assert set(listed("/course/grading")) == {"wire", "wall"}
    assert listed("/course/datasets") == ["tables"]


def test_the_instructors_table_is_not_there(tmp_path, monkeypatch):
    for name in ("orders.parquet", "instructors/survey_truth.parquet", "csv/orders.csv", "raw/orders.parquet"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("rows")
    tmp_path.chmod(0o755)
    monkeypatch.setenv("CXLAB_TABLES", str(tmp_path))
    assert set(listed("/course/datasets/tables")) == {"orders.parquet", "raw"}
    assert listed("/course/datasets/tables/raw") == ["orders.parquet"]


def test_the_instructors_table_is_missed_in_a_sentence():
    asked = "import cxlab\ntry:\n    cxlab.table('survey_truth')\nexcept Exception as said:\n    print(repr(said))"
    said = behind(sys.executable, "-c", asked)
    assert said.startswith("TableProblem('The table survey_truth is not here")


def test_homes_and_the_course_are_not_there_but_the_interpreter_is():
    assert behind(sys.executable, "-c", "print(1 + 1)") == "2\n"
    for path in (Path.home() / ".profile", bubblewrap.HOME / "exercises", bubblewrap.HOME / "README.md", "/etc/passwd"):
        assert behind(sys.executable, "-c", f"import os; print(os.path.exists({str(path)!r}))") == "False\n"


def test_no_rights_and_no_way_to_more():
    status = dict(line.split(":", 1) for line in behind("cat", "/proc/self/status").splitlines())
    assert status["Uid"].split()[0] != "0"
    assert status["NoNewPrivs"].strip() == "1"
    assert {status[name].strip() for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")} == {"0" * 16}


def test_it_gets_no_namespace_in_which_it_would_be_the_administrator():
    assert behind("sh", "-c", "unshare --user --map-root-user id -u || echo refused") == "refused\n"


@pytest.mark.parametrize("folder", ["/", "/dev", "/etc", "/usr", "/course"])
def test_there_is_no_other_folder_to_write_to(folder):
    assert behind("sh", "-c", f"touch {folder}/x && echo written || echo refused") == "refused\n"


def test_its_own_folders_are_small():
    for folder in ("/tmp", "/box", "/dev/shm"):
        assert behind("df", "--output=size", "--block-size=1M", folder).split()[1] == "64"


@pytest.mark.parametrize(
    "program, words",
    [
        ("bwrap", "apt install bubblewrap"),
        ("setpriv", "apt install util-linux"),
        ("unshare", "apt install util-linux"),
        ("mount", "apt install mount"),
    ],
)
def test_what_is_missing_is_named_with_the_way_to_get_it(monkeypatch, program, words):
    which = shutil.which
    monkeypatch.setattr("shutil.which", lambda name: None if name == program else which(name))
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert f"The program {program} is missing" in bubblewrap.missing() and words in bubblewrap.missing()


def test_an_old_bubblewrap_is_not_enough(tmp_path, monkeypatch):
    (tmp_path / "bwrap").write_text("#!/bin/sh\necho bubblewrap 0.6.1\n")
    (tmp_path / "bwrap").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert "0.8 or newer" in bubblewrap.missing()


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_other_systems_are_told_where_to_grade(monkeypatch, platform):
    monkeypatch.setattr("sys.platform", platform)
    assert "Only Linux" in bubblewrap.missing()


def test_a_user_as_whom_something_runs_is_passed_over(monkeypatch):
    monkeypatch.setattr(bubblewrap, "NOBODY", os.getuid())
    monkeypatch.setattr(bubblewrap, "_runs", itertools.count())
    monkeypatch.setattr(bubblewrap, "count_of", lambda user: count_of(user) or user == os.getuid() + 1)
    assert bubblewrap.another_user() == os.getuid() + 2
    assert bubblewrap.another_user() == os.getuid() + 3


def test_two_engines_do_not_begin_with_the_same_users():
    program = "from grading import bubblewrap; print(*(bubblewrap.another_user() for _ in range(3)))"
    assert len({subprocess.check_output([sys.executable, "-c", program], cwd=HOME) for _ in range(4)}) > 1
