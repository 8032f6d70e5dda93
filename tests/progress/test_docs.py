"""docs/progress.md says what is so."""

import re

import pytest

from grading.cli import cli
from grading.course import HOME, Course
from grading.reminded import file
from grading.roster import COLUMNS, MORE, read_roster
from progress.frame import PAGES
from progress.reminders.letter import OURS
from progress.reminders.server import ADDRESS, PASSWORD, place
from progress.reminders.wishes import wishes
from progress.rules import read_rules
from progress.standing import STATES

PAGE = (HOME / "docs" / "progress.md").read_text("utf8")
RULES = read_rules()


def block(before):
    """The first block of code after those words."""
    return re.search(r"```\w*\n(.*?)```", PAGE.split(before)[1], re.S)[1]


def test_the_list_of_learners_that_it_shows_is_taken(tmp_path):
    (tmp_path / "learners.csv").write_text(block("## The list of learners"), "utf8")
    people = read_roster(tmp_path / "learners.csv")
    assert [one.learner_id for one in people] == ["ann", "ben", "mia"] and people[1].extensions


def test_it_names_every_column():
    rows = PAGE.split("## The list of learners")[1].split("```")[0]
    assert [name for name in (*COLUMNS, *MORE) if f"`{name}`" not in rows] == []


def test_the_settings_that_it_shows_can_be_used_with_this_course(tmp_path):
    (tmp_path / "own.yml").write_text(block("## The settings"), "utf8")
    rules = read_rules(tmp_path / "own.yml", Course(HOME, tmp_path).slugs)
    assert rules.at_risk == RULES.at_risk and rules.pass_percent == RULES.pass_percent
    assert wishes(rules).sender and wishes(rules).place("finance").endswith("/finance")


def test_the_mail_server_that_it_shows_can_be_named_like_that():
    known = dict(re.findall(r"export (\w+)=(\S+)", PAGE))
    assert known.keys() == {ADDRESS, PASSWORD} and place("", known).tls


def test_it_tells_the_limits_as_they_are_set():
    risk, reminders = RULES.at_risk, RULES.reminders
    assert (risk.overdue, RULES.smallest_group) == (2, 5)
    assert f"a mean below {risk.mean_below:g} %" in PAGE and f"nothing handed in for {risk.silent_days} days" in PAGE
    for words, days in (
        ("is due in {} days, or in {}", "days_before"),
        ("overdue for {1} day, or for {0}", "days_after"),
    ):
        assert words.format(*sorted(reminders[days], reverse=True)) in PAGE


@pytest.mark.parametrize("line", sorted(set(re.findall(r"course\.py ([^`\n;&]+)", PAGE))))
def test_a_command_that_it_shows_exists_with_its_options(line):
    words = line.split()
    if words[0] == "VERB":
        return
    command = cli.commands[words[0]]
    while words[1:] and words[1] in getattr(command, "commands", {}):
        command, words = command.commands[words[1]], words[1:]
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known


def test_it_names_the_states_the_pages_and_the_places_of_the_files():
    assert re.findall(r"^\| (not started|submitted|grading failed|graded) \|", PAGE, re.M) == list(STATES)
    assert [name for name in PAGES if f"`{name}.html`" not in PAGE] == []
    course = Course(HOME, HOME / "build")
    for path in (file(course), OURS, course.progress):
        assert f"`{path.relative_to(HOME).as_posix()}`" in PAGE
