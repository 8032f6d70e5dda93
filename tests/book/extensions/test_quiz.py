"""The {quiz} directive: a form that works without scripts, and a build that refuses wrong input with its place."""

import json

import pytest

ONE = """\
:::{quiz}
:id: late-base
:correct: 2
:concept: base
:level: inference
:sources: D4, C1
:from: nps-csat-ces
:confidence:

Who is *late*?

A second line.

- Nobody, see [there](other.md)
  > No. Somebody is `late`.
- Somebody
  > Yes: somebody is.
:::
"""
SEVERAL = """\
:::{quiz}
:id: late-owners
:correct: 1 3
:concept: owners
:level: recall

Who owns it?

- Finance
  > Yes.
- Nobody
  > No.
- IT
  > Yes.
:::
"""


def options(*lines, name="a", correct="1", concept="x", level="recall", text="Which?"):
    head = f":::{{quiz}}\n:id: {name}\n:correct: {correct}\n:concept: {concept}\n:level: {level}\n\n{text}\n\n"
    return head + "".join(f"- {line}\n" for line in lines) + ":::\n"


FED = ("one\n  > why", "two\n  > why")
WRONG = {
    "no-id": (options(*FED, name="").replace(":id: \n", ""), "give it an :id:"),
    "no-such-option": (options(*FED, correct="3"), ":correct: names option 3, and there are 2 options"),
    "no-feedback": (options("one\n  > why", "two"), "option 2 has no feedback"),
    "long-feedback": (options("one\n  > " + "word " * 41, "two\n  > why"), "has 41 words; 40 are enough"),
    "unknown-level": (options(*FED, level="hard"), "'hard' is unknown"),
    "no-list": (options(), "then its options as one list"),
    "two-lists": (options(*FED).removesuffix(":::\n") + "\nand\n\n- x\n:::\n", "one list"),
    "unknown-option": (options(*FED).replace(":level:", ":lavel:"), "lavel"),
}


@pytest.fixture(scope="module")
def site(sphinx_site):
    pages = {"index": f"# Start\n\n{ONE}\n{SEVERAL}", "other": "# There\n"}
    return sphinx_site(pages, "book.extensions.quiz")


@pytest.fixture(scope="module")
def wrong_site(sphinx_site):
    pages = {name: f"# {name}\n\n{text}" for name, (text, _) in WRONG.items()}
    again = {"first": "# First\n\n" + options(*FED, name="same"), "second": "# Second\n\n" + options(*FED, name="same")}
    return sphinx_site({**pages, **again}, "book.extensions.quiz")


def test_good_questions_build_without_a_complaint(site):
    assert site.complaints == ""


def test_a_question_is_a_form_with_a_legend_and_labelled_radio_buttons(site):
    form = site.page().find(id="quiz-late-base")
    assert form.name == "form"
    assert form.fieldset.legend.text.split() == ["Who", "is", "late?", "A", "second", "line."]
    for radio in form.select(".cx-option input"):
        assert (radio["type"], radio["name"]) == ("radio", "late-base")
        assert form.find("label", attrs={"for": radio["id"]})


def test_legends_and_labels_hold_no_paragraphs(site):
    assert site.page().select("legend p, label p, legend div, label div") == []


def test_links_in_options_lead_somewhere(site):
    assert site.page().select_one("#quiz-late-base label a")["href"] == "other.html"


def test_several_right_options_become_checkboxes_and_the_reader_is_told(site):
    form = site.page().find(id="quiz-late-owners")
    assert {box["type"] for box in form.select("input")} == {"checkbox"}
    assert "Several answers are right." in form.legend.text


def test_without_scripts_a_disclosure_tells_the_answer_and_every_reason(site):
    answers = site.page().find(id="quiz-late-base").details
    assert [term.text for term in answers.select("dt")] == ["A is not right", "B is right"]
    assert [said.text.strip() for said in answers.select("dd")] == ["No. Somebody is late.", "Yes: somebody is."]


def test_how_sure_the_reader_is_has_a_labelled_field_where_the_author_asks_for_it(site):
    field = site.page().select_one("#quiz-late-base .cx-sure input")
    assert (field["type"], field["min"], field["max"]) == ("number", "0", "100")
    assert "how sure are you" in site.page().find("label", attrs={"for": field["id"]}).text
    assert site.page().select("#quiz-late-owners .cx-sure") == []


def test_the_list_says_which_questions_come_back_and_which_ask_for_confidence(site):
    listed = json.loads((site.folder / "quiz.json").read_text("utf8"))["index"]
    assert [(each["from"], each["confidence"]) for each in listed] == [("nps-csat-ces", True), ("", False)]


def test_the_verdict_has_a_place_that_is_read_aloud(site):
    assert [form.find(role="status").text for form in site.page().select("form.cx-quiz")] == ["", ""]


def test_all_questions_are_listed_with_concept_level_and_sources(site):
    listed = json.loads((site.folder / "quiz.json").read_text("utf8"))["index"]
    assert [(each["id"], each["concept"], each["level"], each["sources"]) for each in listed] == [
        ("late-base", "base", "inference", ["D4", "C1"]),
        ("late-owners", "owners", "recall", []),
    ]
    assert [option["correct"] for option in listed[1]["options"]] == [True, False, True]
    assert listed[0]["options"][0]["feedback"] == "No. Somebody is late."


@pytest.mark.parametrize("name", WRONG)
def test_wrong_input_is_refused_with_page_and_reason(wrong_site, name):
    assert any(f"{name}.md" in row and WRONG[name][1] in row for row in wrong_site.complaints.splitlines())


def test_an_id_that_two_pages_use_is_refused(wrong_site):
    rows = [row for row in wrong_site.complaints.splitlines() if "quiz same" in row]
    assert len(rows) == 1
    assert "second.md" in rows[0]
    assert "used already in first" in rows[0]
