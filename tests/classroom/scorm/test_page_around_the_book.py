"""The page around the book: keyboard, history, addresses, title, focus, phone and dark; and no barrier."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

SCREENS = {
    "wide and light": {"width": 1280, "color_scheme": "light"},
    "phone and dark": {"width": 390, "color_scheme": "dark", "has_touch": True},
}
RULES = {"resultTypes": ["violations"], "preload": False}


@pytest.fixture(params=SCREENS)
def screen(request):
    return SCREENS[request.param]


def at(window):
    return window.page.frame("sco").evaluate("location.hash")


def test_it_fits_any_screen_scrolls_only_the_book_and_has_no_barrier(device, screen):
    window = device(**screen).learner()
    window.go("begin")
    around = window.page.frame("sco")
    assert around.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    assert around.evaluate("document.documentElement.scrollHeight - innerHeight") == 0
    assert window.frame.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert window.frame.evaluate("innerHeight") > 700  # the line above the book is narrow
    assert around.evaluate("document.documentElement.dataset.theme") == screen["color_scheme"]
    window.start.locator("summary").click()
    violations = Axe().run(window.page, options=RULES).response["violations"]
    assert [
        (rule["id"], rule["nodes"][0]["html"]) for rule in violations if "sco" in str(rule["nodes"][0]["target"])
    ] == []


def test_it_takes_the_colours_that_the_reader_chooses_in_the_book(device):
    window = device(color_scheme="light").learner()
    window.frame.evaluate("document.documentElement.dataset.theme = 'dark'")
    expect(window.start.locator("html")).to_have_attribute("data-theme", "dark")


def test_everything_is_reached_by_the_keyboard(device):
    window = device().learner()
    window.go("begin")
    window.start.locator("summary").focus()
    window.page.keyboard.press("Enter")
    window.page.keyboard.press("Tab")
    window.page.keyboard.press("Tab")
    window.page.keyboard.press("Enter")  # the second chapter
    window.is_at("What Finance owns")
    window.start.locator("summary").focus()
    window.page.keyboard.press("Enter")
    window.page.keyboard.press("Tab")
    window.page.keyboard.press("Escape")
    expect(window.start.locator("details")).not_to_have_attribute("open", "")
    expect(window.start.locator("summary")).to_be_focused()
    window.book.locator("#finance-one-1").focus()
    window.page.keyboard.press("ArrowDown")
    window.page.keyboard.press("Tab")
    window.page.keyboard.type("70")
    window.page.keyboard.press("Enter")
    expect(window.start.locator("summary")).to_contain_text("1 of 8 questions answered")


def test_the_keyboard_scrolls_the_book_from_the_beginning(device):
    window = device().learner(hash="#chapters/begin")
    window.is_at("How it begins")
    expect(window.start.locator("iframe")).to_be_focused()
    window.page.keyboard.press("End")
    window.frame.wait_for_function("scrollY > 500")


def test_the_list_says_what_is_missing(device):
    window = device().learner()
    window.read("begin")
    window.choose("begin-one", ["2"])
    window.start.locator("summary").click()
    entries = window.start.locator("li span")
    expect(entries).to_have_text(
        ["read, 1 of 2 questions answered", *["not read to its end yet, 0 of 2 questions answered"] * 3]
    )


def test_back_and_forward_walk_through_the_book(device):
    window = device().learner()
    window.go("begin")
    window.go("finance")
    window.page.evaluate("history.back()")
    window.is_at("How it begins")
    window.page.evaluate("history.back()")
    window.is_at("Start")
    window.page.evaluate("history.forward()")
    window.is_at("How it begins")
    assert at(window) == "#chapters/begin"
    assert window.names().count("LMSInitialize") == 1


def test_an_address_leads_into_the_book_and_nowhere_else(device):
    here = device()
    window = here.learner(hash="#chapters/finance#check-yourself")
    window.is_at("What Finance owns")
    window.frame.wait_for_function("scrollY > 500")
    assert window.page.frame("sco").title().startswith("What Finance owns")
    for strange in ("#https://example.org/", "#javascript:alert(1)", "#../../platform"):
        other = here.learner(hash=strange, stored={"core": {"student_id": strange}})
        other.is_at("Start")
        assert other.troubles == []


def test_who_comes_back_stands_at_the_section_where_the_reading_stopped(device):
    window = device().learner(hash="#chapters/begin")
    window.frame.evaluate("document.getElementById('check-yourself').scrollIntoView({ behavior: 'instant' })")
    window.page.frame("sco").wait_for_url("**#check-yourself", wait_until="commit")
    kept = window.leave()
    assert kept["core"]["lesson_location"] == "chapters/begin#check-yourself"
    again = device().learner(stored=kept)
    again.is_at("How it begins")
    again.frame.wait_for_function("scrollY > 500")


def test_another_site_opens_in_a_window_of_its_own(device):
    window = device().learner()
    expect(window.book.get_by_role("link", name="another site")).to_have_attribute("target", "_blank")


def test_a_page_in_a_window_of_its_own_works_and_counts(device, served):
    here = device()
    window = here.learner()
    other = here.context.new_page()
    other.goto(f"{served.address}book/book/chapters/begin.html")
    other.locator("label[for=begin-one-2]").click()
    other.locator("#quiz-begin-one").get_by_role("button", name="Check").click()
    expect(window.start.locator("summary")).to_contain_text("1 of 8 questions answered")
    window.leave()
    assert len(window.last("cmi.suspend_data")) == len("cx1.abcd..") + 10  # one answer
