"""Search in languages that the browser cannot cut into words at spaces. The page and the question are cut alike.

Chinese: every two neighbouring characters are a word of the index. That needs no dictionary, finds any run of two
characters or more, in simplified and traditional writing. Persian: letters that keyboards write in two ways are made
one, and a word with a half-space is found by its parts and as one.
"""

from __future__ import annotations

import re

from sphinx.search import SearchLanguage

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
RUN = re.compile(f"[{HAN}]+|[^\\W{HAN}]+")
SPLIT_CHINESE = """
function splitQuery(query) {
  const parts = query.toLowerCase().match(/[HAN]+|[\\p{L}\\p{N}_]+/gu) || [];
  return parts.flatMap((part) => part.match(/[HAN]+|[^HAN]+/gu)).flatMap((part) => {
    const chars = [...part];
    if (!/[HAN]/u.test(part) || chars.length < 2) return [part];
    return chars.slice(1).map((char, at) => chars[at] + char);
  });
}
""".replace("HAN", HAN.encode("ascii", "backslashreplace").decode())

SAME = str.maketrans("يىكۀةأإؤ۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "ییکههااو01234567890123456789")
MARKS = re.compile("[\u064b-\u0652\u0654\u0670\u0640\u200e\u200f]")
SPLIT_PERSIAN = """
function splitQuery(query) {
  const same = {"ي": "ی", "ى": "ی", "ك": "ک", "ۀ": "ه", "ة": "ه", "أ": "ا", "إ": "ا", "ؤ": "و"};
  const plain = query.toLowerCase()
    .replace(/[يىكۀةأإؤ]/g, (letter) => same[letter])
    .replace(/[۰-۹]/g, (digit) => digit.charCodeAt(0) - 0x6f0)
    .replace(/[٠-٩]/g, (digit) => digit.charCodeAt(0) - 0x660)
    .replace(/[\\u064b-\\u0652\\u0654\\u0670\\u0640\\u200e\\u200f]/g, "");
  return plain.split(/[^\\p{L}\\p{N}_]+/u).filter((part) => part);
}
"""


class SearchChinese(SearchLanguage):
    lang = "zh"
    language_name = "Chinese"
    js_splitter_code = SPLIT_CHINESE

    def split(self, input: str) -> list[str]:
        return chinese_words(input)


class SearchPersian(SearchLanguage):
    lang = "fa"
    language_name = "Persian"
    js_splitter_code = SPLIT_PERSIAN

    def split(self, input: str) -> list[str]:
        return persian_words(input)


def chinese_words(text: str) -> list[str]:
    """
    >>> chinese_words("客户体验 NPS")
    ['客户', '户体', '体验', 'nps']
    """
    words: list[str] = []
    for part in RUN.findall(text.lower()):
        pairs = [part[at : at + 2] for at in range(len(part) - 1)]
        words += pairs if pairs and re.match(f"[{HAN}]", part) else [part]
    return words


def persian_words(text: str) -> list[str]:
    """
    >>> persian_words("تماس\u200cها")
    ['تماس', 'ها', 'تماسها']
    """
    words: list[str] = []
    for part in re.findall("[\\w\u200c]+", MARKS.sub("", text.translate(SAME)).lower()):
        halves = [half for half in part.split("\u200c") if half]
        words += halves if len(halves) < 2 else [*halves, "".join(halves)]
    return words
