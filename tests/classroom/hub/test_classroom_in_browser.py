"""The whole way in one real hub: a learner works and hands in, the trainer marks and gives back, nobody sees more.

The tests stand in the order of a day in the classroom, and share one hub.
"""

import re
import time

import psutil
import pytest
from playwright.sync_api import expect

from grading import journal
from grading.course import HOME, Course
from tests.classroom.hub import hostile, lab_page
from tests.classroom.hub.room import SLUG, close, furnish, opened, picture, until

TEXT = "When a form runs out at our desk, the team lead should hear of it first. " * 12
OPEN = "Open the exercise in JupyterLab"


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    course = Course(HOME, tmp_path_factory.mktemp("classroom") / "build")
    expect.set_options(timeout=60_000)
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
def handed_in(lab):
    """Ann's notebook with two answers and a text, handed in; the moment when the list showed it."""
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
    listed.get_by_role("button", name="Submit").first.click()
    expect(listed.locator("#submitted_assignments_list")).to_contain_text(SLUG)
    moment = time.monotonic()
    picture(lab, "05-handed-in")
    return moment


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
    picture(desk, "01-desk")


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
    hostile.hand_in(room.course, "eve", SLUG)

    def shown():
        desk.reload()
        return desk.get_by_role("link", name=re.compile("feedback", re.I)).count()

    until(shown, 120, every=1)
    print(f"\nhand-in → points on the desk: {time.monotonic() - handed_in:.1f} s")
    picture(desk, "06-points-on-the-desk")
    desk.get_by_role("link", name=re.compile("feedback", re.I)).first.click()
    expect(desk.get_by_text("You counted one column").first).to_be_visible()
    picture(desk, "07-reasons")


def test_fetch_feedback_brings_the_same_page(handed_in, lab):
    listed = lab_page.assignments(lab)
    lab.locator(".lm-TabBar-tab", has_text="Assignments").first.click()
    button = listed.get_by_role("button", name="Fetch Feedback").first

    def ready():
        listed.locator("#refresh_assignments_list").click()
        return button.count()

    until(ready, 60, every=2)
    button.click()
    expect(listed.get_by_text("view feedback").first).to_be_visible()
    picture(lab, "08-fetched-feedback")


def test_a_learner_is_refused_where_only_trainers_go(desk, room):
    for place in ("", "progress/index.html", "guide/index.html", f"learners/ben/{SLUG}"):
        answer = desk.goto(f"{room.pages}/trainer/{place}")
        assert answer.status == 403, place
    picture(desk, "09-refused")


def test_a_learner_is_refused_on_other_peoples_servers_and_feedback(desk, room, trainer):
    assert desk.goto(f"{room.address}/user/trainer/formgrader").status in (403, 404)
    assert desk.goto(f"{room.address}/user/trainer/api/contents").status in (403, 404)
    assert desk.goto(f"{room.pages}/mine/feedback/../../eve/{SLUG}").status in (403, 404)


@pytest.fixture(scope="module")
def trainer(room, chromium):
    page = room.signed_on(chromium, "trainer")
    expect(page).to_have_url(re.compile("/services/course/trainer/$"))
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def marked(trainer, room, handed_in):
    """The trainer's mark for Ann's text, given in formgrader; what the progress page said before."""
    until(lambda: journal.kept(room.course, SLUG, "ann"), 60)
    picture(trainer, "10-trainers-page")
    formgrader = trainer.context.new_page()
    formgrader.goto(f"{room.address}/hub/user-redirect/formgrader/gradebook/{SLUG}/{SLUG}")
    formgrader.wait_for_url("**/user/trainer/formgrader/**")
    until(lambda: formgrader.locator("tbody tr").count() or formgrader.reload() is None and 0, 60, every=2)
    formgrader.locator("tbody a").first.click()
    points = formgrader.locator("input.score").last
    expect(points).to_be_visible()
    with formgrader.expect_response(lambda answer: "/api/grade/" in answer.url and answer.request.method == "PUT"):
        points.fill("1.5")
        points.press("Tab")
    comment = formgrader.locator("textarea.comment").last
    with formgrader.expect_response(lambda answer: "/api/comment/" in answer.url and answer.request.method == "PUT"):
        comment.fill("You name who hears of it. Name the day as well.")
        comment.press("Tab")
    picture(formgrader, "11-marked-in-formgrader")
    formgrader.close()


def test_the_trainer_marks_in_formgrader_and_the_learner_reads_it(marked, trainer, desk, room):
    trainer.goto(f"{room.pages}/trainer/")
    picture(trainer, "12-after-marking")

    def read():
        desk.goto(f"{room.pages}/mine/feedback/{SLUG}")
        return desk.get_by_text("Name the day as well").count()

    until(read, 120, every=2)
    picture(desk, "13-the-trainers-comment")


def test_the_progress_page_tells_of_it(marked, trainer, room):
    def told():
        answer = trainer.goto(f"{room.pages}/trainer/progress/learners.html")
        return answer.status == 200 and "Ann" in trainer.content()

    until(told, 120, every=2)
    picture(trainer, "14-progress")


def test_what_meant_harm_held_nobody_up_and_is_named(handed_in, trainer, room):
    result = until(lambda: journal.kept(room.course, SLUG, "eve"), 180)
    told = str(result)
    assert "gradebook.db" not in told.split("FOUND")[-1][:60]
    assert room.process.poll() is None
    trainer.goto(f"{room.pages}/trainer/")
    picture(trainer, "15-after-harm")


def test_no_other_host_was_asked_for_anything_and_no_program_failed(lab, desk, trainer, room):
    assert len(room.asked) > 100
    assert [url for url in room.asked if not url.startswith((room.address, "data:", "blob:", "about:"))] == []
    assert set(room.troubles) <= {"MathJax is not defined"}  # nbgrader's formgrader would fetch it from another host


def test_ctrl_c_leaves_nothing_behind(room, marked):
    everybody = room.everybody()
    assert len(everybody) > 8  # proxy, hub, pages, watcher, two servers, their kernels
    assert close(room.process) == 0
    assert [one for one in everybody if one.is_running() and one.status() != psutil.STATUS_ZOMBIE] == []
