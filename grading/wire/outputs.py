"""What a cell shows, made anew from plain texts: nothing in it can do anything on a page."""

from __future__ import annotations

from collections.abc import Iterable

SHOWN = ("text/plain", "image/png", "image/jpeg")  # kinds of output that can do nothing when a page shows them
CUT = "\n[The rest of this output was cut, because it is too long.]\n"


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
