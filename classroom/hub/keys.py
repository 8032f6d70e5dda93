"""The classroom's passwords and tokens: made once, kept in files that only their owner can read."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from grading import atomic
from grading.errors import CourseError

FILE = "keys.json"
PASSWORDS = "passwords.txt"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that could be taken for another one


@dataclass(frozen=True)
class Keys:
    """Two passwords for people, and what the programs show to one another."""

    learners: str
    trainer: str
    proxy: str
    service: str
    cookies: str


def keys(folder: Path) -> Keys:
    """The keys of this classroom; made at the first call. Raises CourseError when the file is damaged."""
    file = folder / FILE
    if not file.exists():
        made = Keys(_password(), _password(), *(secrets.token_hex(32) for _ in range(3)))
        atomic.write(file, json.dumps(asdict(made), indent=1) + "\n")
    try:
        found = json.loads(file.read_text("utf8"))
        return Keys(**{field.name: str(found[field.name]) for field in fields(Keys)})
    except (ValueError, KeyError, TypeError):
        raise CourseError(f"{file} is damaged. Remove it, and new passwords are made at the next start.") from None


def tell(folder: Path, trainer: str, made: Keys) -> Path:
    """Write the passwords to a file for people, and return its path."""
    file = folder / PASSWORDS
    text = f"learners (each under an id of the roster)  {made.learners}\n{trainer:<42} {made.trainer}\n"
    if not file.exists() or file.read_text("utf8") != text:
        atomic.write(file, text)
    return file


def _password() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
