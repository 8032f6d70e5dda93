"""What is printed while a test calls the learner's code, kept so that the test prints it again."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager

CHARACTERS = 20_000


class Printed:
    """`texts` are pairs of the stream's name and what was written, in order; at most CHARACTERS in all."""

    def __init__(self):
        self.texts: list[list[str]] = []
        self._left = CHARACTERS

    @contextmanager
    def caught(self) -> Iterator[None]:
        """Everything that is printed inside comes here."""
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = _Stream("stdout", self), _Stream("stderr", self)
        try:
            yield
        finally:
            sys.stdout, sys.stderr = before

    def write(self, name: str, text: str) -> None:
        kept = text[: self._left].encode("utf8", "replace").decode("utf8")
        self._left -= len(kept)
        if kept and self.texts and self.texts[-1][0] == name:
            self.texts[-1][1] += kept
        elif kept:
            self.texts.append([name, kept])


class _Stream(io.TextIOBase):
    encoding = "utf-8"

    def __init__(self, name: str, printed: Printed):
        self.name, self._printed = name, printed

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._printed.write(self.name, str.__str__(text))
        return len(text)

    def writable(self) -> bool:
        return True


def print_again(texts: object) -> None:
    """Write what was printed there to the streams here. Raises ValueError for what is no such list."""
    left = CHARACTERS
    for entry in texts if isinstance(texts, list) else ():
        if not isinstance(entry, list) or len(entry) != 2 or not isinstance(entry[1], str):
            raise ValueError("something that is no text")
        text = entry[1][:left].encode("utf8", "replace").decode("utf8")
        left -= len(text)
        (sys.stderr if entry[0] == "stderr" else sys.stdout).write(text)
