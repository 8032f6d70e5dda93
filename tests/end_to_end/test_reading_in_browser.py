"""Reading progress in a real browser: kept on the device, shown on the path, taken along as a file, told to nobody."""

import contextlib
import functools
import http.server
import json
import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from book.build import build_book
from book.languages import catalog
from tests.end_to_end import small_reading_book as small
from tests.end_to_end.conftest import HOME, Silent

NO_STORAGE = (
    """Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });"""
)
RULES = {"resultTypes": ["violations"], "preload": False, "rules": {"target-size": {"enabled": True}}}


@pytest.fixture(scope="module")
def site():
    """The folder of the small book; it is built anew only when something changed since the last session."""
    course = HOME / "build" / "test" / "reading"
    small.write(course)
    return build_book(course, languages=("en", "fa")).site


@pytest.fixture(scope="module")
def address(site):
    """The small book, served on this machine."""
    with served(site) as root:
        yield root


@pytest.fixture(scope="module")
def platform(address, tmp_path_factory):
    """A page of another origin that has a chapter in a frame, and keeps what it hears."""
    folder = tmp_path_factory.mktemp("platform")
    listen = "heard = []; addEventListener('message', event => heard.push(event.data))"
    frame = f"<iframe width=900 height=700 src='{address}chapters/finance.html'></iframe>"
    (folder / "index.html").write_text(f"<script>{listen}</script>{frame}", "utf8")
    with served(folder) as root:
        yield root


@contextlib.contextmanager
def served(folder):
    handler = functools.partial(Silent, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def go(page, address, slug, folder=""):
    page.goto(f"{address}{folder}chapters/{slug}.html")
    return page.locator(".cx-reading")


def answer(page, id, number=2):
    page.locator(f"label[for={id}-{number}]").click()
    page.locator(f"#quiz-{id} button[type=submit]").click()


def to_the_end(page):
    page.evaluate("scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })")
    page.wait_for_function("JSON.parse(localStorage['everyone-owns-the-experience:reading'] ?? '{}') !== null")


def keep_path(page, address):
    page.goto(address)
    page.locator(".cx-path summary").click()
    page.locator(".cx-keep").click()


def test_what_was_read_and_answered_is_shown_on_every_page_and_after_a_reload(opened, address):
    page = opened()
    keep_path(page, address)
    line = go(page, address, "finance")
    answer(page, "finance-one")
    expect(line).to_contain_text("1 of 2 questions right")
    line.get_by_label("Chapter read").check()
    page.reload()
    expect(line).to_contain_text("1 of 2 questions right")
    expect(line.get_by_label("Chapter read")).to_be_checked()
    go(page, address, "begin")
    station = page.locator(".cx-rail li[data-page=finance]")
    expect(station.get_by_role("link", name="(done)")).to_be_visible()
    expect(page.locator(".cx-rail-title")).to_have_text("Your path 1 of 3 read")
    expect(page.locator("nav.bd-links").get_by_role("link", name="What Finance owns (done)")).to_be_visible()
    page.goto(address)
    box = page.locator(".cx-path")
    expect(box.locator("summary")).to_contain_text("1 of 3 read")
    box.locator("summary").click()
    expect(box.locator(".cx-done[data-page=finance]")).to_have_text("read · 1 of 2 questions right")
    expect(box.locator(".cx-done[data-page=end]")).to_have_text("0 of 2 questions right")


def test_a_chapter_is_read_when_its_end_was_seen_and_it_was_open_long_enough(opened, address):
    page = opened()
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    line = go(page, address, "begin")
    box, seconds = line.get_by_label("Chapter read"), small.SECONDS
    page.clock.run_for(1000 * (seconds - 12))
    to_the_end(page)
    page.clock.run_for(5000)
    expect(box).not_to_be_checked()
    go(page, address, "end")  # another page, where the time of the first one stands still
    page.clock.run_for(1000 * seconds)
    expect(page.get_by_label("Chapter read")).not_to_be_checked()  # long enough, but not to its end
    go(page, address, "begin")
    expect(line.get_by_role("status")).to_be_empty()
    page.clock.run_for(9000)
    expect(box).to_be_checked()
    expect(line.get_by_role("status")).to_have_text("This chapter is read now.")


def test_who_has_answered_all_questions_has_read_the_chapter_and_may_say_otherwise(opened, address):
    page = opened()
    box = go(page, address, "end").get_by_label("Chapter read")
    answer(page, "end-one", number=1)
    expect(box).not_to_be_checked()
    answer(page, "end-two")
    expect(box).to_be_checked()
    box.uncheck()
    page.reload()
    answer(page, "end-one")
    expect(page.locator(".cx-reading")).to_contain_text("2 of 2 questions right")
    expect(box).not_to_be_checked()


def test_another_window_shows_it_at_once(opened, address):
    page = opened()
    keep_path(page, address)
    other = page.context.new_page()
    line = go(other, address, "begin")
    line.get_by_label("Chapter read").check()
    answer(other, "begin-one")
    expect(page.locator(".cx-rail li[data-page=begin]")).to_have_class("done")
    expect(page.locator(".cx-done[data-page=begin]")).to_have_text("read · 1 of 2 questions right")


def test_all_languages_share_one_progress(opened, address):
    page = opened()
    said = catalog.read(catalog.path_of(HOME, "fa", catalog.LAYOUT))
    line = go(page, address, "begin")
    answer(page, "begin-two")
    line.get_by_label("Chapter read").check()
    go(page, address, "begin", folder="fa/")
    expect(line.get_by_label(said["Chapter read"])).to_be_checked()
    expect(line).to_contain_text(said["{done} of {all} questions right"].format(done=1, all=2))
    page.goto(f"{address}fa/your-progress.html")
    expect(page.locator(".cx-own-sum")).to_have_text(said["{read} of {all} chapters read"].format(read=1, all=3))
    english = page.locator(".cx-own").evaluate(
        "box => [...box.querySelectorAll('p, button'), box].flatMap(each => [each.innerText, ...Object.values(each.dataset)])"
        ".filter(text => /[a-z]{4} [a-z]{2}/i.test(text.replace(/\\{\\w+\\}/g, '').replace(/[^\\n]*(How it|What Finance)[^\\n]*/g, '')))"
    )
    assert english == []


def test_a_file_brings_everything_back_and_loses_nothing(opened, address, tmp_path):
    page = opened()
    keep_path(page, address)
    go(page, address, "finance").get_by_label("Chapter read").check()
    answer(page, "finance-one")
    answer(page, "finance-two", number=1)
    page.goto(f"{address}your-progress.html")
    own = page.locator(".cx-own")
    expect(own.locator(".cx-own-sum")).to_have_text("1 of 3 chapters read")
    with page.expect_download() as begun:
        own.get_by_role("button", name="Export as a file").click()
    file = tmp_path / begun.value.suggested_filename
    begun.value.save_as(file)
    assert file.name.startswith("progress-") and json.loads(file.read_text())["chapters"]["finance"]["read"] is True

    own.get_by_role("button", name="Forget everything").click()
    expect(own.get_by_role("button", name="Keep them")).to_be_focused()
    own.get_by_role("button", name="Yes, forget them").click()
    expect(own.get_by_role("status")).to_have_text("Everything is forgotten on this device.")
    expect(own.locator(".cx-own-sum")).to_have_text("0 of 3 chapters read")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('everyone')).length") == 0

    go(page, address, "end").get_by_label("Chapter read").check()
    go(page, address, "finance")
    answer(page, "finance-two")  # right this time: a wrong answer of the file must not take its place
    page.goto(f"{address}your-progress.html")
    own.locator("input[type=file]").set_input_files(file)
    expect(own.get_by_role("status")).to_have_text("Imported. New on this device: 1 chapters read, 1 answers.")
    expect(own.locator(".cx-own-sum")).to_have_text("2 of 3 chapters read")
    expect(own.locator(".cx-done[data-page=finance]")).to_have_text("read · 2 of 2 questions right")
    expect(page.locator(".cx-rail li[data-page=finance]")).to_be_visible()  # the path came along
    own.locator("input[type=file]").set_input_files(file)
    expect(own.get_by_role("status")).to_have_text("This device knew everything in this file already.")


