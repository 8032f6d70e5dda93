"""A page names itself in the other languages: to readers wherever it lies, to search engines by whole addresses."""

import re

from book.languages.known import LANGUAGES
from book.languages.pages import finished, links

BUILT = [LANGUAGES[code] for code in ("en", "zh-hans", "fa")]
PAGE = '<html lang="fa"><head></head><body></body></html>'


def test_the_same_page_in_each_language_is_reached_from_a_folder_too():
    found = links("chapters/it", LANGUAGES["fa"], BUILT)
    assert [each.address for each in found] == [
        "../../chapters/it.html",
        "../../zh-hans/chapters/it.html",
        "../../fa/chapters/it.html",
    ]
    assert [each.here for each in found] == [False, False, True]


def test_search_engines_are_told_whole_addresses():
    same = links("chapters/it", LANGUAGES["fa"], BUILT)
    for base in ("https://example.org/course", "https://example.org/course/"):
        page = finished(PAGE, LANGUAGES["fa"], lambda words: None, same, base)
        assert re.findall('hreflang="(.+?)" href="(.+?)"', page) == [
            ("en", "https://example.org/course/chapters/it.html"),
            ("zh-Hans", "https://example.org/course/zh-hans/chapters/it.html"),
            ("fa", "https://example.org/course/fa/chapters/it.html"),
        ]
        assert '<html dir="rtl"' in page


def test_without_an_address_of_the_site_search_engines_are_told_nothing():
    same = links("chapters/it", LANGUAGES["fa"], BUILT)
    assert "hreflang" not in finished(PAGE, LANGUAGES["fa"], lambda words: None, same)
