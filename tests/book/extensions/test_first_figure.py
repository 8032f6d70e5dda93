"""The figure of the first page: all its numbers as words, without a script."""

import pytest


@pytest.fixture(scope="module")
def figure(sphinx_site, tmp_path_factory):
    source = tmp_path_factory.mktemp("book")
    (source / "chapters").mkdir()
    pages = {"index": "# Start\n\n```{first-figure}\n```\n", "chapters/finance": "# Finance: a chapter\n"}
    site = sphinx_site(pages, "book.extensions.first_figure", source=source, extensions=["book.extensions.pages"])
    return site.page().select_one("figure.cx-first")


def test_each_department_shows_how_many_begin_in_it_and_how_many_it_answers(figure):
    rows = {row.select_one(".cx-who").text: row for row in figure.select("summary")}
    answers = {name: row.select_one(".cx-answer").text for name, row in rows.items()}
    assert answers.pop("Customer Service") == "100" and set(answers.values()) == {"0"}
    for row in rows.values():
        assert f"--begin:{row.select_one('.cx-begin').text};" in row.select_one(".cx-bar")["style"]


def test_a_department_opens_to_its_reasons_and_its_chapter(figure):
    box = next(box for box in figure.select("details") if box.select_one(".cx-who").text == "Finance")
    assert box.li.text == f"billing question: {box.select_one('.cx-begin').text}"
    assert (box.a["href"], box.a.text) == ("chapters/finance.html", "Finance: a chapter")


def test_it_says_where_none_begin_and_needs_no_script(figure):
    assert "Brand & Communications" in figure.select_one(".cx-note").text
    assert not figure.select("script")
