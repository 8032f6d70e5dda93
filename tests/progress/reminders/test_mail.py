"""A letter as an e-mail: nothing in a name or an address becomes a header, and any script is read as it was written."""

import email
from email.policy import default

import pytest

from progress.reminders.mail import address, mark, message, needs_utf8, packed
from tests.progress.made_facts import NOW
from tests.progress.reminders.made_letters import letter, settled

HARD = [
    "Ann\r\nBcc: thief@example.org",
    "Ann\nBcc: thief@example.org\n\nHello",
    'Ann" <thief@example.org>, "Ben',
    "נעמי בת־דוד \u202eלסימ",
    "محمد بن علي",
    "孫悟空",
    "=?utf-8?q?Ann=0ABcc:_x?=",
    "x" * 500,
    "O'Neil, Ann (IT) \\ ; <b>",
    "a\x00b\u2028c",
    "",
]


def read(mail):
    return email.message_from_bytes(packed(mail), policy=default)


def made(name="Ann", to="ann@example.org", **more):
    more = {"coming": (), **more}
    return message(letter(name=name, **more), address(to), settled().sender, NOW)


@pytest.mark.parametrize("name", HARD)
def test_whatever_the_name_there_is_one_recipient_and_no_header_that_we_did_not_write(name):
    back = read(made(name))
    assert set(back.keys()) == {
        "Subject", "To", "From", "Message-ID", "Date", "Auto-Submitted", "MIME-Version", "Content-Type",
        "Content-Transfer-Encoding",
    }  # fmt: skip
    assert [one.addr_spec for one in back["To"].addresses] == ["ann@example.org"]
    assert max(map(len, packed(made(name)).split(b"\r\n"))) < 998


@pytest.mark.parametrize("name", ["נעמי בת־דוד", "محمد بن علي", "孫悟空", "Zoë O'Neil, IT"])
def test_a_name_and_a_text_in_any_script_come_back(name):
    back = read(made(name))
    assert back["To"].addresses[0].display_name == name
    text = back.get_body().get_content()
    assert text.replace("\r\n", "\n") == letter(name=name, coming=()).text
    assert packed(made(name)).isascii()


def test_a_title_with_a_line_break_makes_no_header_either(tmp_path):
    (tmp_path / "subject.txt").write_text("{{ name }}\nBcc: thief@example.org", "utf8")
    back = read(message(letter(wishes=settled(templates=str(tmp_path))), address("a@b.org"), settled().sender, NOW))
    assert back["Subject"] == "Ann Bcc: thief@example.org" and back["Bcc"] is None


@pytest.mark.parametrize(
    "text",
    [
        "", "ann", "@example.org", "ann@", "ann@exa mple.org", "ann@example.org\nBcc: x@y.org", "a b@example.org",
        "a@b@c.org", "<ann@example.org>", "ann@example.org, ben@example.org", "ann@example.org>", "ann\r@example.org",
        '"ann"@example.org', ".ann@example.org", "an..n@example.org", "ann@-a.org", "ann@a..org", "ann@[127.0.0.1]",
        "a" * 65 + "@example.org", "ann@" + "a" * 64 + ".org", "ann@" + "a." * 130 + "org", "a\u202en@example.org",
        "ann@\u2024.org", "ann@example.org;x", "ann\x00@example.org",
    ],
)  # fmt: skip
def test_what_no_mail_can_go_to_is_no_address(text):
    assert address(text) is None


def test_an_address_may_have_spaces_around_it_and_a_domain_in_any_script():
    assert address(" ann@example.org ").addr_spec == "ann@example.org"
    assert address("ann@bücher.example").addr_spec == "ann@xn--bcher-kva.example"
    assert address("ann+cx.2@localhost").addr_spec == "ann+cx.2@localhost"


def test_an_address_in_another_script_is_kept_and_said_to_need_more_of_the_server():
    mail = message(letter(), address("नीना@example.org"), settled().sender, NOW)
    assert needs_utf8(mail) and not needs_utf8(made())
    assert "नीना@example.org".encode() in packed(mail)


def test_a_reply_goes_to_the_sender_and_no_machine_answers():
    back = read(made())
    assert back["From"] == "Course team <course@example.org>"
    assert back["Auto-Submitted"] == "auto-generated"


def test_without_a_sender_it_is_a_draft():
    back = read(message(letter(), address("ann@example.org"), None, NOW))
    assert (back["X-Unsent"], back["From"], back["Message-ID"]) == ("1", None, None)


def test_the_same_message_has_the_same_bytes_but_for_what_parts_it_and_the_same_id():
    assert made(coming=()).as_bytes() == made(coming=()).as_bytes()
    assert read(made())["Message-ID"] == read(made())["Message-ID"] == f"<{mark(letter())}@example.org>"
    assert mark(letter("ann")) != mark(letter("ben"))


def test_dates_come_as_a_calendar_beside_the_text():
    part = next(read(made(coming=letter().reminder.coming)).iter_attachments())
    assert (part.get_content_type(), part.get_filename()) == ("text/calendar", "dates.ics")
    assert part["Content-Type"].params["method"] == "PUBLISH"
    assert b"SUMMARY:Hand in: Alpha" in part.get_payload(decode=True)
