"""The door to a mail server: where it may be, and what is done when it says no."""

import ssl

import pytest
from aiosmtpd.smtp import AuthResult

from progress.errors import MailTrouble
from progress.reminders.mail import address, message
from progress.reminders.server import ADDRESS, PASSWORD, Place, Server, place
from tests.progress.made_facts import NOW
from tests.progress.reminders.made_letters import letter, settled
from tests.progress.reminders.mail_server import Box, mail_server


def mail(to="ann@example.org"):
    return message(letter(), address(to), settled().sender, NOW)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("smtps://mail.example.org", Place("mail.example.org", 465, True)),
        ("smtp://mail.example.org", Place("mail.example.org", 587, False)),
        ("smtp://localhost", Place("localhost", 25, False)),
        ("smtps://me%40a.org:a%2Fb@mail.example.org:4465", Place("mail.example.org", 4465, True, "me@a.org", "a/b")),
    ],
)  # fmt: skip
def test_a_server_is_named_by_its_address(text, found):
    assert place("", {ADDRESS: text}) == found


def test_the_environment_comes_before_the_settings_and_has_the_password():
    assert place("smtps://old.example.org", {ADDRESS: "smtps://new.example.org"}).host == "new.example.org"
    assert place("smtps://me@mail.example.org", {PASSWORD: "secret"}).password == "secret"
    assert "secret" not in repr(place("smtps://me@mail.example.org", {PASSWORD: "secret"}))


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("", "No mail server is named"),
        ("mail.example.org", "must be such as"),
        ("https://mail.example.org", "must be such as"),
        ("smtps://mail.example.org:x", "must be such as"),
        ("smtps://", "must be such as"),
        ("smtps://me:secret@mail.example.org", "No password belongs into the settings"),
        ("smtps://me@mail.example.org", "Give both or neither"),
    ],
)
def test_an_address_that_cannot_be_used_is_a_sentence_without_the_password(setting, words):
    with pytest.raises(MailTrouble, match=words) as trouble:
        place(setting, {})
    assert "secret" not in str(trouble.value)


def test_a_message_arrives_and_is_announced_just_before():
    box, told = Box(), []
    with mail_server(box) as there:
        server = Server(there)
        answer = server.hand_over(mail(), lambda: told.append(len(box.got)))
        server.close()
    assert (answer.taken, told) == (True, [0])
    assert box.got[0][0] == ["ann@example.org"] and box.got[0][1]["Subject"] == "Due 2 March 2026: Alpha"


def test_a_refused_recipient_is_never_announced_and_the_connection_goes_on():
    box, told = Box(refuse={"ann@example.org": "550 no such person"}), []
    with mail_server(box) as there:
        server = Server(there)
        first = server.hand_over(mail(), lambda: told.append(1))
        second = server.hand_over(mail("ben@example.org"), lambda: told.append(2))
        server.close()
    assert (first.taken, first.said, second.taken, told) == (False, "550 no such person", True, [2])


def test_a_message_that_is_refused_after_it_was_read_is_refused():
    with mail_server(Box(spoil={"ann@example.org": "554 looks like spam"})) as there:
        server = Server(there)
        answers = [server.hand_over(mail(to), lambda: None) for to in ("ann@example.org", "ben@example.org")]
        server.close()
    assert [answer.taken for answer in answers] == [False, True]


def test_a_connection_that_breaks_in_the_middle_leaves_it_open_whether_it_was_taken():
    with mail_server(Box(spoil={"ann@example.org": "break"})) as there:
        server = Server(there)
        answers = [server.hand_over(mail(to), lambda: None) for to in ("ann@example.org", "ben@example.org")]
        server.close()
    assert [answer.taken for answer in answers] == [None, True]


def test_a_server_that_takes_only_so_many_in_one_connection_is_called_again():
    box = Box(gone=2)
    with mail_server(box) as there:
        server = Server(there)
        assert [server.hand_over(mail(), lambda: None).taken for _ in range(5)] == [True] * 5
        server.close()
    assert len(box.got) == 5


def test_a_server_that_is_not_there_is_a_sentence():
    with pytest.raises(MailTrouble, match=r"The mail server 127.0.0.1:9 cannot be used: .*refused"):
        Server(Place("127.0.0.1", 9, False)).open()


def test_another_machine_without_encryption_gets_nothing(monkeypatch):
    monkeypatch.setattr("progress.reminders.server.is_here", lambda host: False)
    box = Box()
    with mail_server(box) as there, pytest.raises(MailTrouble, match="without encryption nothing is sent"):
        Server(there).hand_over(mail(), lambda: None)
    assert box.asked == []


def test_a_server_that_does_not_speak_tls_gets_nothing_by_smtps():
    with mail_server(Box()) as there, pytest.raises(MailTrouble, match="cannot be used"):
        Server(Place(there.host, there.port, True)).open()


def test_a_certificate_that_nobody_vouches_for_is_a_sentence(monkeypatch, own_certificate):
    monkeypatch.setattr("progress.reminders.server.is_here", lambda host: False)
    words = "certificate of 127.0.0.1 is not trusted"
    with mail_server(Box(), tls_context=own_certificate) as there, pytest.raises(MailTrouble, match=words):
        Server(there).open()


def test_a_wrong_password_is_a_sentence_that_does_not_hold_it():
    refusing = {"authenticator": lambda *_: AuthResult(success=False, handled=False), "auth_require_tls": False}
    with mail_server(Box(), **refusing) as there, pytest.raises(MailTrouble, match="refused the name") as trouble:
        Server(Place(there.host, there.port, False, "me", "secret")).open()
    assert "secret" not in str(trouble.value)


def test_a_right_password_opens():
    def right(server, session, envelope, mechanism, data):
        return AuthResult(success=(data.login, data.password) == (b"me", b"secret"))

    with mail_server(Box(), authenticator=right, auth_require_tls=False) as there:
        server = Server(Place(there.host, there.port, False, "me", "secret"))
        assert server.hand_over(mail(), lambda: None).taken
        server.close()


@pytest.mark.parametrize(("able", "taken"), [(True, True), (False, False)])
def test_an_address_in_another_script_needs_a_server_that_can(able, taken):
    box = Box()
    with mail_server(box, enable_SMTPUTF8=able) as there:
        server = Server(there)
        assert server.hand_over(mail("नीना@example.org"), lambda: None).taken is taken
        assert server.hand_over(mail(), lambda: None).taken
        server.close()
    assert [to for to, _ in box.got][0] == (["नीना@example.org"] if able else ["ann@example.org"])


@pytest.fixture
def own_certificate(tmp_path):
    """A certificate that the server has signed itself."""
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (tmp_path / "both.pem").write_bytes(pem + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "both.pem")
    return context
