"""The whole way in one real hub: a learner works and hands in, the trainer marks and gives back, nobody sees more.

The tests stand in the order of a day in the classroom, and share one hub.
"""

import os
import re
import time

import psutil
import pytest
from playwright.sync_api import expect

from grading import journal
from grading.course import HOME, Course
from tests.classroom.hub import hostile, lab_page, trainer_page
from tests.classroom.hub.room import SLUG, close, furnish, opened, picture, until

BEGINS = "When a form runs out at our desk"
TEXT = "When a form runs out at our desk, the team lead should hear of it first. " * 12
OPEN = "Open the exercise in JupyterLab"
WORKERS = os.cpu_count() or 1  # of the watcher
POINTS = re.compile(r"\d of \d+ points")
WAITS = "wait for a person's mark"


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    course = Course(HOME, tmp_path_factory.mktemp("classroom") / "build")
    expect.set_options(timeout=180_000)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("COURSE_EXCHANGE", raising=False)
        patch.delenv("COURSE_GRADEBOOK", raising=False)
        furnish(course)
        with opened(course) as room:
            yield room


@pytest.fixture(scope="module")
def desk(room, chromium):
    """Ann's browser, on her desk."""
    page = room.signed_on(chromium, "ann")
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def lab(room, desk):
    """Ann's exercise in JupyterLab, opened from the book."""
    book = desk.context.new_page()
    book.goto(f"{room.address}/book")
    expect(book.get_by_role("heading", name="The book")).to_be_visible()
    book.goto(f"{room.pages}/book/chapters/{SLUG}.html")
    link = book.get_by_role("link", name=OPEN)
    expect(link).to_be_visible()
    picture(book, "02-book-with-the-way-to-the-exercise")
    with book.expect_popup() as popup:
        link.click()
    page = popup.value
    lab_page.wait_until_idle(page)
    book.close()
    return page


@pytest.fixture(scope="module")
def handed_in(lab, room):
    """Ann's notebook with two answers and a text, handed in after Eve's; the moment when the list showed it."""
    lab_page.run_all(lab)
    reorder = lab.get_by_role("spinbutton", name="Order again at (pieces)")
    expect(reorder).to_be_visible()
    expect(lab.locator(".jupyter-widgets .vega-embed svg").first).to_be_visible()
    reorder.scroll_into_view_if_needed()
    reorder.fill("45")
    reorder.press("Enter")
    expect(lab.get_by_role("cell", name="You: order again at 45")).to_be_visible()
    picture(lab, "03-explorable")
    lab_page.write(lab, lab_page.cell_with(lab, "perfect_count = ..."), "perfect_count = ten.on_time.sum()")
    late = lab_page.cell_with(lab, 'CARRIER = "ParcelCo"')
    lab_page.write(lab, late, late.locator(".cm-content").inner_text().replace('"ParcelCo"', '"OwnVan"', 1))
    lab_page.write_text(lab, "YOUR ANSWER HERE", TEXT)
    lab_page.run_all(lab)
    expect(lab.get_by_text("Not yet. M09:").first).to_be_visible()
    lab.get_by_text("Not yet. M09:").first.scroll_into_view_if_needed()
    picture(lab, "04-a-mistake-is-named")
    lab_page.save(lab)
    said = lab_page.validate(lab)
    assert "check" in said.lower() or "failed" in said.lower(), said
    listed = lab_page.assignments(lab)
    hostile.hand_in(room.course, "eve", SLUG)
    listed.get_by_role("button", name="Submit").first.click()
    expect(listed.locator("#submitted_assignments_list")).to_contain_text(SLUG)
    moment = time.monotonic()
    picture(lab, "05-handed-in")
    return moment


@pytest.fixture(scope="module")
def trainer(room, chromium):
    page = room.signed_on(chromium, "trainer")
    expect(page).to_have_url(re.compile("/services/course/trainer/$"))
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def marked(trainer, room, handed_in):
    """The trainer's mark for Ann's text, given in formgrader while feedback is given back by hand."""
    until(lambda: journal.kept(room.course, SLUG, "ann"))
    trainer_page.choose(trainer, room, "when I give it back")
    formgrader = trainer_page.mark(trainer.context, room, BEGINS, "1.5")
    picture(formgrader, "12-marked-in-formgrader")
    formgrader.close()


def line_of(desk, room):
    """Ann's line about the exercise, on her desk as it is now."""
    desk.goto(f"{room.pages}/mine/")
    return desk.locator(".stops li", has=desk.get_by_text("Operations and logistics", exact=True))


