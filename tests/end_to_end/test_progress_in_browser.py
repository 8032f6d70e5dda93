"""The progress pages as trainers and managers meet them: no network, desk and phone, light and dark, by keyboard."""

import csv
import io
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cxlab import theme
from grading.stored import views
from progress.bench_cohort import make_cohort, make_course
from progress.remake import remake

HOSTILE = '<img src=x onerror="window.harmed = true"><script>window.harmed = true</script>'
NAMES = {
    "learner-00001": HOSTILE,
    "learner-00002": "\u202eمحمد العربي",
    "learner-00003": "x" * 200,
    "learner-00004": "Twin Name",
    "learner-00005": "Twin Name",
    "learner-00006": '=HYPERLINK("http://example.org","Click")',
    "learner-00007": "@SUM(1+1)",
    "learner-00008": "-1+1|' /C calc'!A0",
    "learner-00009": 'Comma, "Quote" & Zoë',
    "learner-00010": "</script><script>window.harmed = true</script>",
}
DEPARTMENT, COHORT = 'R&D "Labs" <b>', "</option><script>window.harmed = true</script>"
SETTINGS = "due:\n  everything: 20 days\n"
COUNT = 120
PAGES = ["index", "learners", "questions", "at-risk", "definitions", "managers/manager-001", "people/learner-00001"]
PAPER = 1030  # pixels: A4 on its side, without margins of 12 mm
VIEWS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]


