"""docs/certificates.md says what is so."""

import re

from click.testing import CliRunner

from grading.course import HOME, Course
from progress.certificates.keys import badge_key_file
from progress.certificates.ledger import file, of_person
from progress.certificates.offer import offer
from progress.rules import read_rules
from progress.verbs_certificate import certificate

PAGE = (HOME / "docs" / "certificates.md").read_text("utf8")


def test_the_settings_that_it_shows_are_enough(tmp_path):
    (tmp_path / "own.yml").write_text(re.search(r"```yaml\n(.*?)```", PAGE, re.S)[1], "utf8")
    assert offer(read_rules(tmp_path / "own.yml"), ("alpha",)).made


def test_the_commands_that_it_shows_exist_with_their_options():
    told = re.findall(r"course\.py certificate (\w+)([^`\n]*)", PAGE)
    assert {command for command, _ in told} == set(certificate.commands)
    for command, words in told:
        known = CliRunner().invoke(certificate, [command, "--help"], obj=Course()).output
        assert all(option in known for option in re.findall(r"--[a-z]+", words))


def test_the_files_that_it_names_are_where_it_says():
    course = Course(HOME, HOME / "build")
    for path in (file(course), of_person(course, "<learner_id>"), badge_key_file(course)):
        assert path.relative_to(HOME).as_posix() in PAGE
