"""The package in Chromium, on a platform of scorm-again: it reports, resumes, completes, and never loses a session."""

import re

import pytest
from playwright.sync_api import expect

from tests.classroom.scorm import small_book

STATUS, SCORE = "cmi.core.lesson_status", "cmi.core.score.raw"


def test_a_session_begins_once_reports_its_place_and_is_finished_once(device):
    window = device().learner()
    window.go("begin")
    window.go("finance")
    kept = window.leave()
    names = window.names()
    assert (names.count("LMSInitialize"), names.count("LMSFinish")) == (1, 1)
    assert names[0] == "LMSInitialize" and names[-1] == "LMSFinish"
    assert kept["core"]["lesson_location"] == "chapters/finance"
    assert (kept["core"]["lesson_status"], window.last("cmi.core.exit")) == ("incomplete", "suspend")
    assert re.fullmatch(r"\d{4}:\d\d:\d\d\.\d\d", window.last("cmi.core.session_time"))
    assert [
        call for call in window.calls if call[0] in ("LMSSetValue", "LMSCommit", "LMSFinish") and call[-1] != "true"
    ] == []


def test_no_page_of_the_package_asks_another_host_or_complains(device, served):
    window = device().learner()
    for slug in small_book.CHAPTERS:
        window.go(slug)
    assert [url for url in window.asked if not url.startswith((served.address, "data:"))] == []
    assert window.troubles == []


def test_who_leaves_and_comes_back_on_another_device_finds_place_answers_and_progress(device):
    window = device().learner(package="visitors")
    window.read("begin")
    window.answer("begin", wrong=("begin-two",))
    kept = window.leave()
    again = device().learner(package="visitors", stored=kept)
    again.is_at("How it begins")
    expect(again.start.locator("summary")).to_have_text("1 of 2 chapters read, 2 of 4 questions answered")
    expect(again.book.locator("#begin-one-2")).to_be_checked()
    expect(again.book.locator("#quiz-begin-two").get_by_role("status")).to_contain_text("Not yet.")
    again.choose("begin-two", ["2", "1", "3"])  # mended, but not at the first try
    expect(again.book.locator("#quiz-begin-two").get_by_role("status")).to_contain_text("Right.")
    again.everything(chapters=("end",))
    again.leave()
    assert (again.last(STATUS), again.last(SCORE)) == ("passed", "75")


def test_the_book_is_complete_when_every_chapter_is_read_and_every_question_answered(device):
    window = device().learner(package="visitors")
    window.everything(chapters=("begin", "end"), wrong=("begin-one", "begin-two", "end-one"))
    expect(window.said).to_contain_text("1 of 4 questions were right at the first try (25 %)")
    kept = window.leave()
    assert (kept["core"]["lesson_status"], kept["core"]["score"]["raw"]) == ("failed", "25")
    assert (kept["core"]["score"]["min"], kept["core"]["score"]["max"]) == ("0", "100")


def test_a_platform_is_told_no_score_before_all_is_done_since_it_would_call_it_failed(device):
    window = device().learner()
    window.read("begin")
    window.answer("begin")
    kept = window.leave()
    assert window.last(SCORE) is None
    assert kept["core"]["lesson_status"] == "incomplete"


def test_what_was_passed_stays_passed(device):
    stored = {"core": {"student_id": "ann", "lesson_status": "passed", "credit": "credit", "lesson_mode": "normal"}}
    window = device().learner(stored=stored)
    window.go("begin")
    assert window.leave()["core"]["lesson_status"] == "passed"


def test_a_route_counts_only_its_chapters_and_leads_to_no_other(device):
    window = device().learner(package="finance")
    window.everything(chapters=("begin", "finance"))
    names = [name.split("\n")[0] for name in window.book.locator(".bd-links a").all_inner_texts()]  # then: (done)
    assert names == ["How it begins", "What Finance owns", "How it ends", "Words"]
    window.book.get_by_role("link", name="next").click()  # not to Operations, as in the whole book
    window.is_at("How it ends")
    window.everything(chapters=("end",))
    expect(window.said).to_contain_text("6 of 6 questions were right at the first try (100 %)")
    window.book.get_by_role("link", name="Words").first.click()
    window.is_at("Words")
    expect(window.book.locator("article a[href*=operations]")).to_have_count(0)
    expect(window.book.locator("article a[href*=finance]")).to_have_count(1)
    window.leave()
    assert window.last(STATUS) == "passed"


def test_without_a_platform_it_says_so_and_keeps_everything_on_the_device(device, served):
    page = device().context.new_page()
    page.goto(served.start())
    said = page.locator("#said")
    expect(said).to_have_text("No learning platform was found. What you do is kept on this device only.")
    page.locator("summary").click()
    page.get_by_role("link", name="How it begins").click()
    book = page.frame_locator("iframe[name=book]")
    book.locator("label[for=begin-one-2]").click()
    book.locator("#quiz-begin-one").get_by_role("button", name="Check").click()
    expect(page.locator("summary")).to_contain_text("1 of 8 questions answered")
    page.goto(served.start())
    expect(page.locator("summary")).to_contain_text("1 of 8 questions answered")
    expect(page.frame_locator("iframe[name=book]").locator("#begin-one-2")).to_be_checked()


