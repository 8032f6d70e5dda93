"""Who is reached, who is not, and who waits for tomorrow."""

from datetime import date

import pytest

from grading.course import Course
from progress.errors import RemindTrouble
from progress.reminders.history import History
from progress.reminders.plan import plan
from tests.progress.made_facts import facts, learner, spec
from tests.progress.reminders.made_letters import settled

LONG_AGO = date(2026, 1, 1)


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path, tmp_path / "build")


def silent(*emails):
    """Facts about learners l0, l1, … who are silent, with these addresses."""
    from dataclasses import replace

    people = [replace(learner(f"l{n}", start=LONG_AGO), email=email) for n, email in enumerate(emails)]
    return facts(people, [spec("alpha")])


def test_everybody_with_an_address_gets_a_letter_and_the_others_are_named(course):
    made = plan(course, silent("a@example.org", "", "nonsense", "d@example.org"), settled(), History())
    assert made.learner_ids == ["l0", "l3"]
    assert made.sentences() == [
        "l1: they have no e-mail address on the roster, and are not written to.",
        "l2: they have an e-mail address that no mail can go to; mend it on the roster.",
    ]


def test_two_people_with_one_address_get_a_letter_each(course):
    made = plan(course, silent("a@example.org", "a@example.org"), settled(), History())
    assert len(made.letters) == 2


def test_whoever_was_written_to_today_waits_for_tomorrow(course):
    known = History(days={"l0": {date(2026, 3, 1)}, "l1": {date(2026, 2, 28)}})
    made = plan(course, silent("a@example.org", "b@example.org"), settled(), known)
    assert (made.learner_ids, made.wait) == (["l1"], ("l0",))


def test_of_many_only_some_are_named(course):
    made = plan(course, silent(*[""] * 25), settled(), History())
    assert " and 5 more: they have no e-mail address on the roster" in made.sentences()[0]


def test_a_template_that_is_wrong_ends_it_before_any_letter_goes_out(course, tmp_path):
    (tmp_path / "message.txt").write_text("{{ wrong }}", "utf8")
    with pytest.raises(RemindTrouble, match="Nothing was sent"):
        plan(course, silent("a@example.org"), settled(templates=str(tmp_path)), History())
