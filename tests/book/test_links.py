"""Each link within a site leads to a page, a file or a place that is there."""

import doctest

import pytest

from book import links
from book.links import link_problems


def site(folder, **pages):
    """Pages by their names, with two underscores for a slash."""
    for name, body in pages.items():
        path = folder / f"{name.replace('__', '/')}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<html><body>{body}</body></html>", "utf8")
    return folder


@pytest.mark.parametrize(
    "link",
    [
        "chapters/one.html",
        "chapters/one.html#part",
        "chapters/one.html?q=1#old-name",
        "#here",
        "#",
        "chapters/",
        "chapters/one%2Ehtml#gr%C3%B6%C3%9Fe",
        "a.css",
        "https://example.org/none.html",
        "//example.org/none",
        "mailto:somebody@example.org",
        "data:,",
    ],
)
def test_a_link_that_leads_somewhere_is_left_alone(tmp_path, link):
    (tmp_path / "a.css").write_text("")
    one = "<h2 id='part'></h2><a name='old-name'></a><p id='größe'></p><a href='../index.html'></a>"
    site(tmp_path, index=f"<p id='here'></p><a href='{link}'>go</a>", chapters__one=one, chapters__index="")
    assert link_problems(tmp_path) == []


@pytest.mark.parametrize(
    ("markup", "wrong"),
    [
        ("<a href='two.html'>", "chapters/two.html leads nowhere: there is no such file in the site."),
        ("<a href='../index.html#none'>", "index.html#none leads nowhere: there is no such place on that page."),
        ("<a href='#none'>", "chapters/one.html#none leads nowhere: there is no such place on that page."),
        ("<img src='x.png'>", "chapters/x.png leads nowhere: there is no such file in the site."),
        ("<script src='x.js?v=1'></script>", "chapters/x.js leads nowhere: there is no such file in the site."),
        ("<a href='../../above.html'>", "above.html leads nowhere: there is no such file in the site."),
        ("<a href='Two.html'>", "chapters/Two.html leads nowhere: there is no such file in the site."),
    ],
)
def test_a_link_that_leads_nowhere_is_named_with_its_page(tmp_path, markup, wrong):
    site(tmp_path, index="", chapters__one=markup)
    assert link_problems(tmp_path) == [f"chapters/one.html: the link to {wrong}"]


def test_a_link_that_stands_on_many_pages_is_told_once(tmp_path):
    site(tmp_path, a="<a href='x.html'>", b="<a href='x.html'>", c="<a href='./x.html'>")
    assert link_problems(tmp_path) == [
        "a.html and 2 more: the link to x.html leads nowhere: there is no such file in the site."
    ]


def test_a_translated_page_leads_to_its_own_language_and_back(tmp_path):
    site(tmp_path, index="<a href='fa/index.html'>", fa__index="<a href='../index.html'><a href='one.html'>", one="")
    assert link_problems(tmp_path) == [
        "fa/index.html: the link to fa/one.html leads nowhere: there is no such file in the site."
    ]


def test_the_page_for_wrong_addresses_counts_from_where_the_site_begins(tmp_path):
    link = "<a data-to='{0}' href='/course/{0}'>"
    site(tmp_path, fa__404=link.format("index.html") + link.format("gone.html"), fa__index="")
    assert link_problems(tmp_path) == [
        "fa/404.html: the link to fa/gone.html leads nowhere: there is no such file in the site."
    ]


def test_where_nothing_is_built_nothing_is_wrong(tmp_path):
    assert link_problems(tmp_path / "none") == []


def test_the_examples_in_the_text_are_true():
    assert doctest.testmod(links).failed == 0
