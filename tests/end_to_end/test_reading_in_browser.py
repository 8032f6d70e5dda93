"""Reading progress in a real browser: kept on the device, for all languages, and shown on the path and in chapters."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from book.languages import catalog
from tests.end_to_end.conftest import HOME
from tests.end_to_end.small_reading_book import SECONDS, answer, go, keep_path, to_the_end

NO_STORAGE = (
    """Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });"""
)
RULES = {"resultTypes": ["violations"], "preload": False, "rules": {"target-size": {"enabled": True}}}
ENGLISH = """box => [...box.querySelectorAll("p, button"), box]
    .flatMap(each => [each.innerText, ...Object.values(each.dataset)])
    .map(text => text.replace(/\\{\\w+\\}/g, "").replace(/[^\\n]*(How it|What Finance)[^\\n]*/g, ""))
    .filter(text => /[a-z]{4} [a-z]{2}/i.test(text))"""
MOVED = """window.moved = 0;
    new PerformanceObserver(list => { for (const entry of list.getEntries()) window.moved += entry.value; })
        .observe({ type: "layout-shift", buffered: true })"""


def test_what_was_read_and_answered_is_shown_on_every_page_and_after_a_reload(opened, small_address):
    page = opened()
    keep_path(page, small_address)
    line = go(page, small_address, "finance")
    answer(page, "finance-one")
    expect(line).to_contain_text("1 of 2 questions right")
    line.get_by_label("Chapter read").check()
    page.reload()
    expect(line).to_contain_text("1 of 2 questions right")
    expect(line.get_by_label("Chapter read")).to_be_checked()
    go(page, small_address, "begin")
    station = page.locator(".cx-rail li[data-page=finance]")
    expect(station.get_by_role("link", name="(done)")).to_be_visible()
    expect(page.locator(".cx-rail-title")).to_have_text("Your path 1 of 3 read")
    expect(page.locator("nav.bd-links").get_by_role("link", name="What Finance owns (done)")).to_be_visible()
    page.goto(small_address)
    box = page.locator(".cx-path")
    expect(box.locator("summary")).to_contain_text("1 of 3 read")
    box.locator("summary").click()
    expect(box.locator(".cx-done[data-page=finance]")).to_have_text("read · 1 of 2 questions right")
    expect(box.locator(".cx-done[data-page=end]")).to_have_text("0 of 2 questions right")


def test_a_chapter_is_read_when_its_end_was_seen_and_it_was_open_long_enough(opened, small_address):
    page = opened()
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    line = go(page, small_address, "begin")
    box, seconds = line.get_by_label("Chapter read"), SECONDS
    page.clock.run_for(1000 * (seconds - 12))
    to_the_end(page)
    page.clock.run_for(5000)
    expect(box).not_to_be_checked()
    go(page, small_address, "end")  # another page, where the time of the first one stands still
    page.clock.run_for(1000 * seconds)
    expect(page.get_by_label("Chapter read")).not_to_be_checked()  # long enough, but not to its end
    go(page, small_address, "begin")
    expect(line.get_by_role("status")).to_be_empty()
    page.clock.run_for(9000)
    expect(box).to_be_checked()
    expect(line.get_by_role("status")).to_have_text("This chapter is read now.")


def test_who_has_answered_all_questions_has_read_the_chapter_and_may_say_otherwise(opened, small_address):
    page = opened()
    box = go(page, small_address, "end").get_by_label("Chapter read")
    answer(page, "end-one", number=1)
    expect(box).not_to_be_checked()
    answer(page, "end-two")
    expect(box).to_be_checked()
    box.uncheck()
    page.reload()
    answer(page, "end-one")
    expect(page.locator(".cx-reading")).to_contain_text("2 of 2 questions right")
    expect(box).not_to_be_checked()


def test_another_window_shows_it_at_once(opened, small_address):
    page = opened()
    keep_path(page, small_address)
    other = page.context.new_page()
    line = go(other, small_address, "begin")
    line.get_by_label("Chapter read").check()
    answer(other, "begin-one")
    expect(page.locator(".cx-rail li[data-page=begin]")).to_have_class("done")
    expect(page.locator(".cx-done[data-page=begin]")).to_have_text("read · 1 of 2 questions right")


def test_all_languages_share_one_progress(opened, small_address):
    page = opened()
    said = catalog.read(catalog.path_of(HOME, "fa", catalog.LAYOUT))
    line = go(page, small_address, "begin")
    answer(page, "begin-two")
    line.get_by_label("Chapter read").check()
    go(page, small_address, "begin", folder="fa/")
    expect(line.get_by_label(said["Chapter read"])).to_be_checked()
    expect(line).to_contain_text(said["{done} of {all} questions right"].format(done=1, all=2))
    page.goto(f"{small_address}fa/your-progress.html")
    expect(page.locator(".cx-own-sum")).to_have_text(said["{read} of {all} chapters read"].format(read=1, all=3))
    assert page.locator(".cx-own").evaluate(ENGLISH) == []


def test_without_storage_everything_goes_on_with_a_sentence(opened, small_address):
    page = opened()
    page.add_init_script(NO_STORAGE)
    line = go(page, small_address, "finance")
    expect(line).to_contain_text("This browser keeps nothing")
    answer(page, "finance-one")
    expect(line).to_contain_text("1 of 2 questions right")
    answer(page, "finance-two")
    expect(line.get_by_label("Chapter read")).to_be_checked()
    expect(page.locator(".cx-rail li[data-page=finance]")).to_have_class("done")
    page.goto(f"{small_address}your-progress.html")
    expect(page.locator(".cx-own-trouble")).to_contain_text("Read on")
    expect(page.get_by_role("button", name="Import a file")).to_be_disabled()
    page.get_by_role("button", name="Export as a file").click()
    expect(page.locator(".cx-own-said")).to_have_text("There is nothing to export yet.")


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_moves_and_there_is_no_barrier_in_light_and_dark(opened, small_address, width):
    page = opened(width=width, reduced_motion="reduce")  # colours change at once, and axe sees none on its way
    go(page, small_address, "begin").get_by_label("Chapter read").check()
    page.add_init_script(MOVED)
    for name in ("chapters/begin.html", "your-progress.html", "index.html"):
        page.goto(small_address + name)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.moved") < 0.001, name
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name
        page.evaluate("document.querySelectorAll('.cx-path').forEach(box => { box.open = true; })")
        for theme in ("light", "dark"):
            page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
            violations = Axe().run(page, options=RULES).response["violations"]
            assert [(rule["id"], rule["nodes"][0]["html"]) for rule in violations] == [], (name, theme)


def test_paper_shows_none_of_it(opened, small_address):
    page = opened()
    line = go(page, small_address, "begin")
    line.get_by_label("Chapter read").check()
    page.emulate_media(media="print")
    expect(line).to_be_hidden()
    page.goto(f"{small_address}your-progress.html")
    expect(page.locator(".cx-own-buttons")).to_be_hidden()


def test_without_scripts_nothing_of_it_is_in_the_way(opened, small_address):
    page = opened(java_script_enabled=False)
    expect(go(page, small_address, "begin")).to_be_hidden()
    page.goto(f"{small_address}your-progress.html")
    expect(page.get_by_text("Progress needs scripts")).to_be_visible()
    expect(page.locator(".cx-own-buttons")).to_be_hidden()
