"""How a language is written: its stops, its quotation marks, its letters. Pure."""

from __future__ import annotations

import re

from book.languages.check_markup import CODE, LINK, ROLE

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
ARABIC = "\u0621-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc"
BARE = (ROLE, CODE, LINK, re.compile(r"\{\w+\}"), re.compile(r"https?://\S+"))
CHINESE = (
    (
        re.compile(f"(?<=[{HAN}])[,;:?!](?=[{HAN}\\s]|$)"),
        "stops beside Chinese are full width: ，；：？！",
    ),
    (re.compile(f"(?<=[{HAN}])\\.(?=\\s|$|[{HAN}])"), "a sentence ends with 。"),
    (re.compile(f"(?<=[{HAN}])\\([^)]*\\)|\\([{HAN}][^)]*\\)"), "brackets in Chinese are full width: （）"),
    (re.compile(f"[{HAN}] +[{HAN}]"), "no space between Chinese characters"),
    (re.compile(r'"'), "quotation marks are those of the language, not of a keyboard"),
    (re.compile(r"\d +%"), "no space before %"),
    (re.compile(r"(?<!\.)\.\.\.(?!\.)"), "three dots are …… in Chinese"),
)
SIMPLIFIED_ONLY = "户们这说时问题个为么里过对业务广东车长门开关点经体验实际发现级类记录买卖见证应该让给请"
TRADITIONAL_ONLY = "戶們這說時問題個為麼裡過對業務廣東車長門開關點經體驗實際發現級類記錄買賣見證應該讓給請"
ONLY = {
    "zh-hans": (set(TRADITIONAL_ONLY) - set(SIMPLIFIED_ONLY), "is written in the traditional way"),
    "zh-hant": (set(SIMPLIFIED_ONLY) - set(TRADITIONAL_ONLY) - set("里"), "is written in the simplified way"),
}
QUOTES = {"zh-hans": "「」", "zh-hant": "“”"}
PERSIAN = (
    (re.compile("[يىكة٠-٩]"), "letters and digits are Persian ones: ی ک ه ۰–۹"),
    (re.compile(f"(?<=[{ARABIC}])[,;?]"), "stops are Persian ones: ، ؛ ؟"),
    (re.compile(r'["“”]'), "quotation marks are « »"),
    (re.compile(r"%"), "the percent sign is ٪"),
    (re.compile(f"(?:^|\\s)(?:ن?می) (?=[{ARABIC}])"), "a half-space after می and نمی: می‌شود"),
    (re.compile(f"(?<=[{ARABIC}]) (?:ها|های|هایی|ترین)(?=[\\s،؛.؟»]|$)"), "a half-space before ها, های, ترین: تماس‌ها"),
    (re.compile(f"[{ARABIC}]\\s+[،؛؟.:»]"), "no space before a stop"),
    (re.compile("\u200c(?=[\\s،؛.؟]|$)|(?<=\\s)\u200c|\u200c\u200c"), "a half-space stands between two letters only"),
)


def writing_problems(language: str, said: str) -> list[str]:
    """What is not written as readers of the language expect it, each rule once with the place."""
    text = said
    for pattern in BARE:
        text = pattern.sub("\u2060", text)  # a word joiner: neither letter nor space
    rules = PERSIAN if language == "fa" else CHINESE
    found = [f"{why} (…{_around(text, hit)}…)" for rule, why in rules if (hit := rule.search(text))]
    if language in ONLY:
        letters, why = ONLY[language]
        found += [f"{letter} {why}" for letter in dict.fromkeys(text) if letter in letters]
        found += [f"{mark} is not a mark of this language" for mark in QUOTES[language] if mark in text]
    return found


def _around(text: str, hit: re.Match) -> str:
    return text[max(0, hit.start() - 6) : hit.end() + 6].replace("\u2060", "·")
