"""What holds between chapters: what comes back, new terms, and no sentence that stands twice."""

import pytest

from book.chapter_rules_together import returning_problems, together_problems
from book.chapter_text import read_page

ORDER = ["how", "who", "gap", "nps", "finance", "it"]
COMMON = ORDER[:4]


def page(*sources, part="Before you start"):
    quiz = ":::{{quiz}}\n:id: q\n:from: {slug}\n\nWhich?\n:::\n"
    return read_page(f"# T\n\n## {part}\n\n" + "\n".join(quiz.format(slug=slug) for slug in sources))


@pytest.mark.parametrize(
    ("slug", "sources"),
    [("how", []), ("who", ["how"]), ("gap", ["how", "who"]), ("nps", ["how", "gap"]), ("it", ["nps", "gap"])],
)
def test_two_questions_come_back_one_of_them_from_far_as_soon_as_there_are_so_many(slug, sources):
    assert returning_problems(page(*sources), ORDER[: ORDER.index(slug)], COMMON) == []


@pytest.mark.parametrize(
    ("slug", "sources", "said"),
    [
        ("nps", [], "0 questions under Before you start have :from:"),
        ("nps", ["how"], "1 questions under Before you start"),
        ("gap", ["who", "who"], "no question comes back to a chapter 2 or more before this one"),
        ("nps", ["gap", "who"], "no question comes back to a chapter 3 or more before this one"),
        ("who", ["nps"], "the question with :from: nps has to come back to a chapter before this one"),
        ("it", ["how", "nobody"], "the question with :from: nobody has to come back"),
        ("it", ["how", "finance"], "finance, which readers of another department have not read"),
    ],
)
def test_a_question_that_comes_back_to_the_wrong_chapter_is_refused(slug, sources, said):
    found = returning_problems(page(*sources), ORDER[: ORDER.index(slug)], COMMON)
    assert any(said in sentence for sentence in found)


def test_a_question_that_comes_back_stands_at_the_start():
    assert (
        "belongs under Before you start" in returning_problems(page("how", part="Check yourself"), ["how"], COMMON)[0]
    )


def test_a_term_is_new_in_the_first_chapter_of_the_contents_only():
    five = read_page("# T\n\n**a**, **b**, **c**, **d** and **e**\n")
    again = read_page("# T\n\n**a**, **b**, **c**, **d**, **E** and **f**\n")
    assert together_problems({"one": five, "two": again}, {"one", "two"}) == [
        ("two", "0 questions under Before you start have :from: and an earlier chapter; 1 must"),
        ("one", "it has 5 new terms in bold, 4 are the most: a, b, c, d, e"),
    ]


LONG = "This is one sentence of nine words in all."


@pytest.mark.parametrize(
    "again", [LONG, f"- a\n  > Yes. {LONG}", f":::{{quiz}}\n:id: a\n\n{LONG}\n\n- a\n  > b\n:::\n"]
)
def test_a_long_sentence_stands_in_one_chapter_only(again):
    pages = {"how": read_page(f"# T\n\n{LONG}\n"), "who": read_page(f"# T\n\nMore.\n\n{again}\n")}
    said = [sentence for slug, sentence in together_problems(pages, {"how", "who"}) if "shares" in sentence]
    assert said == [f"it shares a sentence with how: {LONG!r}"]


@pytest.mark.parametrize(
    "same", ["Short ones may stand twice.", "Reading takes about 40 minutes, the exercise about 45."]
)
def test_short_sentences_and_those_of_the_skeleton_may_stand_twice(same):
    pages = {"how": read_page(f"# T\n\n{same}\n"), "who": read_page(f"# T\n\n{same}\n")}
    assert not [sentence for _, sentence in together_problems(pages, {"how", "who"}) if "shares" in sentence]
