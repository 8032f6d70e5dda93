"""A letter as an e-mail, with its dates as a calendar. Headers are built by the standard library from checked parts,
so that nothing in a name or an address can become a header of its own.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from progress.reminders.calendar import calendar
from progress.reminders.letter import Letter

POLICY = SMTP.clone(cte_type="7bit", raise_on_defect=False)
LONGEST = 254  # characters of an address (RFC 5321)
_LOCAL = re.compile(r"[^\s@<>()\[\],:;\\\"\x00-\x1f\x7f]{1,64}")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.I)


def address(email: str) -> Address | None:
    """The address that mail can go to, or None. A domain in other letters is written as mail servers write it."""
    local, _, domain = email.strip().rpartition("@")
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    dotted = local.startswith(".") or local.endswith(".") or ".." in local
    labels = domain.split(".")
    if len(email) > LONGEST or not _LOCAL.fullmatch(local) or dotted or not local.isprintable():
        return None
    if not all(_LABEL.fullmatch(label) for label in labels):
        return None
    return Address(username=local, domain=domain)


def message(letter: Letter, to: Address, sender: Address | None, now: datetime) -> EmailMessage:
    """The e-mail. Without a sender it is a draft, which a mail program completes."""
    mail = EmailMessage(policy=POLICY)
    mail["Subject"] = letter.subject
    mail["To"] = Address(letter.name, to.username, to.domain)
    if sender:
        mail["From"] = sender
        mail["Message-ID"] = f"<{mark(letter)}@{sender.domain}>"
    else:
        mail["X-Unsent"] = "1"
    mail["Date"] = format_datetime(now.astimezone(UTC))
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence notice comes back
    mail.set_content(letter.text, cte="quoted-printable")
    if letter.events:
        dates = calendar(letter, now)
        mail.add_attachment(dates, maintype="text", subtype="calendar", filename="dates.ics",
                            params={"method": "PUBLISH", "charset": "utf-8"})  # fmt: skip
    return mail


def packed(mail: EmailMessage) -> bytes:
    """As it goes out: only an address in other letters needs more than ASCII."""
    return mail.as_bytes(policy=POLICY.clone(utf8=True)) if needs_utf8(mail) else mail.as_bytes()


def needs_utf8(mail: EmailMessage) -> bool:
    return not all(one.username.isascii() for name in ("To", "From") if name in mail for one in mail[name].addresses)


def mark(letter: Letter) -> str:
    """The same for the same person and occasions: a mail server that gets it twice can tell."""
    told = repr((letter.reminder.learner_id, letter.reminder.occasions))
    return hashlib.sha256(told.encode("utf8", "surrogatepass")).hexdigest()[:32]
