"""What the README says of the commands is what the commands say of themselves."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import course
from datasets.__main__ import cli as data
from grading.cli import cli

HOME = Path(__file__).resolve().parent.parent
README = (HOME / "README.md").read_text("utf8")


def test_the_readme_shows_the_two_commands():
    assert "python3 course.py up" in README
    assert "python3 course.py test" in README


def test_the_readme_lists_each_verb_with_the_purpose_that_the_door_prints():
    section = README.split("## The verbs")[1].split("\n## ")[0]
    listed = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|$", section, re.M))
    assert listed == course.VERBS


def test_the_door_knows_the_verbs_of_the_command_line():
    assert set(course.VERBS) - {"test"} == set(cli.commands)


@pytest.mark.parametrize("verb", sorted(cli.commands))
def test_every_verb_says_what_it_does(verb):
    assert cli.commands[verb].help


def with_their_own(commands):
    """Commands, and the commands of those that are groups."""
    for command in commands:
        yield command
        yield from with_their_own(getattr(command, "commands", {}).values())


def test_options_named_in_the_documentation_exist():
    commands = [*with_their_own(cli.commands.values()), *data.commands.values()]
    known = {option for command in commands for parameter in command.params for option in parameter.opts} | {"--help"}
    said = subprocess.check_output([sys.executable, "-m", "pytest", "--help"], cwd=HOME, text=True)
    of_tests = set(re.findall(r"--[a-z][a-z-]+", said))
    for page in ("README.md", "CONTRIBUTING.md"):
        for verb, line in re.findall(r"course\.py (\w+) ([^`\n]*)", (HOME / page).read_text("utf8")):
            for option in re.findall(r"(--[a-z][a-z-]+)", line):
                assert option in (of_tests if verb == "test" else known), f"{page} names {option}"


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_what_a_page_links_to_is_there(page):
    links = re.findall(r"\]\(([^)#:]+)\)", (HOME / page).read_text("utf8"))
    assert links
    assert [link for link in links if not (HOME / link).exists()] == []