def test_in_a_frame_of_another_site_it_finds_no_platform_and_no_storage_and_still_counts(device, served):
    page = device().context.new_page()
    troubles = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(f"{served.address.replace('127.0.0.1', 'localhost')}platform.html")
    page.evaluate("address => launch({ address })", served.start())
    start = page.frame_locator("iframe")
    expect(start.locator("#said")).to_contain_text("What you do is forgotten when you leave.")
    start.locator("summary").click()
    start.get_by_role("link", name="How it begins").click()
    book = start.frame_locator("iframe[name=book]")
    book.locator("label[for=begin-one-2]").click()
    book.locator("#quiz-begin-one").get_by_role("button", name="Check").click()
    expect(start.locator("summary")).to_contain_text("1 of 8 questions answered")
    assert [trouble for trouble in troubles if "localStorage" not in trouble] == []  # the theme does not expect that


def test_a_window_that_the_platform_opened_finds_it_too(device, served):
    page = device().context.new_page()
    page.goto(f"{served.address}platform.html")
    with page.context.expect_page() as opened:
        page.evaluate("address => { launch({ address: 'about:blank' }); window.open(address) }", served.start())
    expect(opened.value.locator("summary")).to_contain_text("0 of 4 chapters read")
    expect(opened.value.locator("#said")).to_be_empty()
    opened.value.close(run_before_unload=True)
    page.wait_for_function("calls.some(call => call[0] === 'LMSFinish')")


def test_a_platform_that_refuses_to_begin_is_left_alone(device):
    window = device().learner(refuses=["LMSInitialize"])
    expect(window.said).to_contain_text("The learning platform did not answer.")
    window.read("begin")
    window.leave()
    assert set(window.names()) == {"LMSInitialize"}


@pytest.mark.parametrize("refused", ["LMSSetValue", "LMSCommit"])
def test_what_a_platform_does_not_store_is_said_kept_and_sent_later(device, refused):
    window = device().learner(refuses=[refused])
    expect(window.said).to_contain_text("The learning platform did not store the last step.")
    window.read("begin")
    window.answer("begin")
    window.page.evaluate("refused = []")
    window.go("finance")
    expect(window.said).to_be_empty()
    assert "1 of 4 chapters read, 2 of 8" in device().learner(stored=window.leave()).progress


def test_answers_that_never_reached_the_platform_are_there_the_next_time(device):
    laptop = device()
    window = laptop.learner(refuses=["LMSSetValue", "LMSCommit"])
    window.read("begin")
    window.answer("begin")
    window.leave()
    again = laptop.learner()  # the platform has nothing
    assert again.progress == "1 of 4 chapters read, 2 of 8 questions answered"
    assert again.leave()["suspend_data"].startswith("cx1.")


def test_a_new_attempt_on_the_platform_is_a_new_beginning_on_the_device(device):
    laptop = device()
    window = laptop.learner()
    window.read("begin")
    window.answer("begin")
    window.leave()
    again = laptop.learner()
    assert again.progress == "0 of 4 chapters read, 0 of 8 questions answered"
    again.go("begin")
    expect(again.book.locator("input:checked")).to_have_count(0)


def test_two_learners_who_share_a_computer_do_not_share_their_answers(device):
    shared = device()
    ann = shared.learner()
    ann.read("begin")
    ann.answer("begin")
    kept = ann.leave()
    ben = shared.learner(stored={"core": {"student_id": "ben", "credit": "credit", "lesson_mode": "normal"}})
    assert ben.progress == "0 of 4 chapters read, 0 of 8 questions answered"
    ben.leave()
    assert shared.learner(stored=kept).progress == "1 of 4 chapters read, 2 of 8 questions answered"


def test_what_another_program_has_stored_is_a_fresh_start(device):
    window = device().learner(stored={"suspend_data": "bookmark=7;visited=1,2"})
    window.go("begin")
    assert window.progress == "0 of 4 chapters read, 0 of 8 questions answered"
    assert window.leave()["suspend_data"].startswith("cx1.")


def test_looking_back_changes_nothing_on_the_platform(device):
    window = device().learner(stored={"core": {"student_id": "ann", "credit": "no-credit", "lesson_mode": "review"}})
    window.read("begin")
    expect(window.said).to_contain_text("You are looking back")
    window.leave()
    assert "LMSSetValue" not in window.names()


def test_start_over_does_not_give_another_first_try(device):
    window = device().learner(package="visitors")
    window.read("begin")
    window.answer("begin", wrong=("begin-one",))
    window.book.locator("#quiz-begin-one").get_by_role("button", name="Start over").click()
    window.choose("begin-one", ["2"])
    window.everything(chapters=("end",))
    window.leave()
    assert window.last(SCORE) == "75"
