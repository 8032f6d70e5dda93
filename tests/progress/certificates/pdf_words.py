"""The text of a PDF as a screen reader gets it: through each font's own map from glyphs to characters."""

import io
import re

import pikepdf

_HEX = r"<([0-9A-Fa-f]+)>"


def words(content: bytes) -> str:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return " ".join("".join(_of_page(page)) for page in pdf.pages)


def _of_page(page):
    maps = {name: _map(font) for name, font in page.resources.get("/Font", {}).items()}
    current = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            current = maps[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            parts = operands[0] if str(operator) == "TJ" else operands
            yield from (_decoded(bytes(part), current) for part in parts if isinstance(part, pikepdf.String))
        elif str(operator) == "ET":
            yield " "


def _map(font):
    found = {}
    text = font["/ToUnicode"].read_bytes().decode("latin1")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        found |= {int(glyph, 16): _text(to) for glyph, to in re.findall(_HEX + r"\s*" + _HEX, block)}
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
        for low, high, to in re.findall(_HEX + r"\s*" + _HEX + r"\s*" + _HEX, block):
            first = int(low, 16)
            for glyph in range(first, int(high, 16) + 1):
                found[glyph] = chr(ord(_text(to)) + glyph - first)
    return found


def _decoded(data, known):
    codes = [int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)]
    return "".join(known.get(code, "\N{REPLACEMENT CHARACTER}") for code in codes)


def _text(digits):
    return bytes.fromhex(digits).decode("utf-16-be")
