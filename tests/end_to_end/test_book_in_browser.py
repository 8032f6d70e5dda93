"""The built book in a real browser: nothing from other hosts, no barrier, questions and charts that work."""

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from book.contents import listed_pages

HOME = Path(__file__).resolve().parents[2]
BOOK = (HOME / "book").resolve()
PAGES = [path.relative_to(BOOK).with_suffix(".html").as_posix() for path in listed_pages(HOME)]
CHAPTERS = [name for name in PAGES if name.startswith("chapters/")]
SCREENS = {
    "wide": {"width": 1280, "color_scheme": "light"},
    "phone": {"width": 390, "color_scheme": "light", "has_touch": True},
}
CUT = "nodes => nodes.filter(node => node.offsetParent && node.scrollWidth > node.clientWidth + 1).length"
SPECS = "[...document.querySelectorAll('figure.cx-chart .cx-spec')]"
MOVES = f"""{SPECS}.findIndex(spec => spec.textContent.includes('"bind"'))"""
RULES = {
    "resultTypes": ["violations"],
    "preload": False,  # it asks for style sheets from wrong places
    "rules": {"target-size": {"enabled": True}},  # of WCAG 2.2; axe leaves it out by itself
}
COLOURS, TARGETS = {"runOnly": ["color-contrast"]}, {"runOnly": ["target-size"]}


def read_through(page):
    """Scroll to the end, so that everything that loads late has loaded."""
    page.evaluate("""async () => {
        for (let y = 0; y < document.body.scrollHeight; y += 600) {
            scrollTo(0, y);
            await new Promise(go => setTimeout(go, 40));
        }
    }""")
    figures = page.locator("figure.cx-chart")
    for number in range(figures.count()):
        expect(figures.nth(number)).to_have_attribute("data-live", "yes", timeout=20_000)
    page.evaluate("scrollTo(0, 0)")


def test_every_page_of_the_site_is_tested_here(book_site):
    assert {path.relative_to(book_site).as_posix() for path in book_site.rglob("*.html")} == {
        *PAGES,
        "search.html",
        "404.html",
        "offline.html",
    }


def test_the_site_holds_nothing_of_the_trainers_guide(book_site):
    said = [line for path in (HOME / "trainers").glob("*.md") for line in path.read_text("utf8").splitlines()]
    told = {line.strip() for line in said if len(line) > 60}
    for path in (*book_site.rglob("*.html"), *book_site.rglob("*.json"), *book_site.rglob("*.js")):
        text = path.read_text("utf8")
        assert not [line for line in told if line in text], path.name


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", [*PAGES, "search.html"])
def test_a_page_asks_no_other_host_has_no_barrier_and_names_what_can_be_moved(opened, book_address, name, screen):
    page = opened(**SCREENS[screen])
    page.goto(book_address + name)
    read_through(page)
    assert [url for url in page.asked if not url.startswith((book_address, "data:"))] == []
    assert page.troubles == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert barriers(page, **({} if screen == "wide" else TARGETS)) == []
    if screen == "wide":
        page.emulate_media(color_scheme="dark")
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        assert barriers(page, **COLOURS) == []
        page.emulate_media(color_scheme="light", media="print")
        expect(page.locator("html")).to_have_attribute("data-theme", "light")
        assert barriers(page, **COLOURS) == []
    elif name in CHAPTERS:
        page.locator(".vega-bind-name").first.wait_for()
        assert all(label.is_visible() and label.inner_text().strip() for label in page.locator(".vega-bind-name").all())
        assert page.locator(".cell_output .output pre").evaluate_all(CUT) == 0


def barriers(page, **chosen):
    """What axe finds in the way of readers: the rule, and the first element that breaks it; by all rules, or those."""
    page.evaluate("Promise.all(document.getAnimations().map(one => one.finished.catch(() => 0)))")  # of colours
    violations = Axe().run(page, options={**RULES, **chosen}).response["violations"]
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in violations]


