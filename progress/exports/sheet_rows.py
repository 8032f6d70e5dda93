"""Rows of a worksheet, many at once.

xlsxwriter writes a cell at a time, through some thirty calls; at 310,000 rows that takes half a minute. A column of our
tables has few different values, so each is made into XML once here, and a row is a joining of texts. It also takes a
text such as `<r>…</r>` for what it is: xlsxwriter in its `constant_memory` mode would pass it on as XML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# What XML cannot hold is written as Excel does it: `_x0007_` (ECMA-376, part 1, 22.9.2.19).
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_CHUNK = 2_000  # rows that are put together before they are written


class Sheet(Worksheet):
    """A worksheet in `constant_memory` mode that takes its rows below the first one all at once."""

    def write_rows(self, columns: Sequence[Iterable[str]], count: int) -> None:
        """Write `count` rows; `columns` give for each its cell: what `text`, `number` or `flag` returns, or empty."""
        self._write_single_row(1)  # the header, which waits to be written
        if count:
            self._check_dimensions(count, len(columns) - 1)  # notes how far the sheet reaches
        heads = [f'<c r="{xl_col_to_name(place)}' for place in range(len(columns))]
        chunk: list[str] = []
        for line, row in enumerate(zip(*columns, strict=True), 2):
            cells = "".join([f"{head}{line}{rest}" for head, rest in zip(heads, row, strict=True) if rest])
            chunk.append(f'<row r="{line}">{cells}</row>')
            if len(chunk) == _CHUNK:
                self.fh.write("".join(chunk))
                chunk.clear()
        self.fh.write("".join(chunk))


def text(value: str, look: int = 0) -> str:
    """A text stays a text, whatever it looks like; `look` is the index of a format."""
    safe = _IMPOSSIBLE.sub(lambda found: f"_x{ord(found[0]):04X}_", _ESCAPED.sub("_x005F_", value))
    return f'" s="{look}" t="inlineStr"><is><t xml:space="preserve">{escape(safe)}</t></is></c>'


def number(value: float, look: int = 0) -> str:
    return f'" s="{look}"><v>{value!r}</v></c>'


def flag(value: bool, look: int = 0) -> str:
    return f'" s="{look}" t="b"><v>{int(value)}</v></c>'
