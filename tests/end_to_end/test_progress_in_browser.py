"""The progress page as a trainer meets it: without a network, on a desk and a phone, in light and dark, by keyboard."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cxlab import theme
from grading.model import CellScore, Learner, Mistake, Question, Result, Spec, State, Submission
from grading.pages import progress_page
from grading.progress import questions, standing
from grading.questions import Words

AT = "2026-03-02T09:00:00+00:00"
HOSTILE = '<img src=x onerror="window.harmed = true"><script>window.harmed = true</script>'
ROSTER = [
    Learner("ann", "Ann Smith", department="Customer Service"),
    Learner("ben", HOSTILE, department="Finance"),
    Learner("chi", "محمد العربي", department="Customer Service"),
    Learner("dee", "x" * 200, department='R&D "Labs" <b>'),
    Learner("eve", "Eve", department="Finance"),
]
MISTAKES = (Mistake("M01", "", 0, "This is not in percent."),)
SPECS = {
    slug: Spec(
        slug, title, (), (Question("share", "L1", "x", mistakes=MISTAKES), Question("owner", "L0", "y")), "why", 5
    )
    for slug, title in (("alpha", "What customer experience is, and who owns it"), ("beta", "Operations"))
}
WORDS = {"alpha": {"share": Words("Question 1", "What share is late?")}, "beta": {}}
VIEWS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]


def graded(learner, points, mistake=""):
    cells = (
        CellScore("share-check", points, 2, mistake=mistake),
        CellScore("owner-check", 1.0, 1),
        CellScore("why", None, 2),
    )
    return Result(learner, "alpha", State.GRADED, cells=cells, received_at=AT)


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    results = [
        graded("ann", 2.0),
        graded("ben", 0.0, "M01"),
        Result("chi", "alpha", State.FAILED, f"The cell {HOSTILE} ended.", received_at=AT),
    ]
    handed_in = [Submission("dee", "beta", Path("x"), AT)]
    table = standing(ROSTER, handed_in, results, list(SPECS))
    html = progress_page(table, questions(results, SPECS), SPECS, WORDS, datetime(2026, 3, 3, 8, 5, tzinfo=UTC))
    path = tmp_path_factory.mktemp("progress") / "index.html"
    path.write_text(html, "utf8")
    return path


@pytest.fixture
def opened(chromium, page_file):
    """A function that opens the page and returns it; at the end nothing else may have been asked for or have failed."""
    asked, said, contexts = [], [], []

    def opened(width=1280, scheme="light", **options):
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(page_file.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert (set(asked), said) == ({page_file.as_uri()}, [])


def names(page):
    return page.locator(".people tbody tr:visible bdi").all_text_contents()


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_the_page_has_no_axe_violation_and_no_sideways_scrolling(opened, width, scheme):
    page = opened(width, scheme)
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_names_of_any_kind_are_shown_and_do_no_harm(opened):
    page = opened()
    shown = page.locator(".people tbody bdi").all_text_contents()
    assert shown == ["Ann Smith", "محمد العربي", HOSTILE, "Eve", "x" * 200]
    assert page.evaluate("window.harmed") is None
    assert page.locator(".people tbody tr").last.bounding_box()["height"] < 140


def test_a_department_is_chosen_by_keyboard_and_others_step_back(opened):
    page = opened()
    page.get_by_label("Department").focus()
    page.keyboard.type("Fin")
    expect(page.locator("output")).to_have_text("2 of 5 learners shown")
    assert names(page) == [HOSTILE, "Eve"]
    page.get_by_label("Department").select_option('R&D "Labs" <b>')
    assert names(page) == ["x" * 200]
    page.get_by_label("Department").select_option("All departments")
    assert len(names(page)) == 5


def test_on_a_phone_each_value_stands_beside_its_name_and_the_filter_works(opened):
    page = opened(390)
    page.get_by_label("Department").select_option("Finance")
    assert names(page) == [HOSTILE, "Eve"]
    row = page.get_by_role("row").filter(has_text="Eve")
    expect(row.get_by_role("cell")).to_have_count(3)
    label = row.get_by_role("cell").nth(2).evaluate("cell => getComputedStyle(cell, '::before').content")
    assert label == '"Operations"'


def test_without_script_everyone_is_shown_and_no_dead_filter(opened):
    page = opened(java_script_enabled=False)
    expect(page.locator(".people tbody tr")).to_have_count(5)
    expect(page.locator(".filter")).to_be_hidden()
    expect(page.get_by_text("100 %").first).to_be_visible()


def test_a_failed_grading_is_named_with_its_sentence(opened):
    expect(opened().locator(".todo li").first).to_contain_text(
        "What customer experience is, and who owns it: The cell <img"
    )


def test_the_drawing_changes_its_colours_with_the_scheme_and_has_words(opened):
    for scheme, colour in (("light", theme.GOOD), ("dark", theme.DARK[theme.GOOD])):
        page = opened(scheme=scheme)
        bar = page.locator(f".chart path[fill='{theme.GOOD}']").first
        red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
        assert bar.evaluate("bar => getComputedStyle(bar).fill") == f"rgb({red}, {green}, {blue})"
        words = "What customer experience is, and who owns it. Customer Service: 1 graded, 1 grading failed."
        expect(page.locator(".chart svg").first).to_have_attribute("aria-label", re.compile(re.escape(words)))


def test_on_paper_the_filter_is_left_out_and_tables_are_whole(opened):
    page = opened()
    page.emulate_media(media="print")
    expect(page.locator(".filter")).to_be_hidden()
    assert page.locator(".wide").first.evaluate("box => getComputedStyle(box).overflowX") == "visible"
