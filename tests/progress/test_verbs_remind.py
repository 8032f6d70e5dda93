"""`course.py remind` as a trainer uses it, on a small course with its own gradebook and a mail server."""

import csv
import json

import pytest
from click.testing import CliRunner

from grading import audit, reminded
from grading.forget import forget
from grading.handout import collected
from grading.stored import left_open
from progress.bench_cohort import make_cohort, make_course
from progress.errors import MailTrouble, RemindTrouble
from progress.reminders.server import ADDRESS
from progress.verbs_remind import remind
from tests.progress.reminders.mail_server import Box, mail_server

SETTINGS = "reminders: {sender: Course team <course@example.org>, managers: yes}\ndue: {everything: 2026-02-20}\n"


@pytest.fixture
def course(tmp_path):
    """Twelve learners; the first is the manager of all, the second has no address, the third one that cannot be."""
    made = make_course(tmp_path, 3, 2)
    make_cohort(made, 12, stop=0.5)
    with made.roster.open(encoding="utf8", newline="") as file:
        rows = list(csv.reader(file))
    for row in rows[1:]:
        row[5] = rows[1][0]
    rows[2][2], rows[3][2] = "", "nonsense"
    with made.roster.open("w", encoding="utf8", newline="") as file:
        csv.writer(file).writerows(rows)
    return made


@pytest.fixture
def run(course, tmp_path):
    """`run(words…)`: what was said and complained about; whatever stops it is raised."""
    (tmp_path / "own.yml").write_text(SETTINGS, "utf8")
    known = {"COURSE_PROGRESS": str(tmp_path / "own.yml"), ADDRESS: ""}

    def run(*words, there=None, settings=None):
        if settings is not None:
            (tmp_path / "own.yml").write_text(settings, "utf8")
        more = {ADDRESS: f"smtp://127.0.0.1:{there.port}"} if there else {}
        runner = CliRunner(env={**known, **more})
        ended = runner.invoke(remind, [str(word) for word in words], obj=course, standalone_mode=False)
        if ended.exception and not isinstance(ended.exception, SystemExit):
            raise ended.exception
        return ended.exit_code, ended.stdout, ended.stderr

    return run


def test_by_default_it_only_says_who_would_get_what(run, course):
    status, said, complained = run("--on", "2026-03-01")
    lines = said.splitlines()
    assert status == 0 and lines[-1] == f"{len(lines) - 1} people would be written to on 2026-03-01. Nothing was sent."
    assert lines[0].count(" <learner-") == 1 and "Past its date: Exercise" in said
    assert "they have no e-mail address" in complained or "no mail can go to" in complained
    assert reminded.lines(course) == []
    assert (audit.entries(course)[-1]["command"], audit.entries(course)[-1]["did"]) == ("remind", "nothing")


def test_what_was_sent_is_not_sent_again_and_the_log_knows_who_was_written_to(run, course):
    box = Box()
    with mail_server(box) as there:
        status, said, _ = run("--send", there=there)
        count = len(box.got)
        assert (status, count > 3) == (0, True)
        assert f"{count} of {count} messages were accepted by 127.0.0.1." in said
        assert len(audit.entries(course)[-1]["learners"]) == count
        assert "0 of 0 messages were accepted" in run("--send", there=there)[1]
    assert len(box.got) == count == len({to[0] for to, _ in box.got})
    assert "0 people would be written to" in run()[1]


def test_a_refused_recipient_is_told_of_and_gets_theirs_the_next_time(run, course):
    with mail_server(Box()) as there:
        who = run()[1].split()[0]
    with mail_server(Box(refuse={f"{who}@example.org": "550 nobody"})) as there:
        status, _, complained = run("--send", there=there)
    assert status == 2 and f"{who}: refused by the mail server (550 nobody). The next run tries again." in complained
    box = Box()
    with mail_server(box) as there:
        run("--send", there=there)
    assert [to for to, _ in box.got] == [[f"{who}@example.org"]]


def test_a_message_in_doubt_is_told_of_and_after_a_run_that_sends_no_more(run, course):
    with reminded.alone(course):
        entry = {"at": "2026-01-02T03:04:05+00:00", "who": "learner-00005", "message": "m", "step": "sending"}
        reminded.append(course, {**entry, "occasions": []})
    words = "learner-00005: perhaps sent on 2026-01-02. The program was ended"
    assert words in run()[2]
    with mail_server(Box()) as there:
        assert words in run("--send", there=there)[2]
    assert words not in run()[2]


def test_the_manager_reads_of_their_team_within_their_one_message(run):
    box = Box()
    with mail_server(box) as there:
        run("--send", there=there)
    (mine,) = [mail for to, mail in box.got if to == ["learner-00001@example.org"]]
    assert "may need help:" in mine.get_body().get_content()


def test_letters_are_written_to_a_folder_and_forgotten_with_a_person(run, course):
    folder = course.build / "reminders" / "letters"
    _, said, _ = run("--write", folder)
    assert "Nothing was sent, and nothing is noted as sent." in said
    count = len(list(folder.glob("*.eml")))
    assert count and run("--write", folder, "--as-sent")[1].startswith(f"{count} messages are in ")
    assert "0 people would be written to" in run()[1]
    assert [path for path in left_open(course) if "reminders" in path.parts] == []
    who = reminded.lines(course)[0]["who"]
    assert json.loads(collected(course, who)["data.json"])["reminders"] == reminded.about(course, who) != []
    forget(course, [who])
    assert who not in reminded.file(course).read_text("utf8") and list(folder.iterdir()) == []


def test_nothing_is_sent_without_a_sender_or_a_server(run, course):
    with pytest.raises(MailTrouble, match="No mail server is named"):
        run("--send")
    with pytest.raises(RemindTrouble, match="sender is empty"):
        run("--send", settings="due: {everything: 2026-02-20}")
    assert reminded.lines(course) == audit.entries(course) == []


@pytest.mark.parametrize(
    "words", [("--send", "--write", "x"), ("--send", "--on", "2026-01-01"), ("--as-sent",), ("--as-sent", "--send")]
)
def test_words_that_do_not_go_together_are_refused(run, words):
    from click import UsageError

    with pytest.raises(UsageError, match="--send goes alone"):
        run(*words)
