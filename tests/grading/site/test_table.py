"""One line a page, ours beside the default book's."""

from grading.site.table import DEFAULT, OURS, named, table

FIGURES = {
    named("index", OURS, "kB"): 101.4,
    named("index", OURS, "performance"): 98.0,
    named("index", DEFAULT, "kB"): 842.0,
    named("chapters/finance", OURS, "kB"): 415.5,
    named("chapters/finance", DEFAULT, "kB"): 851.0,
    named("chapters/finance", DEFAULT, "performance"): 61.0,
}


def test_a_page_has_one_line_with_both_books():
    head, index, finance, *_ = table(FIGURES).splitlines()
    assert head.split() == ["page", "kB", "performance"]
    assert index.split() == ["index", "101", "/", "842", "98", "/", "–"]
    assert finance.split() == ["chapters/finance", "416", "/", "851", "–", "/", "61"]


def test_columns_stand_below_each_other():
    head, index, finance, *_ = table(FIGURES).splitlines()
    assert head.index("kB") + 2 == index.index("842") + 3 == finance.index("851") + 3


def test_what_was_not_measured_has_no_column():
    assert "accessibility" not in table(FIGURES) and "axe " not in table(FIGURES).splitlines()[0]


def test_the_reader_is_told_what_the_columns_are():
    assert "Each cell: ours / default Jupyter Book." in table(FIGURES)
