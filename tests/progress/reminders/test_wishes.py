"""The settings about reminders are checked before anybody is written to."""

from dataclasses import replace

import pytest

from progress.errors import BadRules, RemindTrouble
from progress.reminders.wishes import wishes
from progress.rules import read_rules
from tests.progress.reminders.made_letters import settled


def test_what_the_course_comes_with_can_be_used_and_names_no_sender():
    ours = wishes(read_rules())
    assert (ours.days_before, ours.days_after) == ((1, 7), (1, 7))
    assert (ours.at_risk, ours.managers, ours.sender, ours.server) == (True, False, None, "")


def test_a_sender_may_have_a_name_in_any_script():
    assert settled(sender="Kurs „CX“ 日本 <kurs@example.org>").sender.display_name == "Kurs „CX“ 日本"
    assert settled(sender="kurs@example.org").sender.addr_spec == "kurs@example.org"


@pytest.mark.parametrize(
    "sender",
    ["nobody", "a@b@c", "<>", "a@example.org, b@example.org", "a@example.org\nBcc: x@example.org", "<a", "@", ","],
)
def test_a_sender_that_is_no_address_is_a_sentence(sender):
    with pytest.raises(RemindTrouble, match="reminders: sender must be such as"):
        settled(sender=sender)


@pytest.mark.parametrize(
    "link",
    [
        "hub/{exercise}",
        "https://hub.example.org/",
        "https:///{exercise}",
        "https://[/{exercise}",
        "https://x y/{exercise}",
    ],
)
def test_a_link_without_a_place_for_the_exercise_is_a_sentence(link):
    with pytest.raises(RemindTrouble, match="reminders: link must be an address"):
        settled(link=link)


def test_an_exercise_has_its_own_address():
    assert settled(link="https://hub.example.org/{exercise}?a=1").place("a b") == "https://hub.example.org/a%20b?a=1"
    assert settled().place("alpha") == ""


def test_yes_and_no_are_read_from_a_file_and_nothing_else_is_taken_for_them(tmp_path):
    own = tmp_path / "own.yml"
    own.write_text("reminders: {managers: yes, at_risk: no}", "utf8")
    assert wishes(read_rules(own)).managers and not wishes(read_rules(own)).at_risk
    own.write_text("reminders: {managers: 1}", "utf8")
    with pytest.raises(BadRules, match="reminders: managers must be yes or no, and it is 1"):
        read_rules(own)


def test_replacing_settings_keeps_the_others():
    assert replace(read_rules(), reminders=read_rules().reminders) == read_rules()
