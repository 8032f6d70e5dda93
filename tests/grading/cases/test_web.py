"""What trainers and learners open afterwards: nothing of a notebook runs in their browser or their spreadsheet."""

import csv
import json
import re
from html.parser import HTMLParser

import pytest

from grading import notebooks
from grading.autograde import grade
from grading.feedback import write_feedback
from grading.grade_table import write_grades
from grading.settings import Limits
from grading.submitted import place, submissions
from tests.grading.cases.trial import NOON

BAD = (
    "<script>document.title = 'left'</script> <img src=x onerror=\"document.title='left'\"> "
    "<a href='javascript:document.title=1'>a</a> <svg onload=alert(1)><script>1</script></svg> "
    "<iframe srcdoc='<script>parent.document.title=1</script>'></iframe> <style>@import url(//127.0.0.1/x)</style> "
    "<form action=//127.0.0.1/><button formaction=javascript:1>b</button></form> <meta http-equiv=refresh content=0> "
    "[link](javascript:alert(1)) ![picture](http://127.0.0.1/x.png) <base href=//127.0.0.1/> <object data=x></object>"
)
SHOWS = """
from IPython.display import HTML, Javascript, SVG, Markdown, display
bad = BAD
display(HTML(bad), Javascript("document.title = 'left'"), Markdown(bad))
display(SVG("<svg xmlns='http://www.w3.org/2000/svg' onload='1'><script>1</script></svg>"))
display({"text/html": bad, "application/javascript": "1", "image/svg+xml": bad, "text/plain": bad}, raw=True)
print(bad)
word = "late"
raise ValueError(bad)
""".replace("BAD", repr(BAD), 1)


@pytest.fixture(scope="module")
def graded(lab, wall):
    """The course after one learner's `p4`, full of what must not run, was graded and given feedback."""
    notebook = notebooks.read(lab.release / "p4" / "p4.ipynb")
    texts = {"why": BAD, "word-answer": SHOWS}
    for cell in notebook.cells:
        cell.source = texts.get(cell.id, cell.source)
    place(lab, "p4", "x01", json.dumps(notebook).encode(), NOON)
    found = grade(lab, submissions(lab), wall, Limits(seconds_per_cell=10))
    write_feedback(lab, found)
    return lab


FETCHED = ("src", "href", "action", "data", "srcset", "formaction")
DRAWN = ("text/html", "image/svg+xml", "text/markdown")


class Page(HTMLParser):
    """What a browser would act on: elements, attributes and addresses, but no text."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.acts = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append(tag)
        for name, value in attributes:
            address = re.sub(r"\s", "", value or "").casefold()
            outside = name in ("src", "href", "action", "data", "srcset", "formaction") and re.match(
                r"(\w+:)?//", address
            )
            if name.startswith("on") or name == "srcdoc" or outside or "javascript:" in address:
                self.acts.append((tag, name, value))


@pytest.fixture
def pages(graded):
    found = sorted(graded.feedback.rglob("*.html"))
    assert found
    return [Page(path.read_text("utf8")) for path in found]


def test_X01_nothing_runs_or_is_fetched_in_a_feedback_page(pages):
    for page in pages:
        assert not {"script", "iframe", "object", "embed", "form", "base", "svg"} & set(page.elements), page.elements
        assert page.acts == []


def test_X01_nothing_runs_in_a_graded_notebook_as_nbgraders_own_pages_show_it(graded):
    notebook = notebooks.read(graded.autograded / "x01" / "p4" / "p4.ipynb")
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    kinds = {kind for cell in notebook.cells for output in cell.get("outputs", []) for kind in output.get("data", {})}
    assert not any("javascript" in kind for kind in kinds)
    for output in (output for cell in notebook.cells for output in cell.get("outputs", [])):
        texts += [
            text
            for kind, text in output.get("data", {}).items()
            if kind in ("text/html", "image/svg+xml", "text/markdown")
        ]
    for text in texts:
        page = Page(text)
        assert not {"script", "iframe", "object", "form", "base", "meta", "style"} & set(page.elements), text
        assert page.acts == [] and "](javascript:" not in text, text


def test_X03_a_spreadsheet_takes_names_and_points_as_they_are(graded, tmp_path):
    """The table of grades with names; the other exports are in tests/progress/exports."""
    name = "=HYPERLINK(1) Smith, Jr"
    graded.roster.write_text(f'learner_id,name,email,department,cohort\nx01,"{name}",x@example.org,IT,2026\n', "utf8")
    path = write_grades(graded, tmp_path / "grades.csv", with_names=True)
    rows = {row["exercise"]: row for row in csv.DictReader(path.read_text("utf8").splitlines())}
    assert {row["name"] for row in rows.values() if row["learner_id"] == "x01"} == {f"'{name}"}
    assert float(rows["p4"]["points"]) == float(rows["p4"]["max_points"]) == 1