@pytest.mark.parametrize(
    ("text", "said"),
    {
        "": "This is no file of this book's progress, or it is damaged. Nothing was changed.",
        '{"format": "everyone-owns-the-experience/progress", "vers': "This is no file",
        "[1, 2]": "This is no file",
        '{"format": "another", "version": 1}': "This is no file",
        '{"format": "everyone-owns-the-experience/progress", "version": 2}': "This file comes from a newer edition",
        json.dumps(
            {
                "format": "everyone-owns-the-experience/progress",
                "version": 1,
                "chapters": {"begin": {"read": True, "at": "2026-11-23T10:00:00Z"}, "end": {"read": "yes"}},
                "answers": {"end-one": None, "__proto__x\"><b>": {}, "begin-one": {"answer": ["<b>"], "right": True}},
            }
        ): "Imported. New on this device: 1 chapters read, 0 answers. 4 entries of the file are damaged and were left out.",
    }.items(),
    ids=["empty", "cut off", "no object", "another program's", "newer", "some entries damaged"],
)  # fmt: skip
def test_a_damaged_file_gives_a_sentence_and_takes_nothing_away(opened, address, text, said, tmp_path):
    page = opened()
    go(page, address, "finance").get_by_label("Chapter read").check()
    page.goto(f"{address}your-progress.html")
    file = tmp_path / "progress.json"
    file.write_text(text)
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator(".cx-own-said")).to_contain_text(said)
    expect(page.locator(".cx-done[data-page=finance]")).to_contain_text("read")
    assert page.troubles == []


