"""`course.py` alone: what it says before anything is installed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import course

DOOR = Path(course.__file__)


def door(*words, cwd=None):
    return subprocess.run(
        [sys.executable, DOOR, *words], check=False, capture_output=True, text=True, cwd=cwd, timeout=60
    )


def test_without_a_verb_it_lists_the_verbs_and_succeeds():
    said = door()
    assert said.returncode == 0
    assert all(verb in said.stdout for verb in course.VERBS)


def test_an_unknown_verb_gets_one_sentence_and_status_2():
    said = door("upp")
    assert said.returncode == 2
    assert said.stderr.strip() == "There is no verb 'upp'. Run python3 course.py to see the list."


def test_an_old_python_is_told_which_one_is_needed(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert course.missing().startswith("Python 3.11 or newer is needed")


def test_a_python_without_venv_is_told_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setattr(course, "PYTHON", tmp_path / "none")
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert "sudo apt install python3-venv" in course.missing()


@pytest.mark.parametrize(
    ("words", "file"),
    [
        (["up"], "requirements.txt"),
        (["test"], "requirements-test.txt"),
        (["bench", "book"], "requirements.txt"),
        (["bench", "site"], "requirements-test.txt"),  # it drives a browser
        (["bench", "classroom"], "requirements-classroom.txt"),
    ],
)
def test_a_verb_runs_on_the_packages_that_it_needs(words, file):
    assert course.needed(words) == file


def test_packages_that_cannot_be_installed_end_in_one_sentence(monkeypatch, tmp_path):
    broken = tmp_path / "requirements.txt"
    broken.write_text("no-such-package-anywhere==1.0 --hash=sha256:" + "0" * 64 + "\n")
    monkeypatch.setattr(course, "PYTHON", Path(sys.executable))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    assert course.install(broken).startswith("Installing the pinned packages failed: ERROR:")


def test_the_environment_is_made_once_and_anew_when_the_folder_moves(monkeypatch, tmp_path):
    made, installed = [], []
    monkeypatch.setattr(course, "ROOT", tmp_path)
    monkeypatch.setattr(course, "ENV", tmp_path / ".venv")
    monkeypatch.setattr(course, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(course, "make_environment", lambda: made.append(course.ROOT) or "")
    monkeypatch.setattr(course, "install", lambda requirements: installed.append(requirements.read_text()) or "no")
    (tmp_path / ".venv").mkdir()
    (tmp_path / "requirements.txt").write_text("a==1\n")
    course.set_up("requirements.txt")
    course.set_up("requirements.txt")
    assert len(made) == 1
    (tmp_path / "moved").mkdir()
    (tmp_path / "moved" / "requirements.txt").write_text("a==1\n")
    monkeypatch.setattr(course, "ROOT", tmp_path / "moved")
    course.set_up("requirements.txt")
    assert made == [tmp_path, tmp_path / "moved"]


def test_an_environment_that_is_a_link_to_another_folders_is_left_as_it_is(monkeypatch, tmp_path):
    theirs, link = tmp_path / "theirs", tmp_path / ".venv"
    theirs.mkdir()
    (theirs / "python").touch()
    link.symlink_to(theirs)
    monkeypatch.setattr(course, "ENV", link)
    assert course.make_environment().startswith(f".venv is a link to {theirs.resolve()}, made for another")
    assert link.is_symlink() and (theirs / "python").exists()


def test_packages_are_installed_again_only_when_the_pins_change(monkeypatch, tmp_path):
    monkeypatch.setattr(course, "ROOT", tmp_path)
    monkeypatch.setattr(course, "ENV", tmp_path / ".venv")
    installed = []
    monkeypatch.setattr(course, "install", lambda requirements: installed.append(requirements.read_text()) or "")
    (tmp_path / "requirements.txt").write_text("")
    course_python = tmp_path / ".venv" / "bin" / "python"
    monkeypatch.setattr(course, "PYTHON", course_python)
    for pins in ("", "", "# changed\n", "# changed\n"):
        (tmp_path / "requirements.txt").write_text(pins)
        assert course.set_up("requirements.txt") == ""
    assert installed == ["", "# changed\n"]


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_a_verb_that_is_told_to_stop_has_the_time_to_end_in_its_order(told, tmp_path):
    """Ctrl-C goes to all processes of a terminal, SIGTERM to one."""
    ends = "import os, signal, sys, time\n"  # os.write, because a signal may come in the middle of a print
    ends += "def told(*_): time.sleep(1); os.write(1, b'ended in order\\n'); sys.exit(7)\n"
    ends += "signal.signal(signal.SIGINT, told); signal.signal(signal.SIGTERM, told); os.write(1, b'runs\\n')\n"
    ends += "while True: time.sleep(1)\n"
    program = f"import course, subprocess, sys; verb = subprocess.Popen([sys.executable, '-c', {ends!r}]); "
    program += "sys.exit(course.wait(verb))"
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, cwd=DOOR.parent, stdout=subprocess.PIPE, text=True, start_new_session=True) as door:
        assert door.stdout.readline() == "runs\n"
        if told == signal.SIGINT:
            os.killpg(door.pid, told)
        else:
            door.send_signal(told)
        assert door.stdout.read() == "ended in order\n"
        assert door.wait(10) == 7
