"""systemd's units: what they start is there, and what they take away does not break the wall."""

import importlib.util
import re
import subprocess

import pytest

from grading.cli import cli
from grading.course import HOME
from tests.deploy.conftest import ONE_MACHINE, needs

UNITS = sorted((ONE_MACHINE / "units").iterdir())
SERVICES = [path for path in UNITS if path.suffix == ".service"]
BREAKS_THE_WALL = {"RestrictNamespaces", "SystemCallFilter", "ProtectKernelTunables", "ProcSubset", "ProtectProc"}


def settings(path):
    lines = path.read_text().replace("\\\n", " ").splitlines()
    return [line.split("=", 1) for line in lines if "=" in line and not line.startswith("#")]


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_what_a_unit_starts_is_there(path):
    (started,) = [value for key, value in settings(path) if key == "ExecStart"]
    for module in re.findall(r"-m (\S+)", started):
        assert importlib.util.find_spec(module), module
    for verb in re.findall(r"grading\.cli (\w+)", started):
        assert verb in cli.commands
    for file in re.findall(r"/srv/course/now/(\S+)", started):
        assert (HOME / file).is_file(), file


@pytest.mark.parametrize(
    "path", [one for one in SERVICES if one.name.startswith("course-")], ids=lambda path: path.name
)
def test_the_courses_programs_are_its_own_user_and_may_write_to_few_folders(path):
    told = dict(settings(path))
    assert told["User"] == "course" and told["UMask"] == "0077"
    assert told["ProtectSystem"] == "strict" and told["NoNewPrivileges"] == "yes"
    assert set(told["ReadWritePaths"].split()) <= {"/srv/course/build", "/var/lib/course", "/srv/exchange"}


def test_the_watcher_keeps_what_the_wall_is_built_with():
    assert not BREAKS_THE_WALL & {key for key, _ in settings(ONE_MACHINE / "units" / "course-watch.service")}


def test_each_timer_has_its_service():
    for path in UNITS:
        if path.suffix == ".timer":
            assert path.with_suffix(".service") in UNITS


def test_the_script_starts_every_unit():
    script = (ONE_MACHINE / "install.sh").read_text()
    for path in UNITS:
        started_by_timer = path.with_suffix(".timer") in UNITS and path.suffix == ".service"
        assert started_by_timer or path.suffix == ".slice" or path.stem in script, path.name


@needs("systemd-analyze")
@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_systemd_understands_the_unit(path):
    ended = subprocess.run(["systemd-analyze", "verify", str(path)], capture_output=True, text=True, check=False)
    said = [line for line in ended.stderr.splitlines() if re.search(r"Unknown|Invalid|Failed to parse", line)]
    assert said == []
