"""The page for wrong addresses: it takes nothing from other files, and its links begin at the root of the site."""

import json

import pytest

from book.extensions.not_found import root


@pytest.fixture(scope="module")
def page(sphinx_site, tmp_path_factory):
    source = tmp_path_factory.mktemp("book")
    (source / "chapters").mkdir()
    pages = {"chapters/finance": "# Money & </script>\n"}
    extensions = ["book.extensions.pages", "book.extensions.brand"]
    address = "https://example.org/course/"
    return sphinx_site(
        pages, "book.extensions.not_found", source=source, extensions=extensions, html_baseurl=address
    ).page("404")


@pytest.mark.parametrize(
    ("address", "begins"),
    [
        ("", "/"),
        ("https://example.org", "/"),
        ("https://example.org/course/", "/course/"),
        ("https://a.b/c/d", "/c/d/"),
    ],
)
def test_the_root_is_the_path_of_the_books_address(address, begins):
    assert root(address) == begins


def test_it_loads_nothing(page):
    assert not page.select("link[rel=stylesheet], script[src], img")
    assert page.select_one("link[rel=icon]")["href"] == "data:,"


def test_every_link_begins_at_the_root_and_says_where_it_leads(page):
    links = page.select("a")
    assert links and all(link["href"] == f"/course/{link['data-to']}" for link in links)
    assert page.form["action"] == "/course/search.html" and page.form.input["name"] == "q"


def test_it_knows_every_page_but_the_first(page):
    assert json.loads(page.select_one("#pages").string) == [["chapters/finance", "Money & </script>"]]
