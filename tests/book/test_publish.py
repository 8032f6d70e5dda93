"""The site is what readers need, and only the pages that the table of contents lists."""

from book.publish import forget_old_pages, publish


def make(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("new")
    return folder


def found(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_site_takes_the_place_of_the_old_one(tmp_path):
    pages = make(tmp_path / "pages", "index.html", "_static/book.css")
    site = make(tmp_path / "site", "index.html", "old.html")
    publish(pages, site)
    assert found(site) == {"index.html", "_static/book.css"}
    assert {path.name for path in tmp_path.iterdir()} == {"pages", "site"}


def test_what_readers_do_not_need_stays_behind(tmp_path):
    pages = make(tmp_path / "pages", "index.html", "_sources/index.md", "reports/a.err.log", "_static/a.js.map")
    publish(pages, tmp_path / "site")
    assert found(tmp_path / "site") == {"index.html"}


def test_pages_that_are_no_longer_listed_are_forgotten(tmp_path):
    make(tmp_path / "book", "index.md", "chapters/one.md")
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\nchapters:\n  - file: chapters/one\n")
    pages = make(tmp_path / "html", "index.html", "chapters/one.html", "chapters/gone.html", "search.html", "x.css")
    forget_old_pages(tmp_path, pages)
    assert found(pages) == {"index.html", "chapters/one.html", "search.html", "x.css"}
