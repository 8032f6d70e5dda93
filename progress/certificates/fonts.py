"""Whether the fonts of this machine have every character of a text, and which Debian package would bring the rest."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import typst
from fontTools.ttLib import TTFont, TTLibError

# The serif font inside the package typst, which certificates are set in: Latin with all accents, Greek, Cyrillic,
# Hebrew, punctuation. tests/progress/certificates/test_fonts.py holds typst to it.
BUILT_IN = (
    *((0x20, 0x7E), (0xA0, 0x24F), (0x386, 0x38A), (0x38C, 0x38C), (0x38E, 0x3A1), (0x3A3, 0x3CE), (0x400, 0x477)),
    *((0x5D0, 0x5EA), (0x1E00, 0x1EFF), (0x2010, 0x2027)),
)
CJK = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC")


def without_font(text: str) -> str:
    """The characters of `text` that no font of this machine has, each once, in order."""
    wanted = {character for character in text if not _is_silent(character) and not _is_built_in(character)}
    for covered in _fonts() if wanted else ():
        wanted -= {character for character in wanted if ord(character) in covered}
        if not wanted:
            break
    return "".join(character for character in dict.fromkeys(text) if character in wanted)


def advice(lacking: str) -> str:
    """What to do about characters that no font has."""
    named = ", ".join(f"{one} ({unicodedata.name(one, f'U+{ord(one):04X}').lower()})" for one in lacking[:3])
    more = f" and {len(lacking) - 3} more" if len(lacking) > 3 else ""
    packages = sorted({_package(character) for character in lacking})
    return f"no font here has {named}{more}; install {' and '.join(packages)}, and run this again"


def _fonts() -> Iterator[frozenset[int]]:
    """The characters of each font file that typst would use; files are opened only as far as they are needed."""
    for path, number in _files():
        yield _characters(path, number)


@cache
def _files() -> tuple[tuple[Path, int], ...]:
    known = ((font.path, font.index) for font in typst.Fonts(include_embedded_fonts=False).fonts() if font.path)
    return tuple(sorted((Path(path), number) for path, number in known))


@cache
def _characters(path: Path, number: int) -> frozenset[int]:
    try:
        with path.open("rb") as file, TTFont(file, fontNumber=number, lazy=True) as font:
            return frozenset(font.getBestCmap() or ())
    except (OSError, TTLibError, KeyError):
        return frozenset()


def _package(character: str) -> str:
    return "fonts-noto-cjk" if unicodedata.name(character, "").startswith(CJK) else "fonts-noto-core"


def _is_built_in(character: str) -> bool:
    return any(low <= ord(character) <= high for low, high in BUILT_IN)


def _is_silent(character: str) -> bool:
    """Spaces and signs that only steer the others."""
    return unicodedata.category(character) in ("Zs", "Cf", "Cc")
