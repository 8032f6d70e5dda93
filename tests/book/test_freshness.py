"""A key changes when something changes that a page is made from, and only then."""

import pytest

from book.freshness import digest, execution_key, machinery_key, site_key

FILES = {
    "datasets/tables/orders.parquet": "1",
    "datasets/DICTIONARY.md": "1",
    "datasets/ABOUT.md": "1",
    "datasets/fernwick.svg": "1",
    "cxlab/charts.py": "1",
    "requirements.txt": "1",
    "book/extensions/quiz.py": "1",
    "book/templates/layout.html": "1",
    "book/assets/book.css": "1",
    "book/chapters/operations.md": "1",
    "book/references.bib": "1",
    "book/routes.yml": "1",
    "exercises/operations/mistakes.yml": "1",
    "_config.yml": "1",
    "_toc.yml": "1",
}
RUN = {"datasets/tables/orders.parquet", "cxlab/charts.py", "requirements.txt"}
MAKE = {"book/extensions/quiz.py", "book/templates/layout.html", "book/assets/book.css", "_config.yml"}


@pytest.fixture
def course(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def keys(course):
    return execution_key(course, course), machinery_key(course, course), site_key(course, course)


@pytest.mark.parametrize("name", FILES)
def test_a_change_moves_the_keys_that_depend_on_it(course, name):
    run, make, site = keys(course)
    (course / name).write_text("2")
    new_run, new_make, new_site = keys(course)
    assert (new_run != run) == (name in RUN)
    assert (new_make != make) == (name in MAKE)
    assert new_site != site


def test_a_new_table_moves_the_key_of_the_chapters(course):
    before = execution_key(course, course)
    (course / "datasets/tables/more.parquet").write_text("1")
    assert execution_key(course, course) != before


def test_files_that_no_page_is_made_from_move_nothing(course):
    before = keys(course)
    (course / "README.md").write_text("1")
    (course / "cxlab/__pycache__").mkdir()
    (course / "cxlab/__pycache__/charts.cpython-311.py").write_text("1")
    assert keys(course) == before


def test_a_file_with_another_name_is_another_digest(course):
    before = digest(course, ["cxlab/*"])
    (course / "cxlab/charts.py").rename(course / "cxlab/chart.py")
    assert digest(course, ["cxlab/*"]) != before
