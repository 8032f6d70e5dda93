"""The reply in public: it says what the controls say, and an answer that does not fit the post counts as none."""

import pandas as pd
import pytest

from cxlab import table
from cxlab.explorables import reply
from cxlab.explorables.panel import chart_bundle

WHOLE = {
    "opening": "with what they wrote about",
    "stance": "it is ours",
    "step": "a step",
    "news": "a day and a place",
    "signed": "by a name",
}
START = {
    "opening": "with a phrase",
    "stance": "sorry, if",
    "step": "we take it seriously",
    "news": "soon",
    "signed": "by a team",
}


@pytest.fixture(scope="module")
def posts():
    return table("social_mentions")


@pytest.fixture(scope="module")
def panel(posts):
    return reply.panel(posts)


def mention(called="negative", by_hand="", topic="delivery"):
    return reply.Mention("M1", pd.Timestamp("2024-06-12"), "forum", topic, called, by_hand, 100)


def test_the_first_reply_answers_nothing(panel):
    answer = panel.now()
    assert answer.finding == "Your reply answers 0 of 5 questions."
    assert set(answer.table["Your reply"]) == {"OPEN"}


def test_a_reply_that_answers_all_five_can_be_written_for_each_post(panel):
    for post in panel.controls["name"].options:
        stances = [panel.answer(name=post, days=0, **{**WHOLE, "stance": stance}) for stance in reply.STANCES]
        assert "Your reply answers 5 of 5 questions." in {answer.finding for answer in stances}


@pytest.mark.parametrize("part", WHOLE)
def test_each_part_settles_a_question_of_its_own(part):
    found = reply.answered(mention(), **{**WHOLE, part: START[part]})
    assert [question for question, where in found.items() if not where] == [reply.QUESTIONS[list(WHOLE).index(part)]]


def test_to_say_that_one_does_not_know_yet_is_an_answer():
    assert all(reply.answered(mention(), **{**WHOLE, "stance": "we do not know yet"}).values())


def test_who_praises_is_thanked_and_needs_no_apology():
    praise = mention(called="negative", by_hand="positive")
    assert not reply.answered(praise, **WHOLE)["What do you say to it?"]
    thanks = {**WHOLE, "stance": "thank you", "step": "nothing", "news": "nothing"}
    assert all(reply.answered(praise, **thanks).values())
    assert not reply.answered(mention(), **thanks)["What do you say to it?"]


def test_a_complaint_that_the_program_takes_for_praise_is_no_praise():
    assert all(reply.answered(mention(called="positive", by_hand="negative"), **WHOLE).values())


def test_whole_replies_are_short_and_raise_no_flag():
    for topic in reply.TOPICS:
        text = reply.write_reply(mention(topic=topic), **WHOLE)
        assert len(text.split()) <= reply.LONGEST
        assert reply.flags(text) == {}


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("You should have read our terms first.", {"blames the writer"}),
        ("We are sorry if anybody felt offended.", {"blames the writer"}),
        ("Unfortunately, this was not us but our partner.", {"passes it on"}),
        ("We take this VERY seriously.", {"could stand under any post"}),
        ("Please post your order number and address here.", {"asks for private data in public"}),
        ("Thank you for saying so in public.", set()),
    ],
)
def test_words_that_blame_evade_or_ask_too_much_are_found(text, heard):
    assert set(reply.flags(text)) == heard


def test_the_posts_are_chosen_by_rule_and_two_are_errors_of_the_program(posts):
    chosen = reply.mentions(posts)
    assert [post.topic for post in chosen][: len(reply.TOPICS)] == list(reply.TOPICS)
    assert {(post.called, post.by_hand) for post in chosen} >= {("negative", "positive"), ("positive", "negative")}
    called = posts[(posts.sentiment == "negative") & (posts.topic == "ambassador")]
    assert chosen[0].reach == called.reach.max()


def test_each_department_that_is_named_is_one_of_fernwicks():
    assert {owner for _, owner, _ in reply.TOPICS.values()} <= set(table("departments").dept_name)


def test_posts_before_the_reply_are_counted_without_its_day():
    posts = pd.DataFrame(
        {
            "day": pd.to_datetime(["2024-06-11", "2024-06-12", "2024-06-12", "2024-06-14", "2024-06-26", "2024-06-27"]),
            "topic": "delivery",
        }
    )
    rows = reply.on_topic(posts, mention(), 2)
    assert rows.posts.sum() == 4
    assert rows.posts[rows.state == "before your reply"].sum() == 2


def test_a_post_that_nobody_has_read_says_how_often_the_program_is_right(panel, posts):
    right, called = reply.right_when_called(posts, "negative")
    (note,) = [note for note in panel.now().notes if "nobody has read it" in note]
    assert f"Of {called} posts called negative and read, {right} were: read it first." in note


@pytest.mark.parametrize("days", [0, reply.SPAN])
def test_every_post_and_day_has_a_chart_with_words(panel, days):
    for post in panel.controls["name"].options:
        chart = panel.answer(name=post, days=days, **START).chart
        assert "before your reply" in chart_bundle(chart)["text/plain"]
