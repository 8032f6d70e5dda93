"""A learner's feedback page in a browser: readable on a phone, and whatever the learner wrote can do nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from grading.feedback import feedback_page
from grading.model import CellScore, Question, Result, Spec, State
from grading.questions import Words

AT = "2026-03-02T09:00:00+00:00"
HARM = (
    "</pre></style><script>window.harmed = true</script><img src=https://example.org/x onerror='window.harmed = true'>"
)
SPEC = Spec("alpha", "What customer experience is, and who owns it", (), (Question("share", "L1", "x"),), "why", 5)
CELLS = (
    CellScore("share-check", 0.0, 2, f"The check ended with {HARM}."),
    CellScore("why", None, 2, "A person marks this answer."),
)
GRADED = Result("ann", "alpha", State.GRADED, cells=CELLS, notes=(f"The cell {HARM} was changed.",), received_at=AT)
FAILED = Result("ann", "alpha", State.FAILED, f"The notebook was stopped in the cell {HARM}.", received_at=AT)
ANSWERS = {"share-answer": f"share = {HARM}\n" + "wide " * 3 + "x" * 400, "why": f"We share it. {HARM}"}
MARKS = {"why": (1.0, f"Name the team. {HARM}")}


@pytest.fixture
def opened(chromium, tmp_path):
    """A function that opens the page of a result; at the end nothing else may have been asked for or have failed."""
    asked, said, contexts = set(), [], []
    path = tmp_path / "alpha.html"

    def opened(result, width=1280, scheme="light"):
        words = {"share": Words("Question 1", f"What share is late? {HARM}")}
        path.write_text(feedback_page(result, SPEC, words, ANSWERS, MARKS), "utf8")
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.add(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.goto(path.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert (asked, said) == ({path.as_uri()}, [])


@pytest.mark.parametrize("result", [GRADED, FAILED], ids=["graded", "failed"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "light"), (390, "dark")])
def test_the_page_has_no_axe_violation_and_no_sideways_scrolling(opened, result, width, scheme):
    page = opened(result, width, scheme)
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_the_learner_wrote_is_shown_as_it_stands_and_can_do_nothing(opened):
    page = opened(GRADED)
    assert page.locator("pre").first.inner_text().startswith(f"share = {HARM}")
    assert page.locator("blockquote").inner_text() == f"Name the team. {HARM}"
    assert page.locator("script, img").count() == 0
    assert page.evaluate("window.harmed") is None


def test_even_a_script_that_slipped_in_would_not_run(chromium, tmp_path):
    html = feedback_page(GRADED, SPEC, {}, {}, {}).replace("</main>", "<script>window.harmed = true</script></main>")
    (tmp_path / "alpha.html").write_text(html, "utf8")
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto((tmp_path / "alpha.html").as_uri())
        assert page.locator("script").count() == 1 and page.evaluate("window.harmed") is None


def test_work_that_could_not_be_graded_says_so_first(opened):
    expect(opened(FAILED, 390).locator("main > div").first).to_contain_text("Not graded yet")
