"""A page names itself in the other languages: to readers wherever it lies, to search engines by whole addresses."""

import re

from book.languages.known import LANGUAGES
from book.languages.pages import contents_in_english, finished, links

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


def test_the_list_of_sections_of_an_english_page_stays_english():
    nav = '<nav id="pst-page-toc-nav" class="page-toc" aria-labelledby="a"><ul><li>Exercise</li></ul></nav>'
    page = f'<html><head></head><body><a title="Exercise">Exercise</a>{nav}</body></html>'
    made = finished(contents_in_english(page), LANGUAGES["fa"], {"Exercise": "تمرین"}.get, [])
    assert '<a title="تمرین">تمرین</a>' in made
    assert '<div lang="en" dir="ltr"><ul><li>Exercise</li></ul></div>' in made