def sees_nothing(desk, room):
    """Neither points nor reasons are told to Ann."""
    line = line_of(desk, room)
    expect(line).to_be_visible()
    expect(line).not_to_contain_text(POINTS)
    expect(desk.get_by_role("link", name=re.compile("feedback", re.I))).to_have_count(0)
    return desk.goto(f"{room.pages}/mine/feedback/{SLUG}").status == 404


def test_a_stranger_gets_the_sign_on_page(room, chromium):
    for place in ("/", "/book", "/services/course/mine/", "/services/course/trainer/", "/user/ann/lab"):
        page = room.visitor(chromium)
        page.goto(f"{room.address}{place}")
        expect(page.get_by_role("button", name="Sign in")).to_be_visible()
        page.context.close()


def test_a_learner_signs_on_and_sees_their_desk(desk):
    expect(desk).to_have_url(re.compile("/services/course/mine/$"))
    expect(desk.get_by_role("link", name="Open", exact=False).first).to_be_visible()
    expect(desk.get_by_text("31 March 2031").first).to_be_visible()
    picture(desk, "01-desk", whole=True)


def test_the_exercise_is_fetched_and_opened_from_the_book(lab, room):
    assert lab.url.endswith(f"/lab/tree/{SLUG}/{SLUG}.ipynb")
    assert (room.folder / "homes" / "ann" / SLUG / f"{SLUG}.ipynb").exists()


def test_learners_see_no_trainers_tools(lab):
    lab.get_by_role("menuitem", name="Nbgrader", exact=True).click()
    expect(lab.locator(".lm-Menu-itemLabel", has_text="Assignment List")).to_be_visible()
    shown = [text for text in lab.locator(".lm-Menu-itemLabel").all_inner_texts() if text]
    assert shown == ["Assignment List"]
    lab.keyboard.press("Escape")
    for text in ("Jupyter news", "Formgrader", "Create Assignment"):
        expect(lab.get_by_text(text)).to_have_count(0)
    settings = lab.evaluate("JSON.parse(document.getElementById('jupyter-config-data').textContent)")
    assert settings["extensionManager"]["can_install"] is False


def test_the_desk_is_a_tab_of_jupyterlab(lab):
    lab.get_by_role("menuitem", name="Course", exact=True).click()
    lab.locator(".lm-Menu-itemLabel", has_text="My exercises").click()
    inside = lab.frame_locator("iframe[title='My exercises']")
    expect(inside.get_by_role("heading", name="My exercises")).to_be_visible()
    picture(lab, "02-desk-in-jupyterlab")
    inside.get_by_role("link", name=re.compile("^Open")).first.click()
    expect(lab.locator(".lm-TabBar-tab.lm-mod-current", has_text=f"{SLUG}.ipynb")).to_be_visible()


def test_points_and_reasons_are_on_the_desk_soon_after_handing_in(handed_in, desk, room):
    reasons = desk.get_by_role("link", name=re.compile("feedback", re.I))
    until(lambda: POINTS.search(line_of(desk, room).inner_text()) and reasons.count(), every=0.5)
    print(f"\nhand-in → points and reasons on the desk: {time.monotonic() - handed_in:.1f} s")
    picture(desk, "06-points-on-the-desk", whole=True)
    reasons.first.click()
    expect(desk.get_by_text("You counted one column").first).to_be_visible()
    picture(desk, "07-reasons")


def test_fetch_feedback_brings_the_same_page(handed_in, lab):
    listed = lab_page.assignments(lab)
    lab.locator(".lm-TabBar-tab", has_text="Assignments").first.click()
    button = listed.get_by_role("button", name="Fetch Feedback").first

    def ready():
        with lab.expect_response(lambda answer: "/assignments" in answer.url):
            listed.locator("#refresh_assignments_list").click()
        listed.locator("#submitted_assignments_list .list_item").first.wait_for()  # it is empty in between
        return button.count()

    until(ready, every=2)
    button.click()
    expect(listed.get_by_text("view feedback").first).to_be_visible()
    picture(lab, "08-fetched-feedback")


def test_a_learner_is_refused_where_only_trainers_go(desk, room):
    for place in ("", "progress/index.html", "guide/index.html", f"learners/ben/{SLUG}"):
        answer = desk.goto(f"{room.pages}/trainer/{place}")
        assert answer.status == 403, place
    picture(desk, "09-refused")


