import html
import random

import bleach
import nbformat
import pytest
from bleach.css_sanitizer import CSSSanitizer
from bs4 import BeautifulSoup
from nbconvert.filters.markdown_mistune import markdown2html_mistune
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell
from nbgrader.utils import compute_checksum, determine_grade

from grading import notebooks
from grading.cleaning import clean
from grading.course import Course
from grading.plain_markdown import MAX_PLAIN, NOTE, is_plain, typed
from tests.end_to_end.hostile_notebook import DATA, MARKDOWN, PIXEL, add_harm, outputs

ORDINARY = [
    "We share it.",
    "YOUR ANSWER HERE",
    "",
    "# My view\n\n- one\n- **two** with `share = 1`\n  - below\n\n1. a\n2. b\n\n> quoted",
    "Late orders < 5 %, R&D > 3, and I <3 it — 5 € a parcel; a_b_c, 2*3*4.",
    "| team | late |\n|:-----|-----:|\n| Ops  | 12 |\n",
    "The mean is $\\bar{x} = \\frac{1}{n} \\sum x_i$ and not\n\n$$\\sqrt{n}$$",
    "```python\nif late < 5:\n    print('<b>')\n```\n\n    and so on",
    "line<br>two, H<sub>2</sub>O and <b>bold</b>",
    "الطلبات متأخرة. 注文は遅い。 Öl 🚚",
    "term\n: what it means\n\n~~gone~~\n\n---\n\n3. three",
]
TEXT_ANYWAY = {"fence of html", "half a tag"}


def answer(text, **more):
    return new_notebook(cells=[new_markdown_cell(text, **more)])


def cleaned(text):
    return clean(answer(text)).cells[0].source


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_answer_stays_as_it_is_to_the_letter(text):
    assert cleaned(text) == text == typed(text)


@pytest.mark.parametrize("name", sorted(set(MARKDOWN) - TEXT_ANYWAY))
def test_whatever_is_more_than_plain_markdown_is_shown_as_it_was_typed(name):
    made = cleaned(MARKDOWN[name])
    page = BeautifulSoup(markdown2html_mistune(made), "html.parser")
    assert [tag.name for tag in page.find_all()] == ["p", "em", "pre"]
    visible = MARKDOWN[name].replace("\u202e", "\\u202e").replace("\u202c", "\\u202c")
    assert typed(made) == visible == page.pre.get_text()


@pytest.mark.parametrize("name", sorted(TEXT_ANYWAY))
def test_what_markdown_itself_shows_as_text_stays_as_it_is(name):
    assert cleaned(MARKDOWN[name]) == MARKDOWN[name]


@pytest.mark.parametrize("text", [*ORDINARY, *MARKDOWN.values()])
def test_cleaning_twice_changes_nothing(text):
    once = clean(answer(text))
    assert clean(once) == once


@pytest.mark.parametrize(
    "text", ["# reflection", "# why-comment", "# why_extra_credit", "# statusmessage", "MathJax_Message\n==="]
)
def test_a_heading_cannot_take_the_place_of_a_field_of_formgrader(text):
    taken = {"nbgrader": {"grade_id": "why", "schema_version": 3}}
    notebook = new_notebook(
        cells=[new_markdown_cell(text), *(new_markdown_cell("", metadata={"nbgrader": {"grade_id": name}})
                                           for name in ("reflection", "why"))]
    )  # fmt: skip
    notebook.cells[0].metadata.update(taken)
    assert clean(notebook).cells[0].source.startswith(NOTE)
    assert cleaned("# A heading") == "# A heading"


@pytest.mark.parametrize("slug", Course().slugs)
def test_nothing_of_the_trainers_is_touched_and_an_open_answer_is_still_known_as_open(slug):
    source = notebooks.read(Course().source(slug))
    rebuilt, _ = notebooks.rebuild(source, notebooks.opened(source))
    made = clean(rebuilt, {cell.source for cell in source.cells})
    assert [cell.source for cell in made.cells] == [cell.source for cell in rebuilt.cells]
    assert [cell.metadata for cell in made.cells] == [cell.metadata for cell in rebuilt.cells]
    named = [(a, b) for a, b in zip(made.cells, rebuilt.cells, strict=True) if "nbgrader" in a.metadata]
    assert named and all(compute_checksum(a) == compute_checksum(b) for a, b in named)


