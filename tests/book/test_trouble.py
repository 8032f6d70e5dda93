"""What Sphinx writes becomes sentences that name the page and the place."""

from book.trouble import Complaint, complaints, sentence, with_reason

WROTE = """\
\x1b[31m/c/book/chapters/operations.md:12: WARNING: unknown document: 'nowhere' [ref.doc]\x1b[39;49;00m
/c/book/chapters/operations.md:12: WARNING: unknown document: 'nowhere' [ref.doc]
/c/book/chapters/finance.md: WARNING: Executing notebook failed: CellExecutionError [mystnb.exec]
/c/book/chapters/finance.md: WARNING: Notebook exception traceback saved in: /c/x.err.log [mystnb.exec]
WARNING: the sources are empty
Kernel is running over TCP without encryption.
"""


def test_each_complaint_is_read_once_with_page_and_line():
    assert [str(each) for each in complaints(WROTE, "/c/book")] == [
        "chapters/operations.md, line 12: unknown document: 'nowhere'",
        "chapters/finance.md: Executing notebook failed: CellExecutionError",
        "the sources are empty",
    ]


def test_a_failing_cell_is_explained_by_the_end_of_its_traceback():
    failed = Complaint("chapters/finance.md", "", "Executing notebook failed: CellExecutionError")
    said = with_reason(failed, "Traceback\n\x1b[31mNameError\x1b[0m: name 'x' is not defined\n\n")
    assert str(said) == "chapters/finance.md: a code cell failed: NameError: name 'x' is not defined"


def test_other_complaints_need_no_traceback():
    complaint = Complaint("index.md", "3", "unknown document")
    assert with_reason(complaint, "Traceback\nNameError: x") is complaint


def test_an_author_reads_twelve_complaints_and_how_many_more_there_are():
    many = [Complaint("a.md", str(line), "wrong") for line in range(30)]
    said = sentence(many, "")
    assert said.count("wrong") == 12
    assert said.endswith("… and 18 more")


def test_without_a_complaint_the_end_of_the_output_is_shown():
    assert sentence([], "Killed\n").endswith("Killed")
