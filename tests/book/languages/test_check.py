"""What the check of translations says, rule by rule; and the translations of the course keep all rules."""

from pathlib import Path

import pytest

from book.languages import catalog
from book.languages.check import Term, complete, message_problems, problems
from book.languages.check_markup import markup_problems
from book.languages.check_writing import writing_problems
from book.languages.known import TRANSLATED, chosen

HOME = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("message", "said", "why"),
    [
        ("{glue:text}`n` contacts", "联络", "roles: {glue:text} n is missing"),
        ("{doc}`first <a>`", "{doc}`第一章 <b>`", "roles: {doc} a is missing; {doc} b is too many"),
        ("Look at `handled_by`", "看 `caused_by`", "code: handled_by is missing; caused_by is too many"),
        ("[one](a.md)", "[一](b.md)", "links: a.md is missing; b.md is too many"),
        ("{0} % of {1}", "{0}%", "places for numbers: {1} is missing"),
        ("90 calls", "80 次", "the number 90 is missing"),
        ("some calls", "7 次", "the number 7 is not in the English"),
        ("**Define:** it", "**定义：**它", "bold and italics: bold is missing; a stray * is too many"),
        ("| a | b |", "| 一 |", "the row has 1 cells and needs 2"),
    ],
)
def test_what_does_not_survive_is_said(message, said, why):
    assert why in markup_problems(message, said)


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("{doc}`the first <a>`: {cite}`k` in March", "{doc}`第一章 <a>`：3 月 {cite}`k`"),
        ("1,000 of 32 %", "۱٬۰۰۰ از ۳۲٪"),
        ("**Define:** it, *now*", "**定义**：它，*现在*"),
    ],
)
def test_words_of_links_months_in_digits_and_persian_digits_are_no_loss(message, said):
    assert markup_problems(message, said) == []


@pytest.mark.parametrize(
    ("language", "said", "why"),
    [
        ("zh-hans", "客户,订单", "full width"),
        ("zh-hans", "客户 体验", "no space between"),
        ("zh-hans", '他说"好"', "quotation marks"),
        ("zh-hans", "顧客體驗", "traditional"),
        ("zh-hans", "「好」", "「 is not a mark"),
        ("zh-hans", "32 %", "no space before %"),
        ("zh-hant", "客户体验", "simplified"),
        ("fa", "مشتري", "Persian ones"),
        ("fa", "می شود", "half-space after می"),
        ("fa", "تماس ها", "half-space before"),
        ("fa", "او گفت, بله", "stops are Persian"),
        ("fa", '"بله"', "« »"),
        ("fa", "32%", "٪"),
    ],
)
def test_how_a_language_is_not_written_is_said(language, said, why):
    assert any(why in problem for problem in writing_problems(language, said))


def test_a_term_is_said_as_in_the_list_and_a_section_as_the_page_calls_it():
    words = [
        Term("customer", {"zh-hans": ("客户",)}),
        Term("customer service", {"zh-hans": ("客服",)}),
    ]
    headings = {"One order": "一张订单"}
    assert message_problems("zh-hans", "Customer Service", "客服部", words, headings) == []
    assert message_problems("zh-hans", "a customer", "顾客", words, headings) == ['"customer" is 客户 here']
    assert message_problems("zh-hans", 'see "One order"', "见“订单”", words, headings) == [
        'the section "One order" is called 一张订单'
    ]


def test_the_translations_of_the_course_keep_all_rules():
    assert problems(HOME) == []


@pytest.mark.parametrize("language", TRANSLATED, ids=lambda language: language.code)
def test_pages_declared_complete_exist_and_the_words_of_all_pages_are_translated(language):
    assert all((HOME / f"book/{page}.md").exists() for page in complete(HOME)[language.code])
    assert all(catalog.read(catalog.path_of(HOME, language.code, catalog.LAYOUT)).values())


def test_languages_are_chosen_by_code_and_english_is_always_there():
    assert chosen("fa") == ("en", "fa") and chosen("en") == ("en",)
    assert chosen("all") == ("en", "zh-hans", "zh-hant", "fa")
    with pytest.raises(ValueError, match="no language xx"):
        chosen("xx")
