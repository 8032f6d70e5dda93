"""What the settings say about reminders, checked before anybody is written to."""

from __future__ import annotations

from dataclasses import dataclass
from email.errors import HeaderParseError
from email.headerregistry import Address, AddressHeader
from email.policy import SMTP
from urllib.parse import quote, urlsplit

from progress.errors import RemindTrouble
from progress.rules import Rules

HERE = "{exercise}"  # stands in the link for an exercise's name


@dataclass(frozen=True)
class Wishes:
    """`days_before` and `days_after` a due date; `sender` is None as long as none is given."""

    days_before: tuple[int, ...]
    days_after: tuple[int, ...]
    at_risk: bool
    managers: bool
    sender: Address | None
    link: str
    templates: str
    server: str

    def place(self, exercise: str) -> str:
        """The address of one exercise, or an empty text."""
        return self.link.replace(HERE, quote(exercise))


def wishes(rules: Rules) -> Wishes:
    """The settings `reminders` of `rules`. Raises RemindTrouble with a sentence on what is wrong."""
    told = rules.reminders
    return Wishes(
        tuple(sorted(set(told["days_before"]))),
        tuple(sorted(set(told["days_after"]))),
        told["at_risk"],
        told["managers"],
        _sender(told["sender"]) if told["sender"].strip() else None,
        _link(told["link"].strip()),
        told["templates"].strip(),
        told["server"].strip(),
    )


def _sender(text: str) -> Address:
    try:
        header: AddressHeader = SMTP.header_factory("From", text.strip())
        if not header.defects and len(header.addresses) == 1 and header.addresses[0].domain:
            return header.addresses[0]
    except (HeaderParseError, ValueError, IndexError):  # what the standard library raises on broken addresses
        pass
    raise RemindTrouble(f"reminders: sender must be such as Course team <course@example.org>, and it is {text!r}.")


def _link(text: str) -> str:
    try:
        good = not text or (urlsplit(text).scheme in ("https", "http") and bool(urlsplit(text).netloc))
    except ValueError:
        good = False
    if good and text == "".join(text.split()) and (not text or HERE in text):
        return text
    raise RemindTrouble(
        f"reminders: link must be an address with {HERE} in it, such as https://hub.example.org/cx101/{HERE}, "
        f"and it is {text!r}."
    )
