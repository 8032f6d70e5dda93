"""How much one value may hold, counted while it is packed or unpacked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    """What one value may have at most."""

    entries: int = 2_000_000  # values within the value
    size: int = 48 * 1024**2  # characters of texts and bytes of arrays, together
    depth: int = 50  # values in values
    digits: int = 1_000  # of one whole number
    columns: int = 10_000  # of one table, and levels of an index
    categories: int = 200_000


BOUNDS = Bounds()


class Unpackable(ValueError):
    """This value cannot pass as plain data; the message says why in words."""


class TooLarge(Unpackable):
    """This value is beyond the bounds, and so is whatever holds it."""


class NotGiven(TypeError):
    """The sender does not let this object be used from the other side; the message says so to who wrote the code."""


class Count:
    """Counts down what is left of the bounds."""

    def __init__(self, bounds: Bounds):
        self.bounds = bounds
        self._entries, self._size = bounds.entries, bounds.size

    def spend(self, entries: int, depth: int = 0, size: int = 0) -> None:
        """Raises Unpackable when there is not so much left."""
        self._entries -= entries
        self._size -= size
        if self._entries < 0 or self._size < 0:
            raise TooLarge("the value is too large")
        if depth > self.bounds.depth:
            raise TooLarge("the value is nested too deeply")

    def room(self, values: list) -> list:
        """The values themselves. Raises TooLarge at once when there is no room for all of them."""
        if len(values) > self._entries:
            raise TooLarge("the value is too large")
        return values

    def text(self, text: object) -> str:
        """The text itself. Raises Unpackable when it is none, too long, or holds half a character."""
        if type(text) is not str:
            raise Unpackable("a text is missing")
        self.spend(0, size=len(text))
        if not text.isascii():
            try:
                text.encode("utf8")
            except UnicodeEncodeError:
                raise Unpackable("a text holds half a character") from None
        return text

    def number(self, number: object) -> int:
        """The whole number itself. Raises Unpackable when it is none or has too many digits."""
        if type(number) is not int:
            raise Unpackable("a whole number is missing")
        if number.bit_length() > 3.33 * self.bounds.digits:
            raise Unpackable("a number has too many digits")
        return number
