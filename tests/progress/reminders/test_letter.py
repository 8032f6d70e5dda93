"""The words of a reminder, ours and an organisation's own."""

from datetime import date

import pytest

from progress.errors import RemindTrouble
from progress.reminders.letter import NAMES, OURS, Texts, one_line
from progress.reminders.wanted import Item, Member
from tests.progress.reminders.made_letters import ALPHA, letter, reminder, settled


def test_it_names_one_thing_to_do_its_place_and_its_date():
    text = letter().text
    assert text.startswith("Hello Ann,\n\none thing to do next: hand in “Alpha”.\n")
    assert "You find it in your course folder, as alpha/alpha.ipynb" in text
    assert "- Alpha: 2 March 2026, tomorrow" in text
    assert text.count("one thing to do next") == 1
    assert letter().subject == "Due 2 March 2026: Alpha"


def test_with_a_link_in_the_settings_it_gives_the_link():
    text = letter(wishes=settled(link="https://hub.example.org/{exercise}")).text
    assert "You find it here: https://hub.example.org/alpha\n" in text


def test_what_could_not_be_graded_is_said_not_to_count_as_0():
    todo = Item("alpha", "Alpha", date(2026, 2, 20), -9, failed=True, reason="It is no notebook.")
    made = letter(todo=todo, coming=(), overdue=(todo,))
    assert (
        "mend “Alpha” and hand it in again. It could not be graded, and does not count as 0.\nIt is no note"
        in made.text
    )
    assert made.subject == "Past its date: Alpha"
    assert "- Alpha: was due 20 February 2026, could not be graded" in made.text


def test_silence_marks_and_another_try_are_said_in_plain_words():
    todo = Item("beta", "Beta", again=True)
    made = letter(todo=todo, coming=(), silent_days=20, mean="43.1")
    assert made.subject == "Your next step: Beta"
    for words in ("work on “Beta” once more", "Nothing has come from you for 20 days.", "is 43.1 %."):
        assert words in made.text


def test_a_manager_reads_about_their_team_alone():
    made = letter(todo=None, coming=(), team=(Member("Ben\nBcc: x", ("a", "b")),))
    assert made.subject == "Your team in the course"
    assert "In your team 1 person may need help:\n- Ben Bcc: x: a; b\n" in made.text
    assert "one thing" not in made.text and made.events == ()


def test_no_line_is_left_with_blank_ends_and_no_hole_is_wider_than_one_line():
    for one in (
        letter(),
        letter(team=(Member("Ben", ("a",)),)),
        letter(todo=None, coming=(), team=(Member("B", ("a",)),)),
    ):
        assert "\n\n\n" not in one.text and not any(line != line.strip() for line in one.text.splitlines())


def test_names_are_put_in_as_they_are_but_in_one_line():
    assert letter(name="<b>{{ x }}</b>\r\nBcc: a@b").name == "<b>{{ x }}</b> Bcc: a@b"
    assert one_line("נעמי\u202e!\x00 \ud800x") == "נעמי! x"
    assert len(one_line("x" * 500)) == 150 and "=?" not in one_line("=?utf-8?q?x?=")


def test_an_organisation_can_replace_one_text_and_keeps_the_others(tmp_path):
    (tmp_path / "subject.txt").write_text("Bitte abgeben:\n{{ todo.title }} bis {{ todo.due }}", "utf8")
    made = letter(wishes=settled(templates=str(tmp_path)))
    assert made.subject == "Bitte abgeben: Alpha bis 2026-03-02"
    assert made.text == letter().text


def test_a_folder_is_looked_for_below_the_course(tmp_path):
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "message.txt").write_text("Hi", "utf8")
    assert Texts(settled(templates="ours"), tmp_path).letter(reminder()).text == "Hi\n"


def test_a_folder_without_templates_is_a_sentence(tmp_path):
    with pytest.raises(RemindTrouble, match="reminders: templates names .*, and none of subject.txt"):
        Texts(settled(templates="ours"), tmp_path)


@pytest.mark.parametrize(
    "text", ["{{ nobody }}", "{% if %}", "{{ todo.wrong }}", "{{ ''.__class__.__mro__ }}", "{{ 1 / 0 }}"]
)
def test_a_template_that_is_wrong_is_a_sentence_and_nothing_else_happens(tmp_path, text):
    (tmp_path / "message.txt").write_text(text, "utf8")
    with pytest.raises(RemindTrouble, match="The template message.txt of reminders is wrong.*Nothing was sent"):
        letter(wishes=settled(templates=str(tmp_path)))


def test_a_template_in_another_encoding_is_a_sentence(tmp_path):
    (tmp_path / "message.txt").write_bytes("für".encode("latin-1"))
    with pytest.raises(RemindTrouble, match="message.txt"):
        letter(wishes=settled(templates=str(tmp_path)))


def test_the_names_of_the_templates_are_those_that_are_there():
    assert sorted(path.name for path in OURS.iterdir()) == sorted(NAMES)


def test_a_date_for_the_calendar_has_the_exercise_and_its_link():
    event = letter(wishes=settled(link="https://hub.example.org/{exercise}")).events[0]
    assert (event.item, event.summary, event.link) == (ALPHA, "Hand in: Alpha", "https://hub.example.org/alpha")
