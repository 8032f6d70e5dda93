"""Links of a page in a book of one piece: within it they lead to the place, out of it they stay, the rest is words."""

from lxml import html

from book.paper.links import relink, rename, target

PAGE = "chapters/one"


def made(text):
    article = html.fragment_fromstring(f"<article>{text}</article>")
    relink(article, PAGE, {"chapters/one", "glossary"}, lambda page, place: f"#{page}|{place}")
    return article


def test_a_link_leads_to_a_place_in_the_book():
    article = made('<a href="../glossary.html#churn">churn</a><a href="#here">here</a>')
    assert article.xpath(".//a/@href") == ["#glossary|churn", "#chapters/one|here"]


def test_a_link_to_a_page_that_is_not_in_the_book_becomes_its_words():
    article = made('See <a href="../search.html">the search</a>, <a href="two.html">two</a>, <a href="x.zip">x</a>.')
    assert not article.xpath(".//a") and article.text_content() == "See the search, two, x."


def test_a_link_to_the_web_stays():
    assert made('<a href="https://example.org/a.html">a</a>').xpath(".//a/@href") == ["https://example.org/a.html"]
    assert target(PAGE, "mailto:a@b.c") is None


def test_anchors_get_their_name_once():
    article = html.fragment_fromstring('<article><p id="a">1</p><p id="a">2</p><p id="">3</p></article>')
    rename(article, lambda place: f"one--{place}")
    assert article.xpath(".//@id") == ["one--a"]
