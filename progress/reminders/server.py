"""The door to a mail server: where it is, an encrypted connection to it, and one message handed over."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from progress.errors import MailTrouble
from progress.exports.store import is_here
from progress.reminders.mail import needs_utf8, packed

ADDRESS, PASSWORD = "COURSE_SMTP", "COURSE_SMTP_PASSWORD"
SECONDS = 60  # to connect, and for each answer
CLOSING, READY = 421, 250


@dataclass(frozen=True)
class Place:
    """Where the server is; encrypted from the start (`tls`), or after STARTTLS. Only this machine needs neither."""

    host: str
    port: int
    tls: bool
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class Answer:
    """What became of one message. `taken` is None where the connection broke before the server's last answer."""

    taken: bool | None
    said: str = ""


def place(setting: str, environment: Mapping[str, str] | None = None) -> Place:
    """The server of the environment, else of the setting. Raises MailTrouble with what is wrong."""
    known = os.environ if environment is None else environment
    text = known.get(ADDRESS, "") or setting
    if not text:
        raise MailTrouble(f"No mail server is named: set {ADDRESS}, such as smtps://mail.example.org, or the setting.")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if not host or parts.scheme not in ("smtp", "smtps") or parts.path.strip("/"):
        raise MailTrouble("The mail server must be such as smtps://mail.example.org or smtp://mail.example.org:587.")
    if parts.password is not None and not known.get(ADDRESS):
        raise MailTrouble(f"No password belongs into the settings: set {PASSWORD}, and take it away there.")
    user = unquote(parts.username or "")
    password = known.get(PASSWORD, "") or unquote(parts.password or "")
    if bool(user) != bool(password):
        raise MailTrouble(f"Give both or neither: a name, as in smtps://name@{host}, and {PASSWORD}.")
    usual = 465 if parts.scheme == "smtps" else 25 if is_here(host) else 587
    return Place(host, port or usual, parts.scheme == "smtps", user, password)


class Server:
    """A connection that is made when it is needed, and made again once when it has been closed between messages."""

    def __init__(self, there: Place):
        self._place, self._smtp = there, None

    def open(self) -> None:
        """Connect, if that is not done yet. Raises MailTrouble."""
        if self._smtp is None:
            self._smtp = _connected(self._place)

    def hand_over(self, mail: EmailMessage, about_to: Callable[[], object]) -> Answer:
        """Give the server one message; `about_to` is called when it could be on its way from now on.

        Raises MailTrouble when the server cannot be used at all; then this message was not taken.
        """
        self.open()
        asked = self._asked(mail)
        if asked is None:
            self.close()
            self.open()
            asked = self._asked(mail)
        if asked is None:
            raise MailTrouble(f"The mail server {self._place.host} closed the connection twice.")
        if asked is not True:
            return asked
        about_to()
        try:
            code, said = self._smtp.data(packed(mail))
        except smtplib.SMTPDataError as trouble:
            code, said = trouble.smtp_code, trouble.smtp_error
        except (smtplib.SMTPException, OSError) as trouble:
            self.close()
            return Answer(None, _plain(str(trouble)))
        if code != READY:
            self._reset()
        return Answer(code == READY, _words(code, said))

    def _asked(self, mail: EmailMessage) -> bool | Answer | None:
        """True where the server waits for the message; an Answer where it refuses; None where it has gone."""
        options = []
        if needs_utf8(mail):
            if not self._smtp.has_extn("smtputf8"):
                return Answer(False, "the mail server takes no addresses in other than Latin letters")
            options = ["SMTPUTF8", "BODY=8BITMIME"]
        sender, to = (mail[name].addresses[0].addr_spec for name in ("From", "To"))
        try:
            code, said = self._smtp.mail(sender, options)
            if code == CLOSING:
                return None
            if code != READY:
                host = self._place.host
                raise MailTrouble(f"The mail server {host} takes nothing from {sender}: {_words(code, said)}.")
            code, said = self._smtp.rcpt(to)
        except (smtplib.SMTPException, OSError):
            return None
        if code == CLOSING:
            return None
        if code not in (READY, 251):
            self._reset()
            return Answer(False, _words(code, said))
        return True

    def _reset(self) -> None:
        try:
            self._smtp.rset()
        except (smtplib.SMTPException, OSError):
            self.close()

    def close(self) -> None:
        if self._smtp is not None:
            try:
                self._smtp.quit()
            except (smtplib.SMTPException, OSError):
                self._smtp.close()
            self._smtp = None


def _connected(there: Place) -> smtplib.SMTP:
    here = is_here(there.host)
    name = "localhost" if here else None
    smtp = None
    try:
        if there.tls:
            context = ssl.create_default_context()
            smtp = smtplib.SMTP_SSL(there.host, there.port, name, timeout=SECONDS, context=context)
        else:
            smtp = smtplib.SMTP(there.host, there.port, name, timeout=SECONDS)
            smtp.ehlo()
            if not here:
                smtp.starttls(context=ssl.create_default_context())
        smtp.ehlo()
        if there.user:
            smtp.login(there.user, there.password)
        return smtp
    except (smtplib.SMTPException, OSError) as trouble:
        if smtp is not None:
            smtp.close()
        raise MailTrouble(_trouble(there, trouble)) from trouble


def _trouble(there: Place, trouble: Exception) -> str:
    where = f"The mail server {there.host}:{there.port}"
    if isinstance(trouble, smtplib.SMTPAuthenticationError):
        return f"{where} refused the name and password ({trouble.smtp_code})."
    if isinstance(trouble, smtplib.SMTPNotSupportedError):
        return f"{where} cannot do what is needed, and without encryption nothing is sent: {_plain(str(trouble))}."
    if isinstance(trouble, ssl.SSLCertVerificationError):
        return (
            f"The certificate of {there.host} is not trusted ({trouble.verify_message}). If your organisation has a "
            "certificate authority of its own, name its file in SSL_CERT_FILE."
        )
    return f"{where} cannot be used: {_plain(str(trouble))}."


def _words(code: int, said: bytes | str) -> str:
    text = said.decode("utf8", "replace") if isinstance(said, bytes) else said
    return f"{code} {_plain(text)}".strip()


def _plain(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:200].rstrip(".")