def test_without_storage_everything_goes_on_with_a_sentence(opened, address):
    page = opened()
    page.add_init_script(NO_STORAGE)
    line = go(page, address, "finance")
    expect(line).to_contain_text("This browser keeps nothing")
    answer(page, "finance-one")
    expect(line).to_contain_text("1 of 2 questions right")
    answer(page, "finance-two")
    expect(line.get_by_label("Chapter read")).to_be_checked()
    expect(page.locator(".cx-rail li[data-page=finance]")).to_have_class("done")
    page.goto(f"{address}your-progress.html")
    expect(page.locator(".cx-own-trouble")).to_contain_text("Read on")
    expect(page.get_by_role("button", name="Import a file")).to_be_disabled()
    page.get_by_role("button", name="Export as a file").click()
    expect(page.locator(".cx-own-said")).to_have_text("There is nothing to export yet.")


def test_a_full_storage_changes_nothing_and_says_so(opened, address, tmp_path):
    page = opened()
    go(page, address, "finance").get_by_label("Chapter read").check()
    page.goto(f"{address}your-progress.html")
    file = tmp_path / "progress.json"
    chapters = {"end": {"read": True, "at": "2026-11-23T10:00:00Z"}}
    file.write_text(json.dumps({"format": "everyone-owns-the-experience/progress", "version": 1, "chapters": chapters}))
    page.evaluate(
        "localStorage.filler = 'x'.repeat(5 * 1024 * 1024 - localStorage['everyone-owns-the-experience:reading'].length - 80)"
    )
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator(".cx-own-said")).to_have_text("This browser has no room for it. Nothing was changed.")
    page.reload()
    expect(page.locator(".cx-own-sum")).to_have_text("1 of 3 chapters read")


def test_nothing_is_asked_of_another_host_and_nothing_is_told_where_nothing_is_configured(
    opened, address, platform, site
):
    assert not any("reading-events.js" in each.read_text("utf8") for each in site.rglob("*.html"))
    page = opened()
    page.goto(platform)
    book = page.frame_locator("iframe")
    answer(book, "finance-one")
    book.get_by_label("Chapter read").check()
    expect(book.locator(".cx-reading")).to_contain_text("1 of 2 questions right")
    page.goto(f"{address}your-progress.html")
    assert [url for url in page.asked if not url.startswith((address, platform, "data:"))] == []
    page.goto(platform)
    book.locator("#quiz-finance-one").get_by_role("button", name="Start over").click()
    expect(book.locator(".cx-reading")).to_contain_text("0 of 2 questions right")
    assert page.evaluate("heard") == [] and page.troubles == []


@pytest.mark.parametrize("right", [True, False], ids=["its page", "another page"])
def test_where_it_is_configured_only_the_page_of_that_origin_hears_of_it(opened, platform, right):
    origin = platform.removesuffix("/") if right else "http://stranger.example"
    page = opened()
    tag = f'<script defer src="../_static/reading-events.js" data-page="yes" data-parent="{origin}"></script></head>'

    def with_events(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</head>", tag))

    page.route("**/chapters/*.html", with_events)
    page.goto(platform)
    book, inside = page.frame_locator("iframe"), page.frames[-1]
    book.locator(".cx-reading-count").wait_for()
    inside.evaluate("addEventListener('cx:progress', event => (window.told ??= []).push(event.detail), true)")
    answer(book, "finance-one")
    book.get_by_label("Chapter read").check()
    told = inside.evaluate("window.told")
    answered, read = told
    assert answered["type"] == "cx:progress" and answered["version"] == 1
    assert (answered["chapter"], answered["question"], answered["right"]) == ("finance", "finance-one", True)
    assert (answered["event"], answered["tries"], answered["language"]) == ("question-answered", 1, "en")
    assert (read["event"], read["by"], read["chaptersRead"]) == ("chapter-read", "reader", 1)
    if right:
        page.wait_for_function("heard.length === 2")
    assert page.evaluate("heard") == (told if right else [])


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_moves_and_there_is_no_barrier_in_light_and_dark(opened, address, width):
    page = opened(width=width)
    go(page, address, "begin").get_by_label("Chapter read").check()
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => { for (const entry of list.getEntries()) window.moved += entry.value; })"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    for name in ("chapters/begin.html", "your-progress.html", "index.html"):
        page.goto(address + name)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.moved") < 0.001, name
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name
        page.evaluate("document.querySelectorAll('.cx-path').forEach(box => { box.open = true; })")
        for theme in ("light", "dark"):
            page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
            violations = Axe().run(page, options=RULES).response["violations"]
            assert [(rule["id"], rule["nodes"][0]["html"]) for rule in violations] == [], (name, theme)


def test_paper_shows_none_of_it(opened, address):
    page = opened()
    line = go(page, address, "begin")
    line.get_by_label("Chapter read").check()
    page.emulate_media(media="print")
    expect(line).to_be_hidden()
    page.goto(f"{address}your-progress.html")
    expect(page.locator(".cx-own-buttons")).to_be_hidden()


def test_without_scripts_nothing_of_it_is_in_the_way(opened, address):
    page = opened(java_script_enabled=False)
    expect(go(page, address, "begin")).to_be_hidden()
    page.goto(f"{address}your-progress.html")
    expect(page.get_by_text("Progress needs scripts")).to_be_visible()
    expect(page.locator(".cx-own-buttons")).to_be_hidden()
