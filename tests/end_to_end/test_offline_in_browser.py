"""The book without a connection, in a real browser: kept by itself, updated as a whole, removed when asked."""

import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from book.offline import write_lists
from tests.conftest import QUIET
from tests.end_to_end.kept_book import Server, built

LONG = 60_000  # milliseconds: a page stands still for five seconds first, and the machine may be busy
PLACES = ["index.html", "chapters/one.html", "chapters/two.html", "search.html", "404.html", "fa/index.html"]
CACHES = "caches.keys()"
KEPT = """async () => {
    const box = await caches.open((await caches.keys()).find(name => name.startsWith("cx-book 1")));
    return Promise.all((await box.matchAll()).map(one => one.clone().text()));
}"""
WORKERS = "navigator.serviceWorker.getRegistrations().then(all => all.length)"
BACK = "addEventListener('pageshow', event => { if (event.persisted) localStorage.setItem('back', location.href); })"
SAVES_DATA = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
SHIFTS = """new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.shifted = (window.shifted || 0) + entry.value;
}).observe({type: 'layout-shift', buffered: true})"""


@pytest.fixture(scope="session")
def whole_book():
    return built()


@pytest.fixture
def server(whole_book, tmp_path):
    """A server of a copy of the book, so that a test can change it."""
    made = Server(shutil.copytree(whole_book, tmp_path / "site"))
    yield made
    if made.mood != "gone":
        made.stop()


@pytest.fixture
def reader(opened):
    """reader(width=…): a page of a browser that lets pages keep the book."""
    return lambda **settings: opened(service_workers="allow", **settings)


def is_in(page, state):
    expect(page.locator(".cx-offline").first).to_have_attribute("data-state", state, timeout=LONG)


def until(page, asked):
    """Wait until a promise of the page says yes; Playwright's own waiting takes the promise itself for a yes."""
    for _ in range(LONG // 250):
        if page.evaluate(asked):
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"It never came to: {asked}")


def visit(page, server, place=""):
    """Open a page, and wait until the book is kept."""
    page.goto(server.address + place)
    is_in(page, "kept")


def test_after_one_visit_the_whole_book_opens_without_a_server(reader, server):
    page = reader()
    visit(page, server)
    expect(page.locator(".cx-kept").first).to_contain_text("takes 2 MB")
    server.stop()
    page.goto(f"{server.address}chapters/one.html")
    page.locator("figure.cx-chart").scroll_into_view_if_needed()
    expect(page.locator("figure.cx-chart")).to_have_attribute("data-live", "yes", timeout=LONG)
    for place in ("chapters/two", "chapters/two.html#two"):
        page.goto(server.address + place)
        expect(page.locator("article h1")).to_contain_text("Two")
    page.goto(f"{server.address}search.html?q=marmalade")
    expect(page.locator("#search-results a[href*='chapters/two']").first).to_be_visible(timeout=LONG)
    assert page.goto(server.address).status == 200
    assert page.troubles == []
    assert page.goto(f"{server.address}chapters/tow.html").status == 404
    expect(page.locator("h1")).to_have_text("This page is not there")
    assert page.locator("main a").first.evaluate("link => link.href") == f"{server.address}index.html"


def test_another_language_is_not_loaded_and_says_so_until_it_is_read(reader, server):
    page = reader()
    visit(page, server)
    assert not [path for path in server.asked if path.startswith("/fa/")]
    before = len(server.asked)
    visit(page, server, "fa/chapters/two.html")
    asked = server.asked[before:]
    assert "/fa/chapters/one.html" in asked
    assert "/fa/_static/vega.js" not in asked  # it is the same as the English one
    server.stop()
    for folder in ("", "fa/"):
        page.goto(f"{server.address}{folder}chapters/one.html")
        expect(page.locator("article h1")).to_contain_text("One order")


def test_what_is_not_on_the_device_says_so_and_leads_back(reader, server):
    page = reader()
    visit(page, server, "chapters/two.html")
    server.stop()
    for place in ("fa/chapters/two.html", "book.pdf"):
        assert page.goto(server.address + place).status == 503
        expect(page.locator("h1")).to_have_text("This page is not on your device")
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("link", name="The first page").click()
    page.wait_for_url(f"{server.address}index.html")


def test_the_page_goes_first(reader, server):
    page = reader()
    page.goto(f"{server.address}chapters/two.html", wait_until="load")
    page.wait_for_timeout(1500)
    assert not {"/sw.js", "/_static/vega.js", "/chapters/one.html"} & set(server.asked)
    is_in(page, "kept")
    assert server.asked.count("/_static/vega.js") == 1


