"""The key that badges are signed with: made at its first use, for its owner only, beside the course's key."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.keys import KeyEd25519, KeyFactory, KeyType

from grading.atomic import private_folder
from grading.course import Course
from grading.errors import CourseError
from grading.pseudonyms import key_file


def badge_key_file(course: Course) -> Path:
    return key_file(course).with_name("certificates.key")


def badge_key(course: Course, make: bool = True) -> KeyEd25519:
    """The pair of keys. Raises CourseError when the file is damaged, or missing and not to be made."""
    path = badge_key_file(course)
    key = KeyFactory(KeyType.ED25519)
    try:
        if make and not path.exists():
            _make(path)
        path.chmod(0o600)
        key.read_private_key(path.read_bytes())
    except FileNotFoundError:
        raise CourseError(
            f"There is no key of certificates at {path}. If any were issued, bring it back from a backup."
        ) from None
    except (OSError, LibOpenBadgesException) as trouble:
        reason = getattr(trouble, "strerror", None) or "it is damaged"
        raise CourseError(
            f"The key of the certificates {path} cannot be used: {reason}. "
            "Bring it back from a backup; with a new one, badges that were issued can no longer be verified."
        ) from trouble
    key.pub_key = key.priv_key.public_key()
    return key


def _make(path: Path) -> None:
    private_folder(path.parent)
    part = path.with_name(f".part-{path.name}-{secrets.token_hex(4)}")
    part.touch(mode=0o600)
    try:
        part.write_bytes(KeyFactory(KeyType.ED25519).generate_keypair()[0])
        os.link(part, path)  # unlike a rename it never takes the place of a key that another command has just made
    except FileExistsError:
        pass
    finally:
        part.unlink()