def test_a_learner_is_refused_on_other_peoples_servers_and_feedback(lab, handed_in, room, chromium):
    assert lab.context.request.get(f"{room.address}/user/ann/api/contents").ok  # Ann's server runs, and is hers
    ben = room.signed_on(chromium, "ben")
    for place in ("lab", "api/contents", f"files/{SLUG}/{SLUG}.ipynb", f"course/open/{SLUG}"):
        assert ben.goto(f"{room.address}/user/ann/{place}").status in (403, 404), place
    for place in (f"../../mine/feedback/ann/{SLUG}", f"ann/{SLUG}", SLUG):
        assert ben.goto(f"{room.pages}/mine/feedback/{place}").status in (403, 404), place
    ben.context.close()


def test_the_trainers_page_says_that_the_watcher_runs_and_who_waits(handed_in, trainer, room):
    until(lambda: journal.kept(room.course, SLUG, "ann"))
    trainer.reload()
    expect(trainer.get_by_role("heading", name="The watcher runs")).to_be_visible()
    expect(trainer.get_by_text("waits for your marks")).to_be_visible()
    picture(trainer, "10-trainers-page", whole=True)


def test_progress_pages_are_made_when_the_trainer_asks(handed_in, trainer, room):
    until(lambda: journal.kept(room.course, SLUG, "ann"))
    trainer_page.progress(trainer, room, "people/ann.html", lambda text: WAITS in text)
    picture(trainer, "11-progress-before-marking", whole=True)


def test_what_waits_for_a_mark_is_hidden_when_the_trainer_chooses_so(handed_in, trainer, desk, room):
    until(lambda: POINTS.search(line_of(desk, room).inner_text()), every=1)
    trainer_page.choose(trainer, room, "when a person has marked all that is marked by hand")
    assert sees_nothing(desk, room)


def test_a_marked_text_is_read_only_when_the_trainer_gives_it_back(marked, trainer, desk, room):
    page = room.course.feedback / "ann" / SLUG / f"{SLUG}.html"
    until(lambda: trainer_page.COMMENT in page.read_text("utf8"))  # the watcher has seen the mark
    assert sees_nothing(desk, room)
    trainer_page.give_back(trainer, room)
    picture(trainer, "13-given-back", whole=True)
    expect(line_of(desk, room)).to_contain_text(POINTS)
    expect(line_of(desk, room)).not_to_contain_text(WAITS)
    assert desk.goto(f"{room.pages}/mine/feedback/{SLUG}").ok
    comment = desk.get_by_text(trainer_page.COMMENT).first
    comment.scroll_into_view_if_needed()
    expect(comment).to_be_visible()
    picture(desk, "14-the-trainers-comment")


def test_the_progress_pages_tell_of_the_mark(marked, trainer, room):
    trainer_page.progress(trainer, room, "people/ann.html", lambda text: "Ann" in text and WAITS not in text)
    picture(trainer, "15-progress-of-one", whole=True)
    trainer.goto(f"{room.pages}/trainer/progress/learners.html")
    expect(trainer.get_by_text("Ann", exact=True).first).to_be_visible()
    picture(trainer, "16-progress")


def test_what_meant_harm_held_nobody_up_and_is_named(handed_in, trainer, room, chromium):
    eve, ann = (until(lambda name=name: journal.kept(room.course, SLUG, name)) for name in ("eve", "ann"))
    results = [(room.course.results / SLUG / f"{name}.json").stat().st_mtime for name in ("ann", "eve")]
    assert eve.received_at < ann.received_at
    assert eve.seconds > 20 and (WORKERS == 1 or results == sorted(results))  # Ann's was done while Eve's still ran
    reasons = {cell.grade_id: cell.reason for cell in eve.cells}
    assert "FileNotFoundError" in reasons["perfect-by-eye-check"]  # the gradebook is not there, behind the wall
    assert "stopped after 20 seconds" in reasons["late-ownvan-check"]
    assert "PermissionError" in reasons["tell-the-meeting-check"]
    trainer.goto(f"{room.pages}/trainer/learners/eve/{SLUG}")
    expect(trainer.get_by_text("was stopped after 20 seconds").first).to_be_visible()
    picture(trainer, "17-harm-is-named")
    trainer.goto(f"{room.pages}/trainer/")
    expect(trainer.get_by_role("heading", name="The watcher runs")).to_be_visible()


def test_no_other_host_was_asked_for_anything_and_no_program_failed(lab, desk, trainer, room):
    assert len(room.asked) > 100
    assert [url for url in room.asked if not url.startswith((room.address, "data:", "blob:", "about:"))] == []
    assert room.troubles == []


def test_ctrl_c_leaves_nothing_behind(room, marked):
    everybody = room.everybody()
    assert len(everybody) > 8  # proxy, hub, pages, watcher, two servers, their kernels
    assert close(room.process) == 0
    assert [one for one in everybody if one.is_running() and one.status() != psutil.STATUS_ZOMBIE] == []
