"""The tool's own keys: private files below build/lti/keys, and the public ones that platforms fetch.

The newest signs. The one before it stays public, because a platform may hold it for a while.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pylti1p3.registration import Registration

from classroom.lti.errors import LtiTrouble
from grading.atomic import private_folder, write

BITS = 2048  # what every platform takes
KEPT = 2


@dataclass(frozen=True)
class ToolKey:
    private: str
    public: str

    @property
    def kid(self) -> str:
        return Registration.get_jwk(self.public)["kid"]


def new_key(folder: Path) -> ToolKey:
    """Make a key that signs from now on; of the older ones only the last is kept."""
    private_folder(folder)
    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    write(folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}.pem", pem, 0o600)
    for old in _files(folder)[:-KEPT]:
        old.unlink()
    return tool_keys(folder)[-1]


def tool_keys(folder: Path) -> list[ToolKey]:
    """All keys, the one that signs last. Raises LtiTrouble when there is none, or when others can read one."""
    found = []
    for path in _files(folder):
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise LtiTrouble(f"Others can read the tool's key {path}. Make a new one: course.py passback --new-key")
        found.append(_key(path))
    if not found:
        raise LtiTrouble(f"There is no tool key in {folder}. Make one: python3 course.py passback --new-key")
    return found


def public_keys(folder: Path) -> str:
    """The key set (JWKS) that platforms fetch."""
    return json.dumps({"keys": [Registration.get_jwk(key.public) for key in reversed(tool_keys(folder))]})


def _key(path: Path) -> ToolKey:
    try:
        private = path.read_text("ascii")
        public = serialization.load_pem_private_key(private.encode(), None).public_key()
    except (OSError, ValueError, TypeError) as trouble:
        raise LtiTrouble(f"The tool's key {path} cannot be read: {trouble}") from None
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return ToolKey(private, public.public_bytes(serialization.Encoding.PEM, form).decode())


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.pem"))
