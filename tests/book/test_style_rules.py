"""A style sheet keeps every rule that a page can use, and loses those for classes that are nowhere."""

import pytest

from book.style_rules import blocks, can_match, names_used, used_rules

NAMES = {"on", "main", "a:b"}


@pytest.mark.parametrize(
    ("sheet", "kept"),
    [
        (".on{a:b}.off{a:b}", ".on{a:b}"),
        ("#main .off{a:b}", ""),
        ("p,.off,.on p{a:b}", "p,.on p{a:b}"),
        ("@media print{.off{a:b}}", ""),
        ("@media print{.on{a:b}.off{a:b}}", "@media print{.on{a:b}}"),
        ("@media x{@supports y{.on{a:b}}}", "@media x{@supports y{.on{a:b}}}"),
        ('@charset "a;b";.on{a:b}', '@charset "a;b";.on{a:b}'),
        ('@font-face{src:url(a.woff2)}.off{content:"}"}', "@font-face{src:url(a.woff2)}"),
        ("@keyframes spin{0%{top:.5em}}", "@keyframes spin{0%{top:.5em}}"),
        ("/* } */.on{background:url(data:x;y{z})}", ".on{background:url(data:x;y{z})}"),
    ],
)
def test_what_stays(sheet, kept):
    assert used_rules(sheet, NAMES) == kept


@pytest.mark.parametrize(
    ("selector", "stays"),
    [
        (".on:not(.off)", True),
        ("a:is(.off,.on) b", True),
        ("a:not(:is(.off,.gone))", True),
        ('[class*=".off"]', True),
        (r".a\:b", True),
        ("a.off:hover", False),
        ("div[x]#gone", False),
    ],
)
def test_a_doubtful_selector_stays(selector, stays):
    assert can_match(selector, NAMES) is stays


def test_names_are_classes_and_ids_of_pages_and_all_words_of_scripts():
    pages = "<p class=\"on wide\" id='main' title='not'>word</p>"
    assert names_used(pages, 'x.classList.add("late-one")') == {
        "on",
        "wide",
        "main",
        "x",
        "classList",
        "add",
        "late-one",
    }


def test_blocks_say_head_and_body_in_order():
    assert list(blocks("@import 'a;b'; a{b:c}")) == [("@import 'a;b';", None), ("a", "b:c")]
