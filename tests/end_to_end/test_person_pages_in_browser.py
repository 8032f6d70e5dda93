"""A person's two pages as they meet them: without a network, on a desk and a phone, in light and dark, on paper."""

from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from grading.atomic import private_folder
from grading.stored import views
from progress.certificates.issue import issue
from progress.pages_person import person_pages
from progress.rules import read_rules
from tests.progress.certificates.holders import ADDRESS, make_course
from tests.progress.made_facts import FAILED, SUBMITTED, facts, graded, learner, overdue, spec

HOSTILE = '<img src=x onerror="window.harmed = true"><script>window.harmed = true</script>'
NAMES = {"ann": "Ann Smith", "ben": HOSTILE, "chi": "محمد العربي", "dee": "x" * 200, "eve": "王小明"}
PEOPLE = [replace(learner(one), name=name, department=HOSTILE if one == "ben" else "IT") for one, name in NAMES.items()]
SPECS = [
    replace(spec(slug, "share", "owner", mistakes=[("M01", f"Use `all_orders`, not {HOSTILE}.")]), title=title)
    for slug, title in {
        "alpha": "What customer experience is, and who owns it",
        "beta": "Operations",
        "gamma": f"A title {HOSTILE}",
        "delta": "Six steps",
    }.items()
]
DUE = pd.Timestamp(2026, 3, 20, 23, 59, 59, tz="UTC")
WORK = {
    (one, exercise): row
    for one in ("ann", "ben", "dee")
    for exercise, row in {
        "alpha": graded(80, late=True, penalty=1.0),
        "beta": {"state": FAILED, "reason": f"The file {HOSTILE * 3} is empty.", **overdue()},
        "gamma": graded(40, needs_marking=True, marked_max=8.0),
        "delta": {"due": DUE},
    }.items()
} | {("chi", one.exercise): graded(90) for one in SPECS} | {("eve", "alpha"): {"state": SUBMITTED}}  # fmt: skip
ANSWERS = {"alpha": [(one, "share", 0.0, 3.0, "M01") for one in ("ann", "ben", "dee")] + [("ann", "owner", 1.0, 1.0)]}
REASONS = {"ann": ("2 exercises are overdue", f"nothing handed in by {HOSTILE}")}
VIEWS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Everybody's pages, as `progress` writes them."""
    course = make_course(tmp_path_factory.mktemp("people"))
    (course.root / "book" / "routes.yml").unlink()
    certificates = {**read_rules().certificates, "issuer": "Fernwick", "address": ADDRESS}
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    told = facts(PEOPLE, SPECS, WORK, ANSWERS, now, certificates=certificates)
    list(issue(course, told, ["chi"]))
    (private_folder(course.feedback / "ann" / "alpha") / "alpha.html").write_text("<title>Feedback</title>Feedback")
    (private_folder(views(course) / "ann") / "alpha.html").write_text("<title>Marking</title>Marking")
    for page in person_pages(course, told, REASONS):
        path = private_folder(course.progress) / page.place
        private_folder(path.parent)
        path.write_text(page.make(), "utf8")
    return course


def own(course, learner_id):
    return course.feedback / learner_id / "index.html"


def theirs(course, learner_id):
    return course.progress / "people" / f"{learner_id}.html"


@pytest.fixture
def shown(opened):
    """`shown(path, …)`: that page, opened; nothing else may be asked for, and nothing may be complained about."""
    pages = []

    def show(path, width=1280, **settings):
        page = opened(width, **settings)
        page.goto(path.as_uri())
        pages.append((page, path))
        return page

    yield show
    for page, path in pages:
        assert (set(page.asked), page.troubles) == ({path.as_uri()}, [])


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
@pytest.mark.parametrize("where", [own, theirs], ids=["own", "trainer's"])
def test_no_page_has_an_axe_violation_or_scrolls_sideways(shown, course, where, width, scheme):
    for learner_id in NAMES:
        page = shown(where(course, learner_id), width, color_scheme=scheme)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("where", [own, theirs], ids=["own", "trainer's"])
def test_names_of_any_kind_are_shown_and_do_no_harm(shown, course, where):
    for learner_id, name in NAMES.items():
        page = shown(where(course, learner_id))
        assert page.locator("bdi").first.text_content() == name
        assert page.evaluate("window.harmed") is None


def test_a_learner_meets_the_next_step_first_and_their_path_in_order(shown, course):
    page = shown(own(course, "ann"))
    expect(page.get_by_role("region", name="Next step")).to_contain_text("Mend Operations and hand it in again")
    stops = page.locator(".stops li")
    expect(stops).to_have_count(4)
    expect(stops.nth(0)).to_contain_text("graded: passed, late, 1 point taken off for being late")
    expect(stops.nth(1)).to_contain_text("grading failed, overdue")
    expect(stops.nth(2)).to_contain_text("4 of 8 points so far")
    expect(stops.nth(3)).to_contain_text("due 20 March 2026")
    expect(page.get_by_text("2 points wait for a person's mark")).to_be_visible()


def test_the_way_to_the_feedback_works_by_keyboard(opened, course):
    page = opened()
    page.goto(own(course, "ann").as_uri())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Feedback")


def test_a_trainer_gets_from_a_person_to_the_marking(opened, course):
    page = opened()
    page.goto(theirs(course, "ann").as_uri())
    page.get_by_role("link", name="What customer experience is").click()
    expect(page).to_have_title("Marking")


def test_a_certificate_is_offered_where_its_files_lie(shown, course):
    page = shown(own(course, "chi"))
    for ending in ("PDF", "badge"):
        place = page.get_by_role("link", name=f"CX at work, {ending}").get_attribute("href")
        assert (own(course, "chi").parent / place).exists()
    expect(shown(own(course, "ann")).get_by_text("CX at work: 1 of 4 exercises passed.")).to_be_visible()


@pytest.mark.parametrize("where", [own, theirs], ids=["own", "trainer's"])
def test_on_paper_the_ways_to_other_pages_are_left_out_and_all_else_is_there(shown, course, where):
    page = shown(where(course, "ann"))
    page.emulate_media(media="print")
    expect(page.locator(".stops li").last).to_be_visible()
    for nav in page.locator("nav").all():
        expect(nav).to_be_hidden()
