"""A small book in English, Chinese and Persian in a real browser: switch, direction, search, figures, and fallback."""

import functools
import http.server
import shutil
import threading
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from book.build import build_book
from book.languages import catalog, source
from book.links import link_problems

HOME = Path(__file__).resolve().parents[2]
HEAD = "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n"
ONE = (
    HEAD
    + """\
# One order

Of all contacts, {glue:text}`share:.1f` % begin elsewhere. See [the figure](#the-figure).

```{code-cell}
:tags: [hide-input]
import altair as alt
import pandas as pd
from cxlab.charts import enable
from myst_nb import glue

enable()
rows = pd.DataFrame({"reason": ["late delivery", "out of stock"], "contacts": [63, 25]})
glue("share", 71.9, display=False)
print(f"{len(rows)} reasons")
```

## The figure

```{code-cell}
:tags: [hide-input]
alt.Chart(rows).mark_bar().encode(x=alt.X("contacts").title("Number of calls"), y="reason").properties(
    title="63 calls about late parcels", description="Two bars: 63 and 25 calls."
)
```

:::{quiz}
:id: one-who
:correct: 2
:concept: unit
:level: inference

Who packed it?

- Nobody
  > Look again.
- Somebody
  > Yes.
:::
"""
)
SAID = {
    "zh-hans": {
        "One order": "一张订单",
        "Of all contacts, {glue:text}`share:.1f` % begin elsewhere. See [the figure](#the-figure).": (
            "客户体验的全部联络中，{glue:text}`share:.1f`% 起因在别处。见[此图](#the-figure)。"
        ),
        "The figure": "一张图",
        "Who packed it?": "谁打包的？",
        "Nobody": "没有人",
        "Look again.": "再看看。",
        "Somebody": "有人",
        "Yes.": "对。",
        "Number of calls": "电话数",
        "{0} calls about late parcels": "{0} 通电话说包裹迟到",
        "Two bars: {0} and {1} calls.": "两根柱条：{0} 通和 {1} 通电话。",
        "{0} reasons": "{0} 种原因",
    },
    "fa": {
        "One order": "یک سفارش",
        "Of all contacts, {glue:text}`share:.1f` % begin elsewhere. See [the figure](#the-figure).": (
            "از همهٔ تماس‌ها {glue:text}`share:.1f`٪ جای دیگری آغاز می‌شود. [نمودار](#the-figure) را ببینید."
        ),
        "The figure": "نمودار",
        "Who packed it?": "چه کسی بسته‌بندی کرد؟",
        "Nobody": "هیچ‌کس",
        "Look again.": "دوباره نگاه کنید.",
        "Somebody": "کسی",
        "Yes.": "بله.",
        "Number of calls": "شمار تلفن‌ها",
        "{0} calls about late parcels": "{0} تلفن دربارهٔ بسته‌های دیررسیده",
        "Two bars: {0} and {1} calls.": "دو میله: {0} و {1} تلفن.",
        "{0} reasons": "{0} دلیل",
    },
}
NAMES = {"zh-hans": "简体中文", "fa": "فارسی"}
QUESTIONS = {"en": "order", "zh-hans": "客户体验", "fa": "تماسها"}  # the Persian one without its half-space


class Silent(http.server.SimpleHTTPRequestHandler):
    """As servers of pages do: for every address that leads nowhere, the one page 404.html."""

    def send_error(self, code, message=None, explain=None):
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body if self.command == "GET" else b"")

    def log_message(self, *_arguments):
        """The requests are checked in the browser; nothing is printed."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder of the small book."""
    course = tmp_path_factory.mktemp("course")
    shutil.copy(HOME / "_config.yml", course)
    shutil.copytree(HOME / "book/_static", course / "book/_static")
    pages = {"index": "# Start\n", "chapters/one": ONE, "chapters/two": "# Two\n\nOnly in English.\n"}
    for name, text in pages.items():
        (course / f"book/{name}.md").parent.mkdir(exist_ok=True)
        (course / f"book/{name}.md").write_text(text, "utf8")
    (course / "book/references.bib").write_text("", "utf8")
    toc = "format: jb-book\nroot: index\nchapters:\n  - file: chapters/one\n  - file: chapters/two\n"
    (course / "_toc.yml").write_text(toc, "utf8")
    (course / "datasets/tables").mkdir(parents=True)
    for language, said in SAID.items():
        layout = catalog.path_of(course, language, catalog.LAYOUT)
        layout.parent.mkdir(parents=True)
        shutil.copy(catalog.path_of(HOME, language, catalog.LAYOUT), layout)
        kinds = {**source.messages(ONE), **dict.fromkeys(said, "shown")}
        catalog.save(catalog.path_of(course, language, "chapters/one"), language, "chapters/one", kinds, said)
    return build_book(course, languages=("en", *SAID)).site


