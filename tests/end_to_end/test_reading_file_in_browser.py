"""Reading progress in a real browser: taken along as a file, forgotten, and told to nobody who was not named."""

import json

import pytest
from playwright.sync_api import expect

from tests.end_to_end.conftest import served
from tests.end_to_end.small_reading_book import answer, go, keep_path

FORMAT = {"format": "everyone-owns-the-experience/progress", "version": 1}
FILL_UP = """() => {
    for (let size = 4_000_000; size >= 1; size = Math.floor(size / 2)) {
        const more = (n) => { localStorage.setItem(`filler-${size}-${n}`, "x".repeat(size)); more(n + 1); };
        try { more(0); } catch { /* full */ }
    }
}"""
AT = "2026-11-23T10:00:00Z"
PARTLY = {
    "chapters": {"begin": {"read": True, "at": AT}, "end": {"read": "yes"}},
    "answers": {"end-one": None, '"><b>': {}, "begin-one": {"answer": ["<b>"], "right": True, "at": AT}},
}


@pytest.fixture(scope="module")
def platform(small_address, tmp_path_factory):
    """A page of another origin that has a chapter in a frame, and keeps what it hears."""
    folder = tmp_path_factory.mktemp("platform")
    listen = "heard = []; addEventListener('message', event => heard.push(event.data))"
    frame = f"<iframe width=900 height=700 src='{small_address}chapters/finance.html'></iframe>"
    icon = "<link rel=icon href='data:,'>"  # or the browser asks for one that is not there
    (folder / "index.html").write_text(f"{icon}<script>{listen}</script>{frame}", "utf8")
    with served(folder) as root:
        yield root


def test_a_file_brings_everything_back_and_loses_nothing(opened, small_address, tmp_path):
    page = opened()
    keep_path(page, small_address)
    go(page, small_address, "finance").get_by_label("Chapter read").check()
    answer(page, "finance-one")
    answer(page, "finance-two", number=1)
    page.goto(f"{small_address}your-progress.html")
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

    go(page, small_address, "end").get_by_label("Chapter read").check()
    go(page, small_address, "finance")
    answer(page, "finance-two")  # right this time: a wrong answer of the file must not take its place
    page.goto(f"{small_address}your-progress.html")
    own.locator("input[type=file]").set_input_files(file)
    expect(own.get_by_role("status")).to_have_text("Imported. New on this device: chapters read: 1, answers: 1.")
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
        json.dumps(FORMAT | PARTLY): "Imported. New on this device: chapters read: 1, answers: 0. "
        "4 entries of the file are damaged and were left out.",
    }.items(),
    ids=["empty", "cut off", "no object", "another program's", "newer", "some entries damaged"],
)
def test_a_damaged_file_gives_a_sentence_and_takes_nothing_away(opened, small_address, text, said, tmp_path):
    page = opened()
    go(page, small_address, "finance").get_by_label("Chapter read").check()
    page.goto(f"{small_address}your-progress.html")
    file = tmp_path / "progress.json"
    file.write_text(text)
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator(".cx-own-said")).to_contain_text(said)
    expect(page.locator(".cx-done[data-page=finance]")).to_contain_text("read")
    assert page.troubles == []


def test_a_full_storage_changes_nothing_and_says_so(opened, small_address, tmp_path):
    page = opened()
    go(page, small_address, "finance").get_by_label("Chapter read").check()
    page.goto(f"{small_address}your-progress.html")
    file = tmp_path / "progress.json"
    file.write_text(json.dumps({**FORMAT, "chapters": {"end": {"read": True, "at": AT}}}))
    page.evaluate(FILL_UP)
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator(".cx-own-said")).to_have_text("This browser has no room for it. Nothing was changed.")
    page.reload()
    expect(page.locator(".cx-own-sum")).to_have_text("1 of 3 chapters read")


def test_nothing_is_asked_of_another_host_and_nothing_is_told_where_nothing_is_configured(
    opened, small_address, platform, small_site
):
    assert not any("reading-events.js" in each.read_text("utf8") for each in small_site.rglob("*.html"))
    page = opened()
    page.goto(platform)
    book = page.frame_locator("iframe")
    answer(book, "finance-one")
    book.get_by_label("Chapter read").check()
    expect(book.locator(".cx-reading")).to_contain_text("1 of 2 questions right")
    page.goto(f"{small_address}your-progress.html")
    assert [url for url in page.asked if not url.startswith((small_address, platform, "data:"))] == []
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