def test_a_text_too_long_to_be_read_as_markdown_is_shown_as_it_was_typed():
    assert cleaned("word " * (MAX_PLAIN // 5)) == "word " * (MAX_PLAIN // 5)
    assert cleaned("word " * MAX_PLAIN).startswith(NOTE)


def test_what_a_page_cannot_show_does_not_end_the_page():
    text = "![image.png](attachment:image.png)"  # pasted into an answer; the picture itself was not taken
    assert "image.png" in html.unescape(cleaned(text)) and not is_plain(text)


def test_only_texts_and_whole_pictures_are_left_of_outputs():
    code = new_code_cell("1")
    code.outputs = outputs()
    made = clean(new_notebook(cells=[code])).cells[0].outputs
    kinds = {kind for output in made for kind in output.get("data", {})}
    assert kinds == {"text/plain", "image/png"}
    assert [output["data"]["image/png"] for output in made if "image/png" in output.get("data", {})] == [PIXEL]
    assert all(output.get("metadata") in (None, {}) for output in made)
    text = nbformat.writes(clean(new_notebook(cells=[code])))
    assert "\\u001b" not in text and "\\u0000" not in text.replace("\\\\u0000", "") and len(DATA) > 10


def test_orders_to_a_terminal_are_taken_out_and_what_is_left_unseen_is_spelled_out():
    code = new_code_cell("1")
    code.outputs = [
        new_output("stream", text="\x1b[31mred\x1b[0m \x1b]8;;http://x\x07link\r\n10 %\r20 %\x00 a\u202eb\x9b")
    ]
    said = clean(new_notebook(cells=[code])).cells[0].outputs[0].text
    assert said == "red link\n10 %\n20 %\\u0000 a\\u202eb\\u009b"


@pytest.mark.parametrize("entry", [None, 3, {}, {"output_type": "x"}, {"output_type": "display_data", "data": [1]}])
def test_a_damaged_output_is_left_out_and_the_others_are_kept(entry):
    notebook = new_notebook(cells=[new_code_cell("1")])
    notebook.cells[0].outputs = [nbformat.from_dict(entry), new_output("stream", text="ok")]
    assert [output.text for output in clean(notebook).cells[0].outputs] == ["ok"]


@pytest.mark.parametrize(
    ("shown", "points"),
    [
        ([new_output("execute_result", {"text/plain": "1.5"})], 1.5),
        ([new_output("error", ename="AssertionError", evalue="no", traceback=["no"])], 0),
        ([new_output("stream", text="fine")], 2),
        ([new_output("execute_result", {"text/html": "<b>x</b>", "text/plain": "'x'"})], 2),
    ],
)
@pytest.mark.filterwarnings("ignore:For autograder tests")
def test_points_are_the_same_before_and_after(shown, points):
    test = new_code_cell("assert True")
    test.metadata["nbgrader"] = {"grade_id": "a-check", "grade": True, "solution": False, "locked": True, "points": 2}
    test.metadata["nbgrader"] |= {"task": False, "schema_version": 3}
    test.outputs = shown
    made = clean(new_notebook(cells=[test])).cells[0]
    assert determine_grade(made)[0] == determine_grade(test)[0] == points


def test_keys_that_change_how_a_page_shows_a_cell_are_left_out():
    notebook = add_harm(new_notebook(cells=[]))
    made = clean(notebook)
    assert set(made.metadata) <= {"kernelspec", "language_info"}
    assert all(set(cell.metadata) <= {"nbgrader", "tags"} and "attachments" not in cell for cell in made.cells)
    raw = [cell for cell in made.cells if cell.cell_type == "raw"]
    assert raw and all(cell.source.startswith(NOTE) for cell in raw)
    assert clean(new_notebook(cells=[new_raw_cell("only words")])).cells[0].source == "only words"
    names = {"grade_id": '"><script>', "solution": True}
    assert clean(answer("x", metadata={"nbgrader": names, "tags": ["ok", '">']})).cells[0].metadata == {"tags": ["ok"]}
    nbformat.validate(made)


PIECES = [
    *(piece for text in MARKDOWN.values() for piece in (text, text[: len(text) // 2])),
    *ORDINARY,
    *("<", ">", "&lt;", "&#60;script&#62;", "\n", "\n\n", "`", "```\n", "$", "$$", "\\(", "\\[", "\\", '"', "<!--"),
    *("-->", "<![CDATA[", "<?x", "</", "<b", "<b/>", "<p>", "</p>", "<br/>", "<I>", "</I>", "|", "> ", "- ", "]("),
    *("![", "[x]", "javascript:", "//x.test", "http://x.test", "mailto:a@x.test", "<a@x.test>", "\x00", "\t", "# "),
    *("<svg/onload=x>", "&colon;", "&Tab;", "<a href=", "<td>", "</div>"),
]
NAMES = """p br hr em strong del code pre blockquote ul ol li table thead tbody tr th td dl dt dd b i u s sub sup small
kbd mark div span a h1 h2 h3 h4 h5 h6"""
TAGS = set(NAMES.split())
ATTRIBUTES = {"*": ["class", "id", "style"], "a": ["href", "class"], "ol": ["start"]}


def test_another_sanitiser_finds_nothing_to_take_away_in_a_thousand_mixtures():
    chance, safe = random.Random(4), CSSSanitizer(allowed_css_properties=["text-align", "white-space"])
    kept = 0
    for _ in range(1_000):
        text = "".join(chance.choices(PIECES, k=chance.randrange(1, 6)))
        made = cleaned(text)
        page = markdown2html_mistune(made)
        swept = bleach.clean(page, tags=TAGS, attributes=ATTRIBUTES, protocols=[], css_sanitizer=safe, strip=True)
        assert tags(swept) == tags(page), text
        assert all(link.startswith("#") for link in links(page)), text
        kept += made == text
    assert 50 < kept < 950


def tags(page):
    found = BeautifulSoup(page, "html.parser").find_all()
    return [(tag.name, sorted(tag.attrs)) for tag in found]


def links(page):
    soup = BeautifulSoup(page, "html.parser")
    return [
        str(tag.attrs.get("href") or tag.attrs.get("src")) for tag in soup.find_all(href=True) + soup.find_all(src=True)
    ]