def test_an_update_fetches_what_has_changed_and_takes_the_place_of_the_old_version_as_a_whole(reader, server):
    page = reader()
    visit(page, server)
    two = server.folder / "chapters/two.html"
    two.write_text(two.read_text("utf8").replace("The first edition", "The second edition"), "utf8")
    write_lists(server.folder, ["", "fa/"])
    server.mood, server.asked[:] = "broken", []  # the file cannot be had
    page.goto(f"{server.address}chapters/one.html")
    for _ in range(120):
        page.wait_for_timeout(500)
        if "/chapters/two.html" in server.asked:
            break
    else:
        raise AssertionError("The new version was not asked for.")
    is_in(page, "kept")
    assert any("first edition" in text for text in page.evaluate(KEPT))
    server.mood, server.asked[:] = "well", []
    page.goto(f"{server.address}chapters/one.html")
    until(page, f"({KEPT})().then(all => all.some(text => text.includes('second edition')))")
    until(page, f"({KEPT})().then(all => !all.some(text => text.includes('first edition')))")
    fetched = {path for path in server.asked if path.endswith(".html")}
    assert fetched <= {"/chapters/one.html", "/chapters/two.html"}  # the page that was opened, and what has changed
    server.stop()
    page.goto(f"{server.address}chapters/two.html")
    expect(page.locator("article")).to_contain_text("The second edition")


def test_a_page_that_asks_to_sign_on_is_never_kept_and_still_appears(reader, server):
    page = reader()
    page.goto(f"{server.address}index.html")
    server.mood = "signed off"  # before the book is kept
    is_in(page, "later")
    server.mood = "well"
    visit(page, server, "chapters/two.html")
    server.mood = "signed off"  # and after
    page.goto(f"{server.address}chapters/one.html")
    expect(page).to_have_title("Sign on")
    assert page.url == f"{server.address}sign-on"
    assert not any("<title>Sign on" in text for text in page.evaluate(KEPT))
    server.stop()
    page.goto(f"{server.address}chapters/one.html")
    expect(page.locator("article h1")).to_contain_text("One order")


def test_a_server_that_does_not_answer_in_time_is_not_waited_for(reader, server):
    page = reader()
    visit(page, server)
    server.mood = "silent"
    page.goto(f"{server.address}chapters/two.html", timeout=25_000)
    expect(page.locator("article h1")).to_contain_text("Two")


def test_the_reader_removes_it_with_nothing_left_but_what_others_keep_and_takes_it_back(reader, server):
    page = reader()
    visit(page, server)
    page.evaluate("Promise.all(['cx-book 1 /other/', 'a shop'].map(name => caches.open(name)))")
    page.get_by_role("button", name="Remove it").click()
    until(page, f"{WORKERS}.then(count => count === 0)")
    assert sorted(page.evaluate(CACHES)) == ["a shop", "cx-book 1 /other/"]
    page.goto(f"{server.address}chapters/two.html")
    is_in(page, "no")
    page.wait_for_timeout(7000)
    assert page.evaluate(WORKERS) == 0
    page.get_by_role("button", name="Keep this book").click()
    is_in(page, "kept")
    server.stop()
    page.goto(f"{server.address}chapters/one.html")
    expect(page.locator("article h1")).to_contain_text("One order")


def test_who_saves_data_is_asked_and_told_how_much_it_takes(reader, server):
    page = reader(width=390)
    page.add_init_script(SAVES_DATA)
    page.goto(server.address)
    is_in(page, "no")
    expect(page.locator(".cx-no").first).to_contain_text("It takes 2 MB")
    page.wait_for_timeout(7000)
    assert page.evaluate(WORKERS) == 0
    page.get_by_role("button", name="Keep this book").press("Enter")
    is_in(page, "kept")


def test_a_book_that_is_no_longer_to_be_kept_is_let_go(reader, server):
    page = reader()
    visit(page, server)
    for name in ("offline.json", "sw.js"):
        (server.folder / name).unlink()
    page.goto(f"{server.address}chapters/two.html")
    until(page, f"{CACHES}.then(names => !names.length)")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_box_moves_nothing_and_has_no_barrier(reader, server, width):
    page = reader(width=width, reduced_motion="reduce")
    page.add_init_script(SHIFTS)
    page.goto(server.address)
    page.wait_for_timeout(2000)
    page.evaluate("window.shifted = 0")  # the page itself has come
    is_in(page, "kept")
    assert page.evaluate("window.shifted") == 0
    for theme in ("light", "dark"):
        page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
        violations = Axe().run(page, options={"preload": False}).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in violations] == [], theme
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_from_a_folder_nothing_is_offered_and_nothing_breaks(reader, whole_book):
    page = reader()
    page.goto((whole_book / "index.html").as_uri())
    expect(page.locator(".cx-offline").first).to_be_hidden()
    page.wait_for_timeout(1000)
    assert page.troubles == []


def test_every_kind_of_page_comes_back_from_the_browsers_memory(chromium, server):
    """Playwright switches this memory off."""
    browser = chromium.browser_type.launch(
        executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
        args=list(QUIET),
        ignore_default_args=["--disable-back-forward-cache"],
    )
    try:
        page = browser.new_page()
        page.add_init_script(BACK)
        visit(page, server)
        for place in (
            "index.html",
            "chapters/one.html",
            "chapters/two.html",
            "search.html",
            "404.html",
            "fa/index.html",
        ):
            page.goto(server.address + place)
            page.wait_for_timeout(1000)
            page.goto(f"{server.address}offline.html")
            page.go_back(wait_until="commit")
            page.wait_for_timeout(1000)
            page.goto(f"{server.address}offline.html?then")
            assert page.evaluate("localStorage.getItem('back')") == server.address + place
    finally:
        browser.close()
