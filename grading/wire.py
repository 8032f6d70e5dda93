"""The only door between the grader and the programs behind the wall: bounded JSON, one message a line, no pickle.

Both sides use it, so it imports nothing but the standard library. What comes from behind the wall is never
trusted: it is read up to a limit, and outputs are made anew from plain texts.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from numbers import Number

SHOWN = ("text/plain", "image/png", "image/jpeg")  # kinds of output that can do nothing when a page shows them
VALUES = 20_000  # entries that one value may have
DEPTH = 20  # lists in lists that one value may have
CUT = "\n[The rest of this output was cut, because it is too long.]\n"


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


def plain(value: object) -> object:
    """The value as plain data, by the same rules as `cxlab.hints.plain`, but never more than VALUES entries.

    Comes back with a truth value, a number, a text, or lists and dictionaries of these; with None for anything else,
    a missing or endless number included, because JSON has none.
    Raises ValueError when it is too large or too deep.
    """
    return _plain(value, [VALUES], 0)


def outputs(entries: object, characters: int, size: int) -> list[dict]:
    """The outputs of one cell, made anew: known kinds, known keys and plain texts only.

    Each stream and traceback has at most `characters`, all outputs together about `size` bytes; what is cut
    says so. Raises ValueError when an entry is not an output.
    """
    made: list[dict] = []
    entries = entries if isinstance(entries, list) else [None]
    for number, entry in enumerate(entries):
        if not isinstance(entry, dict) or entry.get("output_type") not in _OUTPUTS:
            raise ValueError("an entry is not an output")
        output = _OUTPUTS[entry["output_type"]](entry, characters)
        size -= _length(output)
        if size < 0:
            note = {"output_type": "stream", "name": "stdout", "text": CUT}
            return [*made, note, *_last_error(entries[number:], characters)]
        made.append(output)
    return made


def cut(text: str, characters: int) -> str:
    """`text`, ended after `characters` with a sentence that says so. Cutting again changes nothing."""
    return text if len(text) <= characters + len(CUT) else text[:characters] + CUT


def _last_error(entries: list, characters: int) -> list[dict]:
    """An error decides about points, so no amount of other output may push it out."""
    errors = [entry for entry in entries if isinstance(entry, dict) and entry.get("output_type") == "error"]
    return [_error(entry, characters) for entry in errors[-1:]]


def _stream(entry: dict, characters: int) -> dict:
    name = "stderr" if entry.get("name") == "stderr" else "stdout"
    return {"output_type": "stream", "name": name, "text": cut(_text(entry.get("text")), characters)}


def _display(entry: dict, characters: int) -> dict:
    return {"output_type": "display_data", "data": _bundle(entry.get("data"), characters), "metadata": {}}


def _result(entry: dict, characters: int) -> dict:
    count = entry.get("execution_count")
    number = count if isinstance(count, int) and not isinstance(count, bool) else None
    return {**_display(entry, characters), "output_type": "execute_result", "execution_count": number}


def _error(entry: dict, characters: int) -> dict:
    lines = entry.get("traceback")
    text = "\n".join(_text(line) for line in lines) if isinstance(lines, list) else ""
    name, value = (_text(entry.get(key))[:2000] for key in ("ename", "evalue"))
    return {"output_type": "error", "ename": name, "evalue": value, "traceback": cut(text, characters).split("\n")}


_OUTPUTS = {"stream": _stream, "display_data": _display, "execute_result": _result, "error": _error}


def _bundle(data: object, characters: int) -> dict:
    """The entries of a MIME bundle that can do nothing. A picture is whole or absent."""
    if not isinstance(data, dict):
        raise ValueError("an output has no data")
    kept = {kind: _text(data[kind]) for kind in SHOWN if kind in data}
    if "text/plain" in kept:
        kept["text/plain"] = cut(kept["text/plain"], characters)
    return kept


def _text(value: object) -> str:
    """A text that every file and page can hold: lone halves of characters become question marks."""
    if not isinstance(value, str):
        raise ValueError("a text is missing")
    return value.encode("utf8", "replace").decode("utf8")


def _length(output: dict) -> int:
    parts: Iterable[str] = (*output.get("data", {}).values(), output.get("text", ""), *output.get("traceback", ()))
    return 100 + sum(len(part) for part in parts)


def _plain(value: object, left: list[int], depth: int) -> object:
    left[0] -= 1
    if left[0] < 0 or depth > DEPTH:
        raise ValueError("the value is too large")
    if value is None or value is ... or type(value).__name__ == "Blank":
        return None
    if isinstance(value, str):
        return _short(str(value))
    if isinstance(value, bool):
        return bool(value)
    if isinstance(value, Number) and not isinstance(value, complex):
        return _finite(value)
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:
        return _plain(value.item(), left, depth + 1)
    if isinstance(value, dict):
        return {_short(str(key)): _plain(entry, left, depth + 1) for key, entry in value.items()}
    if hasattr(value, "to_dict"):
        return _plain(value.to_dict(), left, depth + 1)
    if isinstance(value, (list, tuple)) or hasattr(value, "tolist"):
        entries = value if isinstance(value, (list, tuple)) else value.tolist()
        return [_plain(entry, left, depth + 1) for entry in entries]
    return None


def _finite(value: Number) -> float | None:
    try:
        number = float(value)
    except OverflowError:  # a whole number with more than 300 digits
        return None
    return number if math.isfinite(number) else None


def _short(text: str) -> str:
    if len(text) > VALUES:
        raise ValueError("a text is too long")
    return text
