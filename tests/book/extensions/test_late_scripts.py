"""Scripts of packages only where a page needs them."""

import pytest

from book.extensions.late_scripts import COPYING, TABS, left_out

CODE = '<div class="highlight"><pre>x = 1</pre></div>'


@pytest.mark.parametrize(
    ("body", "without"),
    [
        ("<p>Text</p>", {TABS, *COPYING}),
        (CODE, {TABS}),
        (f'<details class="admonition hide above-input">{CODE}</details>', {TABS, *COPYING}),
        ('<div class="sd-tab-set docutils"></div>', set(COPYING)),
    ],
    ids=["text", "code that is seen", "code that is folded away", "tabs"],
)
def test_a_page_gets_the_scripts_of_what_is_on_it(body, without):
    assert left_out(body) == without


def test_a_built_page_names_only_the_scripts_that_it_needs(sphinx_site):
    site = sphinx_site(
        {"index": "# Start\n\n```python\nx = 1\n```\n"},
        "book.extensions.late_scripts",
        extensions=["sphinx_copybutton"],
    )
    assert "copybutton.js" in (site.folder / "index.html").read_text("utf8")
    site = sphinx_site(
        {"index": "# Start\n\nText.\n"}, "book.extensions.late_scripts", extensions=["sphinx_copybutton"]
    )
    assert "copybutton.js" not in (site.folder / "index.html").read_text("utf8")


def test_words_of_the_language_come_before_the_script_that_asks_for_them(sphinx_site):
    page = sphinx_site({"index": "# Start\n"}, "book.extensions.late_scripts", language="fa").folder / "index.html"
    text = page.read_text("utf8")
    assert text.index("doctools.js") < text.index("translations.js") < text.index("sphinx_highlight.js")
