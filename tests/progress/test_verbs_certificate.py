"""`course.py certificate` as a trainer uses it, on a small course with its own gradebook."""

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from grading import audit
from grading.course import HOME
from progress.bench_cohort import make_cohort, make_course
from progress.certificates import ledger
from progress.verbs_certificate import certificate

SETTINGS = "pass_percent: 1\ncertificates:\n  issuer: Fernwick\n  address: https://example.org\n"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    made = make_course(tmp_path_factory.mktemp("certificates"), exercises=2, questions=4)
    make_cohort(made, learners=6, stop=0.0, failed=0.0)
    return made


@pytest.fixture
def run(course, tmp_path, monkeypatch):
    """`run(words…)`: exit status, what was said, and what was complained about."""
    (tmp_path / "own.yml").write_text(SETTINGS, "utf8")
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "own.yml"))

    def run(*words):
        ended = CliRunner().invoke(certificate, [str(word) for word in words], obj=course, catch_exceptions=True)
        return ended.exit_code, ended.stdout, ended.stderr or str(ended.exception or "")

    return run


@pytest.fixture
def issued(run, course):
    """The badge of the first who has one; all who have earned some have them."""
    run("issue", "--all")
    return next(ledger.folder(course).glob("people/*/cx-at-work.svg"))


def test_all_who_have_earned_one_get_it_and_a_second_run_says_that_nothing_is_new(run, issued, course):
    assert len(ledger.read(course)) >= 8
    status, said, _ = run("issue", "--all")
    assert (status, said.splitlines()) == (0, [
        f"0 issued. What anybody needs to verify a badge is in {ledger.folder(course) / 'publish'}: "
        "put it at your web address."
    ])  # fmt: skip


def test_who_is_named_is_told(run, issued):
    status, said, _ = run("issue", issued.parent.name)
    assert (status, f"{issued.parent.name}, CX at work: issued already." in said) == (0, True)


@pytest.mark.parametrize("words", [["issue"], ["issue", "--all", "ann"]])
def test_either_learners_or_all_are_named(run, words):
    status, _, complained = run(*words)
    assert (status, "Name learners, or say --all." in complained) == (2, True)


def test_a_badge_is_verified_with_its_holder(run, issued):
    status, said, _ = run("verify", issued, "--recipient", f"{issued.parent.name}@example.org")
    assert (status, said.startswith("Valid: CX at work, issued on ")) == (0, True)
    status, _, complained = run("verify", issued, "--recipient", "somebody@example.org")
    assert (status, complained) == (2, "NOT VALID: It was given to somebody else.\n")


def test_one_is_withdrawn_by_its_number_and_then_refused_and_the_log_knows(run, issued, course):
    number = next(iter(ledger.read(course))).removeprefix("urn:uuid:")
    status, said, _ = run("revoke", number, "--why", "copied")
    assert (status, f"number {number}, is withdrawn." in said) == (0, True)
    withdrawn = next(one for one in ledger.read(course).values() if one.revoked)
    refused = [path for path in ledger.folder(course).glob("people/*/*.svg") if run("verify", path)[0]]
    assert [path.stem for path in refused] == [withdrawn.file]
    noted = audit.entries(course, refused[0].parent.name)[-1]
    assert (noted["command"], noted["id"], len(noted["learners"])) == ("certificate revoke", number, 1)


def test_the_door_has_the_verb_and_ends_in_one_sentence_where_nothing_was_issued(tmp_path):
    (tmp_path / "badge.svg").write_text("<svg/>")
    words = ["certificate", "verify", str(tmp_path / "badge.svg")]
    environment = {**os.environ, "COURSE_BUILD": str(tmp_path / "build")}
    ended = subprocess.run(
        [sys.executable, "-m", "grading.cli", *words],
        cwd=HOME,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("There is no key of certificates at ")
    assert ended.stderr.count("\n") == 1
