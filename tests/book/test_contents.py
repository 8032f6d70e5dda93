"""The table of contents is the only order; pages that hold code are known by their first lines."""

from book.contents import listed_pages, short_titles
from book.executed import executed_pages

TOC = """\
format: jb-book
root: index
parts:
  - caption: One
    chapters:
      - file: chapters/b
      - file: chapters/missing
  - caption: Two
    chapters:
      - file: chapters/a
"""


def course(folder):
    (folder / "book/chapters").mkdir(parents=True)
    (folder / "_toc.yml").write_text(TOC)
    (folder / "book/index.md").write_text("# Start\n")
    (folder / "book/chapters/a.md").write_text("---\nfile_format: mystnb\n---\n# A\n")
    (folder / "book/chapters/b.md").write_text("# B\n")
    (folder / "book/chapters/unlisted.md").write_text("---\nfile_format: mystnb\n---\n# U\n")
    return folder


def test_pages_come_in_the_order_of_the_table_of_contents(tmp_path):
    assert [page.stem for page in listed_pages(course(tmp_path))] == ["index", "b", "a"]


def test_only_listed_pages_with_code_are_run(tmp_path):
    assert [page.stem for page in executed_pages(course(tmp_path))] == ["a"]


def test_a_chapters_short_name_is_its_exercises_title_or_else_the_slug_in_words(tmp_path):
    (tmp_path / "book" / "chapters").mkdir(parents=True)
    (tmp_path / "exercises" / "it").mkdir(parents=True)
    (tmp_path / "exercises" / "it" / "mistakes.yml").write_text("title: IT\n", "utf8")
    for slug in ("it", "six-steps"):
        (tmp_path / "book" / "chapters" / f"{slug}.md").write_text("# A long question?\n", "utf8")
    (tmp_path / "_toc.yml").write_text(
        "root: index\nchapters:\n- file: chapters/it\n- file: chapters/six-steps\n", "utf8"
    )
    assert short_titles(tmp_path) == {"it": "IT", "six-steps": "Six steps"}
