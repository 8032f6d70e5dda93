"""A file as a channel delivered it: a folder, an archive or an exchange. Nobody has looked inside yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from grading.errors import Rejected
from grading.settings import MAX_NOTEBOOK_BYTES

SHOWN_CHARACTERS = 120
# Systems and nbgrader leave these behind; they are nobody's work.
IGNORED = {"Thumbs.db", "desktop.ini", "__MACOSX", "hints.json", "timestamp.txt", "submission_secret.txt"}


def _nothing() -> bytes:
    return b""


@dataclass(frozen=True)
class Delivery:
    """`parts` is the path within the channel, outermost first. People are recognised by it; no file is named by it."""

    parts: tuple[str, ...]
    received_at: datetime  # UTC, from the channel
    read: Callable[[], bytes] = _nothing  # the content; raises Rejected
    trouble: str = ""  # a sentence, when the channel itself shows that this cannot be accepted
    note: str = ""  # a sentence worth knowing, when it can

    @property
    def origin(self) -> str:
        return shown("/".join(self.parts))


def shown(name: str) -> str:
    """`name` fit to print: control and direction characters made visible, the end of a long one cut off."""
    plain = "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in name)
    return plain if len(plain) <= SHOWN_CHARACTERS else plain[:SHOWN_CHARACTERS] + "…"


def ignored(name: str) -> bool:
    """True for what operating systems, nbgrader and the course itself put beside notebooks."""
    return name.startswith(".") or name in IGNORED or name.endswith(".parquet")


def moment(seconds: float, now: datetime | None = None) -> datetime:
    """Seconds since 1970 as a time in UTC. A time that is impossible or yet to come counts as now."""
    now = now or datetime.now(UTC)
    try:
        return min(datetime.fromtimestamp(seconds, UTC), now)
    except (OverflowError, ValueError, OSError):
        return now


def too_big(origin: str, size: int) -> str:
    """The sentence for a file of `size` bytes that is over the limit, or an empty text."""
    if size <= MAX_NOTEBOOK_BYTES:
        return ""
    mega = 1024 * 1024
    return (
        f"{origin} is {size / mega:,.0f} MB, and the limit is {MAX_NOTEBOOK_BYTES / mega:.0f} MB. "
        "Ask the learner to clear the notebook's outputs, save it and hand it in again."
    )


def limited(origin: str, content: bytes) -> bytes:
    """`content`, which was read up to one byte over the limit. Raises Rejected when it is over."""
    if len(content) > MAX_NOTEBOOK_BYTES:
        raise Rejected(too_big(origin, len(content)))
    return content
