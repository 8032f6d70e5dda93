"""The book by keys alone, and each figure as a screen reader meets it."""

import re

import pytest
from playwright.sync_api import expect

from tests.end_to_end.test_book_in_browser import CHAPTERS, MOVES, tab_to

CHAPTER = "chapters/nps-csat-ces.html"
IMAGE = re.compile(r"^\s*- '?img ", re.M)
UNNAMED = re.compile(r"^\s*- (?:slider|combobox|checkbox|radio|spinbutton|textbox)(?:$| \[|:)", re.M)


def test_the_search_is_opened_asked_and_left_by_keys(opened, book_address):
    page = opened()
    page.goto(book_address)
    page.keyboard.press("Control+k")
    expect(page.get_by_role("searchbox", name="Search this book")).to_be_focused()
    page.keyboard.type("perfect order")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    expect(page.locator("#search-results a").first).to_be_visible()
    tab_to(page, "#search-results a")
    found = page.evaluate("document.activeElement.href")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.split("?")[0] == found.split("?")[0])
    expect(page.locator("article h1")).to_be_visible()


def test_the_first_stop_leads_past_the_contents(opened, book_address):
    page = opened()
    page.goto(book_address + CHAPTER)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('main'))")


def test_a_figure_comes_alive_for_who_walks_there_by_keys_and_is_moved_by_keys(opened, book_address):
    page = opened()
    page.goto(book_address + CHAPTER)
    tab_to(page, "figure.cx-chart *")
    figure = page.locator("figure.cx-chart").first
    expect(figure).to_have_attribute("data-live", "yes", timeout=20_000)
    for _ in range(10):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.cx-live input[type=range]')"):
            break
    else:
        raise AssertionError("The keyboard does not reach the slider.")
    drawing = figure.locator(".cx-live svg").first
    before = drawing.inner_html()
    page.keyboard.press("ArrowDown")
    expect(drawing).not_to_have_js_property("innerHTML", before)


@pytest.mark.parametrize("name", CHAPTERS[::4])
def test_a_live_figure_is_one_image_that_says_what_it_shows_and_controls_with_names(opened, book_address, name):
    page = opened()
    page.goto(book_address + name)
    figure = page.locator("figure.cx-chart").nth(page.evaluate(MOVES))
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-live", "yes", timeout=20_000)
    words = figure.locator(".cx-drawing svg").first.get_attribute("aria-label")
    tree = figure.aria_snapshot()
    assert tree.lstrip("- '").startswith("figure") and len(IMAGE.findall(tree)) == 1 and len(words) > 40
    assert figure.get_by_role("img").get_attribute("aria-label") == words
    assert not UNNAMED.search(tree), tree
    assert "Show the description and the data" in tree


def test_unfolded_code_that_is_wider_than_the_phone_can_be_reached_and_moved_by_keys(opened, book_address):
    page = opened(width=320)
    page.goto(book_address + CHAPTER)
    folded = page.locator("details.hide:not([open])").first
    code = folded.locator("pre").first
    expect(code).not_to_have_attribute("tabindex", re.compile("."))
    folded.locator("summary").press("Enter")
    expect(page.locator("details.hide[open] pre[tabindex='0']").first).to_be_visible()
    page.locator("details.hide[open] pre[tabindex='0']").first.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")