def tab_to(page, selector):
    """Press the tab key until the keyboard stands on an element that matches."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def straight(text):
    """A text with the apostrophes and quotation marks of a keyboard: the page shows curved ones."""
    return " ".join(text.translate(str.maketrans("’‘“”", "''\"\"")).split())


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_question_is_answered_by_keyboard_and_still_answered_after_a_reload(opened, book_address, book_site, name):
    questions = json.loads((book_site / "quiz.json").read_text("utf8"))[name.removesuffix(".html")]
    right = next(number for number, option in enumerate(questions[0]["options"], 1) if option["correct"])
    page = opened()
    page.goto(book_address + name)
    form = page.locator("form.cx-quiz").first
    tab_to(page, f"#quiz-{questions[0]['id']} input")
    for _ in range(len(questions[0]["options"]) + right - 1):  # once round, then on to the right option
        page.keyboard.press("ArrowDown")
    if questions[0]["confidence"]:
        page.keyboard.press("Tab")
        page.keyboard.type("70")
    page.keyboard.press("Enter")
    reason = " ".join(questions[0]["options"][right - 1]["feedback"].split())
    expect(form.get_by_role("status")).to_contain_text("Right.")
    assert straight(form.get_by_role("status").text_content()) == f"Right.{straight(reason)}"
    page.reload()
    expect(form.locator(f"input[value='{right}']")).to_be_checked()
    expect(form.get_by_role("status")).to_contain_text("Right.")
    expect(page.locator(".cx-progress")).to_contain_text(f"answered 1 of {len(questions)} questions")


def test_a_wrong_answer_is_told_why_and_can_be_taken_back(opened, book_address, book_site):
    questions = json.loads((book_site / "quiz.json").read_text("utf8"))[CHAPTERS[0].removesuffix(".html")]
    question = next(each for each in questions if not each["confidence"])
    wrong = next(number for number, option in enumerate(question["options"], 1) if not option["correct"])
    page = opened()
    page.goto(book_address + CHAPTERS[0])
    form = page.locator(f"#quiz-{question['id']}")
    form.get_by_role("button", name="Check").click()
    expect(form.get_by_role("status")).to_have_text("Choose an answer first.")
    form.locator(f"label[for$='-{wrong}']").click()
    form.get_by_role("button", name="Check").click()
    expect(form.get_by_role("status")).to_contain_text("Not yet.")
    expect(form.locator(".cx-answers")).to_be_hidden()
    form.get_by_role("button", name="Start over").click()
    expect(form.get_by_role("status")).to_have_text("")
    page.reload()
    expect(form.locator("input:checked")).to_have_count(0)


def answer(page, question, right, sure):
    """Choose the right option, or the first wrong one, write how sure, and check."""
    number = next(each for each, option in enumerate(question["options"], 1) if option["correct"] is right)
    form = page.locator(f"#quiz-{question['id']}")
    form.locator(f"input[value='{number}']").check()
    if sure is not None:
        form.get_by_label("how sure are you").fill(str(sure))
    form.get_by_role("button", name="Check").click()
    return form


@pytest.mark.parametrize("name", CHAPTERS[::8])
def test_how_sure_the_reader_was_stands_beside_what_was_right_at_the_first_try(opened, book_address, book_site, name):
    questions = json.loads((book_site / "quiz.json").read_text("utf8"))[name.removesuffix(".html")]
    asking = [question for question in questions if question["confidence"]]
    page = opened()
    page.goto(book_address + name)
    told = page.locator(".cx-calibration")
    expect(told).to_be_hidden()
    answer(page, asking[0], right=True, sure=90)
    form = answer(page, asking[1], right=False, sure=100)
    answer(page, asking[1], right=True, sure=None)  # a second try changes neither the number nor what is counted
    expect(form.get_by_label("how sure are you")).to_have_attribute("readonly", "")
    expect(told).to_contain_text("95 % sure on average. At the first try, 1 of 2 answers were right (50 %).")
    expect(told).to_contain_text("You felt surer than you were")
    page.reload()
    expect(told).to_contain_text("1 of 2 answers")
    expect(page.locator(f"#quiz-{asking[0]['id']}").get_by_label("how sure are you")).to_have_value("90")
    form.get_by_role("button", name="Start over").click()
    expect(told).to_contain_text("1 of 1 answers")
    expect(form.get_by_label("how sure are you")).to_have_value("")


def test_the_reader_is_asked_once_how_sure_and_may_go_on_without_a_number(opened, book_address, book_site):
    questions = json.loads((book_site / "quiz.json").read_text("utf8"))[CHAPTERS[0].removesuffix(".html")]
    question = next(each for each in questions if each["confidence"])
    page = opened()
    page.goto(book_address + CHAPTERS[0])
    form = answer(page, question, right=True, sure=None)
    expect(form.get_by_role("status")).to_contain_text("First write how sure you are")
    expect(form.get_by_label("how sure are you")).to_be_focused()
    form.get_by_role("button", name="Check").click()
    expect(form.get_by_role("status")).to_contain_text("Right.")
    expect(page.locator(".cx-calibration")).to_be_hidden()


def test_a_route_leads_to_chapters_and_shows_what_this_device_has_answered(opened, book_address, book_site):
    name = CHAPTERS[0]
    questions = json.loads((book_site / "quiz.json").read_text("utf8"))[name.removesuffix(".html")]
    page = opened()
    page.goto(book_address)
    route = page.locator("#operations-and-logistics details")
    route.locator("summary").click()
    expect(route.locator(".cx-done").first).to_have_text(f"0 of {len(questions)} questions right")
    route.get_by_role("link").first.click()
    answer(page, questions[0], right=True, sure=50 if questions[0]["confidence"] else None)
    page.goto(book_address)
    route.locator("summary").click()
    expect(route.locator(".cx-done").first).to_have_text(f"1 of {len(questions)} questions right")
    assert route.locator("li a").first.get_attribute("href") == name


def test_without_scripts_a_route_is_a_plain_list_with_minutes(opened, book_address):
    page = opened(java_script_enabled=False)
    page.goto(book_address)
    route = page.locator("#operations-and-logistics details")
    route.locator("summary").click()
    expect(route.get_by_role("link").first).to_be_visible()
    expect(route.locator("li").first).to_contain_text("minutes")
    assert set(page.locator(".cx-done").all_inner_texts()) == {""}


@pytest.mark.parametrize("name", CHAPTERS)
def test_without_scripts_questions_answers_and_drawings_are_there(opened, book_address, name):
    page = opened(java_script_enabled=False)
    page.goto(book_address + name)
    form = page.locator("form.cx-quiz").first
    expect(form.locator("legend")).to_be_visible()
    expect(form.get_by_role("button", name="Check")).to_be_hidden()
    assert not any(field.is_visible() for field in page.locator(".cx-sure").all())
    form.locator("summary").click()
    for reason in form.locator("dd").all():
        expect(reason).to_be_visible()
    for drawing in page.locator(".cx-wide svg").all():
        expect(drawing).to_be_visible()


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chart_changes_when_the_reader_moves_something(opened, book_address, name):
    page = opened()
    page.goto(book_address + name)
    figure = page.locator("figure.cx-chart").nth(page.evaluate(MOVES))
    figure.scroll_into_view_if_needed()
    control = figure.locator(".cx-live .vega-bind :is(input:not([type=radio]), input:checked, select)").first
    drawing = figure.locator(".cx-live svg").first
    before = drawing.inner_html()
    at_its_lowest = control.evaluate("node => node.type === 'range' && node.value === node.min")
    control.focus()
    key = "ArrowUp" if at_its_lowest else "ArrowDown"
    for _ in range(4 if control.get_attribute("type") == "range" else 1):  # one step may change nothing that shows
        page.keyboard.press("Space" if control.get_attribute("type") == "checkbox" else key)
    expect(drawing).not_to_have_js_property("innerHTML", before)
    expect(drawing.locator("[role], [aria-label], [aria-roledescription]")).to_have_count(0)  # one image, one name
    assert drawing.get_attribute("role") == "img" and drawing.get_attribute("aria-label")


def test_the_book_has_a_slider(opened, book_address):
    page = opened()
    for name in CHAPTERS:
        page.goto(book_address + name)
        read_through(page)
        if page.locator(".cx-live input[type=range]").count():
            return
    raise AssertionError("No chapter has a slider.")


def test_light_or_dark_follows_the_system_until_the_reader_chooses(opened, book_address):
    page = opened(color_scheme="dark")
    page.goto(book_address)
    root = page.locator("html")
    expect(root).to_have_attribute("data-theme", "dark")
    while page.evaluate("document.documentElement.dataset.mode") != "light":
        page.get_by_role("button", name="Light or dark").click()
    page.reload()
    expect(root).to_have_attribute("data-theme", "light")


def test_the_search_finds_a_chapter(opened, book_address):
    page = opened()
    page.goto(f"{book_address}search.html?q=perfect+order")
    expect(page.locator("#search-results a[href*='chapters/']").first).to_be_visible()


def test_a_page_works_from_a_folder_without_a_server(opened, book_site):
    page = opened()
    page.goto((book_site / CHAPTERS[0]).as_uri())
    read_through(page)
    assert {url.partition(":")[0] for url in page.asked} <= {"file", "data"}
    assert page.troubles == []