def roster_with_names(text):
    """The roster's CSV with NAMES, the first ten in DEPARTMENT and COHORT."""
    rows = list(csv.reader(io.StringIO(text)))
    for row in rows[1:]:
        if row[0] in NAMES:
            row[1], row[3], row[4] = NAMES[row[0]], DEPARTMENT, COHORT
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The pages of a cohort with names that have done harm elsewhere."""
    place = tmp_path_factory.mktemp("progress")
    course = make_course(place, 4, 3)
    make_cohort(course, COUNT, failed=0.03)
    course.roster.write_text(roster_with_names(course.roster.read_text("utf8")), "utf8")
    view = views(course) / "learner-00001" / "chapter-01.html"
    view.parent.mkdir(parents=True)
    view.write_text("the trainer's view", "utf8")
    (place / "settings.yml").write_text(SETTINGS, "utf8")
    made = remake(course, datetime(2026, 2, 12, 8, 5, tzinfo=UTC), place / "settings.yml")
    assert made.troubles == ()
    return course.progress


@pytest.fixture
def opened(chromium, folder):
    """A function that opens a page; at the end nothing else may have been asked for, and nothing may have failed."""
    asked, said, contexts = set(), [], []

    def opened(name, width=1280, scheme="light", **options):
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.add(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        place, _, mark = name.partition("#")
        page.goto((folder / f"{place}.html").as_uri() + (f"#{mark}" if mark else ""))
        return page

    yield opened
    for context in contexts:
        context.close()
    strange = [one for one in asked if not one.startswith((folder.as_uri(), "blob:"))]
    assert (strange, said) == ([], [])


def shown(page):
    return page.locator(".people tbody bdi").all_text_contents()


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_axe_violation_and_no_sideways_scrolling(opened, name, width, scheme):
    page = opened(name, width, scheme)
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", PAGES)
def test_names_of_any_kind_do_no_harm(opened, name):
    page = opened(name)
    assert page.evaluate("window.harmed") is None
    assert page.locator("img").count() == 0


def test_names_are_shown_as_they_are(opened):
    page = opened("learners")
    page.get_by_label("Department").select_option(DEPARTMENT)
    assert sorted(shown(page)) == sorted(NAMES.values())
    long = page.get_by_role("row").filter(has_text="x" * 200)
    assert long.bounding_box()["height"] < 140
    assert HOSTILE in opened("managers/manager-001").locator("main").inner_text()


def test_two_people_with_one_name_lead_to_two_pages(opened):
    page = opened("learners")
    page.get_by_label("Search").fill("twin name")
    ways = page.locator(".people tbody th a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert sorted(ways) == ["people/learner-00004.html", "people/learner-00005.html"]


def test_every_way_on_every_page_leads_to_a_page(opened, folder):
    for name in PAGES:
        page = opened(name)
        for way in page.locator("a[href]").evaluate_all("links => links.map(link => link.getAttribute('href'))"):
            place = unquote(way.partition("#")[0])
            assert not place or (folder / f"{name}.html").parent.joinpath(place).resolve().is_file(), (name, way)


def test_the_table_is_searched_filtered_and_sorted_by_keyboard_alone(opened):
    page = opened("learners")
    expect(page.locator("output")).to_have_text(f"1 to 50 of {COUNT} learners")
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.id") != "search":
        page.keyboard.press("Tab")
    page.keyboard.type("zoe")
    assert shown(page) == [NAMES["learner-00009"]]
    expect(page.locator("output")).to_have_text(f"1 to 1 of 1 learner (of {COUNT})")
    for _ in range(3):
        page.keyboard.press("Backspace")
    page.keyboard.press("Tab")
    page.keyboard.type("R&D")
    expect(page.locator("output")).to_have_text(f"1 to 10 of 10 learners (of {COUNT})")
    page.get_by_role("button", name="Passed, of 4").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.get_by_role("columnheader", name="Passed, of 4").get_attribute("aria-sort") == "descending"
    passed = [int(one) for one in page.locator(".people tbody td:nth-child(4)").all_text_contents()]
    assert passed == sorted(passed, reverse=True) and len(set(passed)) > 1


def test_whoever_has_no_score_stands_last_whichever_way_it_is_sorted(opened):
    page = opened("learners")
    button = page.get_by_role("button", name="Exercise 4")
    for _ in range(2):
        button.click()
        while page.locator("#on").get_attribute("aria-disabled") == "false":
            page.locator("#on").click()
        last = page.locator(".people tbody tr td:last-child b").all_text_contents()
        assert last[-1] in ("not started", "grading failed") and "%" not in last[-1]
        page.locator("#back").click(click_count=2)


def test_pages_are_turned_by_keyboard_and_the_button_keeps_the_focus(opened):
    page = opened("learners")
    first = shown(page)
    page.get_by_role("button", name="Next 50").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("output")).to_have_text(f"101 to {COUNT} of {COUNT} learners")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "on" and len(shown(page)) == COUNT - 100
    page.get_by_role("button", name="Previous 50").click()
    page.get_by_role("button", name="Previous 50").click()
    assert shown(page) == first


def test_a_state_in_an_exercise_is_chosen_from_the_overview_too(opened):
    page = opened("index")
    page.get_by_text("By exercise: waiting for a person’s marks").click()
    page.locator(".todo details a[href*='state=marking']").first.click()
    expect(page.get_by_label("Show")).to_have_value("marking")
    expect(page.get_by_label("In exercise")).to_have_value("chapter-01")
    cells = page.locator(".people tbody td.chosen").all_text_contents()
    assert cells and all("to be marked" in one for one in cells)
    assert page.locator(".people .why:visible").count() == 0
    page.get_by_label("Show").select_option("At risk")
    assert "#state=risk&exercise=chapter-01" in page.url
    assert all(page.locator(".people tbody .why:visible").all_text_contents())


def test_the_states_of_the_table_add_up(opened):
    page = opened("learners")
    page.get_by_label("In exercise").select_option("Exercise 3")
    counts = []
    for state in ("Not started", "Submitted, not graded yet", "Grading failed", "Graded"):
        page.get_by_label("Show").select_option(state)
        found = re.search(r"of (\d+) learner", page.locator("output").inner_text())
        counts.append(int(found[1]) if found else 0)
    assert sum(counts) == COUNT and counts[0] and counts[2] and counts[3]


def test_the_csv_holds_what_is_chosen_and_no_formula(opened):
    page = opened("learners")
    page.get_by_label("Department").select_option(DEPARTMENT)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download as CSV").click()
    assert waiting.value.suggested_filename == "learners-2026-02-12.csv"
    rows = list(csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text("utf-8-sig"), newline="")))
    assert len(rows) == 10
    names = {row["learner_id"]: row["name"] for row in rows}
    risky = {one for one, name in NAMES.items() if name.startswith(("=", "@", "-"))}
    assert names == {one: f"'{name}" if one in risky else name for one, name in NAMES.items()}
    cells = [cell for row in rows for cell in row.values()]
    assert not [one for one in cells if re.match(r"\s*[=+\-@|%]", one) and not re.fullmatch(r"-?[\d.]+", one)]
    assert {row["chapter-01 state"] for row in rows} <= {"not started", "submitted", "grading failed", "graded"}
    assert all(row["chapter-01 percent"] == "" for row in rows if row["chapter-01 state"] != "graded")


def test_a_score_leads_to_the_trainers_view_where_there_is_one(opened):
    page = opened("learners")
    page.get_by_label("Search").fill("learner-00001")
    ways = page.locator(".people td a")
    expect(ways).to_have_count(1)
    ways.click()
    expect(page.locator("body")).to_have_text("the trainer's view")


def test_a_managers_page_holds_nobody_elses_id_or_name(folder):
    rows = list(csv.DictReader(io.StringIO((folder.parent / "roster.csv").read_text("utf8"))))
    for manager in {row["manager_id"] for row in rows}:
        text = (folder / "managers" / f"{manager}.html").read_text("utf8")
        theirs = {row["learner_id"] for row in rows if row["manager_id"] == manager}
        assert set(re.findall(r"learner-\d{5}", text)) == theirs
        others = {row["name"] for row in rows} - {row["name"] for row in rows if row["learner_id"] in theirs}
        assert not [name for name in others if f">{name}<" in text]


def test_on_a_phone_exercises_are_left_out_until_one_is_chosen(opened):
    page = opened("learners", 390)
    expect(page.locator(".people td.cell:visible")).to_have_count(0)
    page.get_by_label("In exercise").select_option("Exercise 2")
    expect(page.locator(".people td.cell:visible")).to_have_count(50)


def test_without_script_the_table_says_so_and_all_else_is_there(opened):
    page = opened("learners", java_script_enabled=False)
    expect(page.get_by_text("This table needs JavaScript")).to_be_visible()
    expect(page.locator(".filter")).to_be_hidden()
    assert opened("at-risk", java_script_enabled=False).locator(".risk tbody tr").count() > 10


def test_a_drawing_changes_its_colours_with_the_scheme(opened):
    for scheme, colour in (("light", theme.GOOD), ("dark", theme.DARK[theme.GOOD])):
        page = opened("index", scheme=scheme)
        bar = page.locator(f".on-desk path[fill='{theme.GOOD}']").first
        red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
        assert bar.evaluate("bar => getComputedStyle(bar).fill") == f"rgb({red}, {green}, {blue})"


def test_on_paper_ways_and_filters_are_left_out_and_the_table_is_whole(opened):
    page = opened("learners")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("nav")).to_be_hidden()
    expect(page.locator(".filter")).to_be_hidden()
    expect(page.locator(".people tbody tr")).to_have_count(COUNT)
    assert page.locator(".wide").evaluate("box => getComputedStyle(box).overflowY") == "visible"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".people tbody tr")).to_have_count(50)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_cut_off_on_paper(opened, name):
    page = opened(name, PAPER)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER
