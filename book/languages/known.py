"""The languages of the book: where their pages lie, what HTML and Sphinx call them, and which way they run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """`code` names the folder of its pages and catalogs; English, the source, lies at the top."""

    code: str
    tag: str  # of HTML (BCP 47)
    sphinx: str
    name: str  # as its own readers write it
    direction: str = "ltr"
    percent: str = " %"  # behind a number

    @property
    def folder(self) -> str:
        return "" if self.code == "en" else f"{self.code}/"


ENGLISH = Language("en", "en", "en", "English")
TRANSLATED = (
    Language("zh-hans", "zh-Hans", "zh_CN", "简体中文", percent="%"),
    Language("zh-hant", "zh-Hant", "zh_TW", "繁體中文", percent="%"),
    Language("fa", "fa", "fa", "فارسی", "rtl", "٪"),
)
LANGUAGES = {each.code: each for each in (ENGLISH, *TRANSLATED)}


def chosen(words: str) -> tuple[str, ...]:
    """Codes of the languages to build, English always first: `all`, or codes with commas between them.

    >>> chosen("fa")
    ('en', 'fa')
    """
    wanted = set(LANGUAGES) if words == "all" else {word.strip().lower() for word in words.split(",") if word.strip()}
    unknown = sorted(wanted - set(LANGUAGES))
    if unknown:
        raise ValueError(f"The book has no language {', '.join(unknown)}. It has {', '.join(LANGUAGES)}, and all.")
    return tuple(code for code in LANGUAGES if code == "en" or code in wanted)
