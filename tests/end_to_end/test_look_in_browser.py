"""The look of the book in a real browser: first page, path, wrong address, small windows, print, and no barrier."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

CHAPTER = "chapters/who-owns-the-experience.html"
NEW = ["index.html", "accessibility.html", "404.html", CHAPTER]
RULES = {"resultTypes": ["violations"], "preload": False, "rules": {"target-size": {"enabled": True}}}
TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"


def test_the_first_figure_shows_where_contacts_begin_and_who_answers_them(opened, book_address):
    page = opened()
    page.goto(book_address)
    figure = page.locator("figure.cx-first")
    assert figure.bounding_box()["y"] < 450  # seen without scrolling
    service = figure.locator("summary", has_text="Customer Service")
    bar = "node => parseFloat(getComputedStyle(node, '::before').inlineSize) / node.clientWidth"
    assert service.locator(".cx-bar").evaluate(bar) < 0.2
    figure.get_by_label("who answers them").check()
    expect(service.locator(".cx-answer")).to_have_text("100")
    page.wait_for_function(
        "getComputedStyle(document.querySelector('.cx-answers-all .cx-bar'), '::before').width > '300px'"
    )
    figure.locator("summary", has_text="Operations").press("Enter")
    expect(figure).to_contain_text("late delivery: 18")
    figure.locator("summary", has_text="Finance").press("Enter")
    expect(figure.locator("details[open]")).to_have_count(1)


def test_the_path_that_a_reader_keeps_stands_beside_every_page_until_it_is_given_back(opened, book_address):
    page = opened()
    page.goto(book_address)
    rail = page.locator(".cx-rail")
    expect(rail.get_by_role("link")).to_have_text("Choose your path")
    page.locator("#finance summary").click()
    keep = page.locator("#finance .cx-keep")
    keep.click()
    expect(keep).to_have_attribute("aria-pressed", "true")
    page.goto(book_address + CHAPTER)
    expect(rail.locator("li[data-page=finance]")).to_be_visible()
    expect(rail.locator("li[data-page=it]")).to_be_hidden()
    expect(rail.locator("[aria-current=page]")).to_have_count(1)
    station = rail.locator("li[data-page=finance]")
    assert station.get_by_role("link", name="done").count() == 0
    station.evaluate("node => node.classList.add('done')")  # what reading progress does
    expect(station.get_by_role("link", name="done")).to_be_visible()
    page.goto(f"{book_address}#paths")
    page.locator("#finance summary").click()
    keep.click()
    expect(rail.get_by_role("link")).to_have_text("Choose your path")


@pytest.mark.parametrize(
    ("address", "root"), [("chapters/finanse.html", ""), ("a/book/chapters/who-owns-the-experiance", "a/book/")]
)
def test_a_wrong_address_leads_to_the_nearest_pages(opened, book_address, book_site, address, root):
    page = opened()
    page.route(f"**/{address}", lambda route: route.fulfill(status=404, path=book_site / "404.html"))
    page.route("**/a/book/objects.inv", lambda route: route.fulfill(status=200, body=""))
    page.goto(book_address + address)
    nearest = page.locator("#nearest a").first
    right = address.rpartition("/")[2].replace("finanse", "finance").replace("experiance", "experience")
    expected = f"{book_address}{root}chapters/{right.removesuffix('.html')}.html"
    expect(nearest).to_have_js_property("href", expected)
    expect(page.locator("form")).to_have_js_property("action", f"{book_address}{root}search.html")
    assert page.evaluate(TOO_WIDE) <= 0


def test_what_a_search_shows_of_a_page_is_its_text_and_no_menu(opened, book_address):
    page = opened()
    page.goto(f"{book_address}search.html?q=entrance")
    found = page.locator("#search-results li", has=page.locator("a[href*='one-customer']")).first
    expect(found.locator("p.context")).to_contain_text("A sign in the entrance hall")
    said = found.locator("p.context").inner_text()
    assert said.lstrip(". \n").startswith("A sign") and "minutes" not in said and "Search" not in said, said
    page.goto(f"{book_address}search.html?q=churn")
    word = page.locator("#search-results li", has=page.locator("a[href*='glossary']")).last
    expect(word.locator("p.context")).to_contain_text("churn The share of the customers")
    words, glass = page.locator("main form input[type=search]"), page.locator("main form .fa-magnifying-glass")
    ends = glass.evaluate("glass => glass.getBoundingClientRect().right")
    assert (
        words.evaluate("box => box.getBoundingClientRect().left + parseFloat(getComputedStyle(box).paddingLeft)") > ends
    )


def test_at_320_pixels_nothing_scrolls_sideways(opened, book_address):
    page = opened(width=320)  # a window of 1280 pixels at 400 % zoom
    for name in [*NEW, "chapters/finance.html", "glossary.html", "data.html", "metrics.html", "search.html"]:
        page.goto(book_address + name)
        assert page.evaluate(TOO_WIDE) <= 0, name


def test_a_chapter_prints_its_text_drawings_and_their_sentence(opened, book_address):
    page = opened(color_scheme="dark")
    page.goto(book_address + CHAPTER)
    page.emulate_media(media="print")
    for left_out in (".bd-sidebar-primary", ".bd-header-article", ".prev-next-footer", ".cx-print", ".cx-answers"):
        expect(page.locator(left_out).first).to_be_hidden()
    figure = page.locator("figure.cx-chart").first
    expect(figure.locator(".cx-wide svg")).to_be_visible()
    assert figure.locator(".cx-data > p").bounding_box()["height"] > 10
    expect(figure.locator(".cx-scroll")).to_be_hidden()
    expect(page.locator("article h1")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.evaluate("document.documentElement.dataset.print = 'answers'")
    assert page.locator(".cx-answers dd").first.bounding_box()["height"] > 10


def test_the_button_prints_with_the_answers_and_forgets_it_afterwards(opened, book_address):
    page = opened()
    page.goto(book_address + CHAPTER)
    page.evaluate("window.print = () => { window.printed = document.documentElement.dataset.print; }")
    page.get_by_role("button", name="Print with the answers").click()
    assert page.evaluate("window.printed") == "answers"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.documentElement.dataset.print") is None


@pytest.mark.parametrize("name", NEW)
def test_a_page_has_no_barrier_in_light_and_dark_and_its_targets_are_large_enough(opened, book_address, name):
    page = opened(reduced_motion="reduce")
    page.goto(book_address + name)
    page.evaluate("document.querySelectorAll('.cx-first details, .cx-path').forEach(box => { box.open = true; })")
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
        violations = Axe().run(page, options=RULES).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in violations] == [], theme


def test_what_the_keyboard_stands_on_is_seen_and_never_below_the_bar_at_the_top(opened, book_address):
    page = opened(width=390)
    page.goto(book_address + CHAPTER)
    hidden = """() => {
        const at = document.activeElement, box = at.getBoundingClientRect();
        const [right, down] = [box.width, box.height].map(size => Math.min(size, 20) / 2);
        const found = document.elementFromPoint(box.x + right, box.y + down);
        const ring = getComputedStyle(at);
        const seen = found && (at.contains(found) || found.contains(at)) && parseFloat(ring.outlineWidth) >= 2;
        return seen || at === document.body ? "" : at.outerHTML.slice(0, 200);
    }"""
    page.locator("article h1").click()
    for key in ["Tab"] * 25 + ["Shift+Tab"] * 25:
        page.keyboard.press(key)
        assert page.evaluate(hidden) == ""


def test_nothing_moves_for_readers_who_asked_for_less_motion(opened, book_address):
    page = opened(reduced_motion="reduce")
    page.goto(book_address)
    moves = "getComputedStyle(document.querySelector('.cx-bar'), '::before').transitionDuration"
    assert page.evaluate(moves) in ("0s", "")
