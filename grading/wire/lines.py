"""Messages as lines of ASCII, for a program that is asked once and answers into a file."""

from __future__ import annotations

import json


def encode(message: dict) -> bytes:
    """One message as one line of ASCII. Raises ValueError for a number that JSON does not have, such as NaN."""
    return json.dumps(message, separators=(",", ":"), allow_nan=False).encode("ascii") + b"\n"


def decode(data: bytes) -> list[dict]:
    """All whole messages in `data`; a last line without an end is left out. Raises ValueError for anything else."""
    messages = []
    for line in data.split(b"\n")[:-1]:
        try:
            message = json.loads(line)
        except RecursionError:
            raise ValueError("a message is nested too deeply") from None
        if not isinstance(message, dict):
            raise ValueError("a message is not a JSON object")
        messages.append(message)
    return messages