@pytest.fixture(scope="module")
def address(site):
    """The small book, served on this machine."""
    handler = functools.partial(Silent, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_the_switch_leads_to_the_same_page_in_each_language(opened, address):
    page = opened(width=390)
    page.goto(f"{address}chapters/one.html")
    for language, name in NAMES.items():
        page.locator(".cx-languages summary").click()
        page.get_by_role("link", name=name).click()
        page.wait_for_url(f"{address}{language}/chapters/one.html")
        expect(page.locator("article h1")).to_contain_text(SAID[language]["One order"])
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.locator(".cx-languages summary").click()
    page.get_by_role("link", name="English").click()
    page.wait_for_url(f"{address}chapters/one.html")
    assert page.locator("link[hreflang]").count() == 0  # search engines want whole addresses, and none is known here


@pytest.mark.parametrize(("language", "tag"), [("zh-hans", "zh-Hans"), ("fa", "fa")])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_translated_page_has_the_numbers_of_the_english_one_and_no_barrier(opened, address, language, tag, width):
    page = opened(width=width)
    page.goto(f"{address}{language}/chapters/one.html")
    assert page.locator("html").get_attribute("lang") == tag
    figure = page.locator("figure.cx-chart")
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-live", "yes", timeout=20_000)
    expect(figure.locator(".cx-live svg")).to_contain_text(SAID[language]["Number of calls"])
    expect(figure.locator(".cx-live svg")).not_to_contain_text("late delivery")
    expect(figure.locator("strong")).to_have_text(SAID[language]["{0} calls about late parcels"].replace("{0}", "63"))
    expect(page.locator("article p", has_text="71.9")).to_be_visible()
    expect(page.locator(".output pre")).to_have_text(
        SAID[language]["{0} reasons"].replace("{0}", "2"), use_inner_text=True
    )
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.locator("#the-figure").count() == 1  # anchors are those of the English page
    assert page.troubles == []
    assert barriers(page) == []


@pytest.mark.parametrize("language", SAID)
def test_a_question_answers_in_the_language_of_its_page(opened, address, language):
    page = opened()
    page.goto(f"{address}{language}/chapters/one.html")
    page.locator("#quiz-one-who label").nth(1).click()
    page.locator("#quiz-one-who button[type=submit]").click()
    layout = catalog.read(catalog.path_of(HOME, language, catalog.LAYOUT))
    expect(page.locator("#quiz-one-who [role=status]")).to_contain_text(layout["Right."])
    expect(page.locator("#quiz-one-who [role=status]")).to_contain_text(SAID[language]["Yes."])


@pytest.mark.parametrize("language", SAID)
def test_a_page_without_translation_says_so_and_stands_in_english(opened, address, language):
    page = opened()
    page.goto(f"{address}{language}/chapters/two.html")
    layout = catalog.read(catalog.path_of(HOME, language, catalog.LAYOUT))
    said = layout["This page is not translated yet. You read it in English."]
    expect(page.locator(".cx-not-translated")).to_have_text(said)
    english = page.locator("article [lang=en][dir=ltr]")
    expect(english).to_contain_text("Only in English.")
    assert english.evaluate("node => getComputedStyle(node).direction") == "ltr"


@pytest.mark.parametrize("language", QUESTIONS)
def test_the_search_finds_a_word_in_each_language(opened, address, language):
    page = opened()
    folder = "" if language == "en" else f"{language}/"
    page.goto(f"{address}{folder}search.html?q={QUESTIONS[language]}")
    expect(page.locator("#search-results a[href*='chapters/one']").first).to_be_visible()


@pytest.mark.parametrize("language", ["en", *SAID])
def test_a_wrong_address_is_told_in_its_language_and_leads_to_the_nearest_page(opened, address, language):
    page = opened(width=390)
    folder = "" if language == "en" else f"{language}/"
    assert page.goto(f"{address}{folder}chapters/onne.html").status == 404
    title = SAID.get(language, {}).get("One order", "One order")
    page.locator("#nearest").get_by_role("link", name=title).wait_for()
    layout = {} if language == "en" else catalog.read(catalog.path_of(HOME, language, catalog.LAYOUT))
    expect(page.locator("h1")).to_have_text(layout.get("This page is not there", "This page is not there"))
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "fa" else "ltr")
    assert barriers(page) == []
    page.emulate_media(color_scheme="dark")
    assert barriers(page) == []
    page.locator("#nearest").get_by_role("link", name=title).click()
    page.wait_for_url(f"{address}{folder}chapters/one.html")
    expect(page.locator("article h1")).to_contain_text(title)


@pytest.mark.parametrize("language", QUESTIONS)
def test_a_wrong_address_can_be_searched_for(opened, address, language):
    page = opened()
    folder = "" if language == "en" else f"{language}/"
    page.goto(f"{address}{folder}no/such/page.html")
    page.locator(f"form[action='{address}{folder}search.html'], form[action='/{folder}search.html']").wait_for()
    page.locator("form input").fill(QUESTIONS[language])
    page.keyboard.press("Enter")
    expect(page.locator("#search-results a[href*='chapters/one']").first).to_be_visible()


def test_no_link_of_any_language_leads_nowhere(site):
    paths = "index.html#paths leads nowhere"  # the first page of this small book has no paths of departments
    assert [each for each in link_problems(site) if paths not in each] == []


def barriers(page):
    """What axe finds in the way of readers: the rule, and the first element that breaks it."""
    violations = Axe().run(page, options={"resultTypes": ["violations"], "preload": False}).response["violations"]
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in violations]
