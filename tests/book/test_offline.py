"""The list of what a device keeps: what pages need, with checksums, and nothing else."""

import json

import pytest

from book.offline import LIST, SIZE, WORKER, checksum, listing, own, queries, wanted, write_lists


@pytest.mark.parametrize(
    "name",
    ["index.html", "chapters/finance.html", "_static/vega.js", "searchindex.js", "objects.inv", "_images/a.webp"],
)
def test_what_pages_are_made_of_is_kept(name):
    assert wanted(name, 1000)


@pytest.mark.parametrize(
    "name",
    [
        "book.pdf",
        "book.epub",
        "_downloads/orders.csv",
        "_downloads/notebook.html",
        "_static/locales/fa/LC_MESSAGES/sphinx.json",
        "_static/icon-512.png",
        "quiz.json",
        "sw.js",
        "offline.json",
        "offline-size.json",
        "manifest.json",
        "fa/index.html",
    ],
)
def test_downloads_other_languages_and_what_keeps_the_book_are_not_kept(name):
    assert not wanted(name, 1000, ["fa/"])


def test_a_very_large_file_is_not_kept():
    assert wanted("a.png", 4_000_000) and not wanted("a.png", 4_000_001)


def test_the_list_names_each_file_with_checksum_and_size_and_the_sum_of_all():
    made = listing({"b.html": b"two", "a.css": b"one"}, ["fa/"])
    assert list(made["files"]) == ["a.css", "b.html"]
    assert made["files"]["b.html"] == [checksum(b"two"), 3]
    assert (made["form"], made["bytes"], made["others"]) == (1, 6, ["fa/"])


def test_only_a_change_of_a_file_changes_the_version():
    one, same = listing({"a": b"1", "b": b"2"}, []), listing({"b": b"2", "a": b"1"}, [])
    other, renamed = listing({"a": b"1", "b": b"3"}, []), listing({"a": b"1", "c": b"2"}, [])
    assert one == same and len({each["version"] for each in (one, other, renamed)}) == 3


def test_an_address_is_trusted_only_when_its_query_is_made_from_the_file():
    page = f'<link href="../a.css{own(b"body{}")}"/><script src="../b.js?v=00000000"></script>'
    files = listing({"chapters/x.html": page.encode(), "a.css": b"body{}", "b.js": b"1"}, [])["files"]
    assert files["a.css"][2:] == [own(b"body{}")] and files["b.js"][2:] == []


def test_the_query_is_the_one_that_sphinx_writes(sphinx_site):
    site = sphinx_site({}, "sphinx.ext.mathjax")
    asked = queries("index.html", (site.folder / "index.html").read_text("utf8"))
    script = (site.folder / "_static" / "doctools.js").read_bytes()
    assert asked["_static/doctools.js"] == own(script)


def test_addresses_of_other_hosts_and_of_the_page_itself_are_no_files():
    assert queries("a.html", '<a href="https://b.c/d?e=f">x</a><a href="?q=1">y</a><a href="b.html#c">z</a>') == {}


def test_each_language_has_a_list_of_its_own(tmp_path):
    for name in (WORKER, "index.html", "fa/index.html", "fa/chapters/one.html", "fa/one.pdf"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("<p>")
    write_lists(tmp_path, ["", "fa/"])
    english, persian = (json.loads((tmp_path / folder / LIST).read_text("utf8")) for folder in ("", "fa"))
    assert (list(english["files"]), english["others"]) == (["index.html"], ["fa/"])
    assert (list(persian["files"]), persian["others"]) == (["chapters/one.html", "index.html"], [])
    assert json.loads((tmp_path / "fa" / SIZE).read_text("utf8")) == {"bytes": persian["bytes"]}


def test_without_the_worker_there_is_no_list(tmp_path):
    (tmp_path / "index.html").write_text("<p>")
    write_lists(tmp_path, [""])
    assert not (tmp_path / LIST).exists()
