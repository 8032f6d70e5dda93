"""The pages for IT name what there is, and nothing else."""

import re
import subprocess

import pytest

from grading.cli import cli
from tests.deploy.conftest import HOME, KUBERNETES, ONE_MACHINE, needs

IT = (HOME / "docs" / "it.md").read_text("utf8")
CLUSTER = (HOME / "docs" / "kubernetes.md").read_text("utf8")
SCRIPTS = [ONE_MACHINE / name for name in ("install.sh", "backup.sh", "restore.sh", "course")]


@pytest.mark.parametrize(("page", "folder"), [(IT, ONE_MACHINE), (CLUSTER, KUBERNETES)], ids=["it", "kubernetes"])
def test_the_page_names_every_file(page, folder):
    for path in folder.iterdir():
        if path.name != "__pycache__":
            assert f"`{path.name}{'/' if path.is_dir() else ''}`" in page, path.name


def test_every_verb_on_the_page_exists():
    verbs = set(re.findall(r"^course (\w+)", IT, re.M)) | set(re.findall(r"`course (\w+)", IT))
    assert verbs and verbs <= set(cli.commands)


def test_every_unit_is_on_the_page():
    for path in (ONE_MACHINE / "units").iterdir():
        assert path.stem in IT, path.name


def test_every_setting_that_the_page_names_is_in_the_settings():
    settings = (ONE_MACHINE / "classroom.env").read_text() + (ONE_MACHINE / "backup.sh").read_text()
    for name in set(re.findall(r"\b(?:CLASSROOM|OIDC|COURSE)_[A-Z_]+[A-Z]\b", IT)):
        assert name in settings, name


@needs("bash")
@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_can_be_read_by_bash(path):
    ended = subprocess.run(["bash", "-n", str(path)], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
