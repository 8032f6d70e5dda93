"""The bill on the desk: its text is what the controls say, and a question is answered only where the text does it."""

import pytest

from cxlab import table
from cxlab.explorables import bill

CLEAR = {
    "style": "in short sentences",
    "line": "the service and its time",
    "price": "old and new price, and why",
    "due": "a date, and a choice",
    "help_": "a person, and no reminder meanwhile",
}


@pytest.fixture(scope="module")
def panel():
    bills, subscriptions = table("invoices"), table("subscriptions")
    return bill.panel(bill.voices(table("survey_responses"), bills), bill.fees(subscriptions, bills))


def test_the_first_bill_answers_nothing(panel):
    answer = panel.now()
    assert answer.finding == "Your bill answers 0 of 6 questions."
    assert (answer.table["Your bill"] == "OPEN").all()


def test_a_bill_that_answers_everything_can_be_written(panel):
    answer = panel.answer(plan="IT Care", **CLEAR)
    assert answer.finding == "Your bill answers 6 of 6 questions."
    assert "OPEN" not in set(answer.table["Your bill"])
    assert answer.notes[2].startswith("0 of ")


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("style", "as in the contract"),
        ("line", "the service"),
        ("price", "old and new price"),
        ("due", "a date"),
        ("help_", "a telephone number"),
    ],
)
def test_each_part_settles_a_question_of_its_own(panel, part, value):
    answer = panel.answer(plan="Home Network", **{**CLEAR, part: value})
    assert (answer.table["Your bill"] == "OPEN").sum() == 1


def test_a_code_is_found_and_makes_the_bill_unreadable(panel):
    assert bill.internal_codes("SVC-HN-0824 RECUR: 29.90 euro.") == ["SVC-HN-0824", "RECUR"]
    assert bill.internal_codes("IT Care, 1 to 31 August") == []
    unread = panel.answer(plan="IT Care", **{**CLEAR, "line": "an internal code"}).table
    assert unread.set_index("A customer asks")["Your bill"]["Can I read it without help?"] == "OPEN"


@pytest.mark.parametrize(
    ("text", "words"), [("It is 29.90 euro. Pay soon.", 4), ("Pay.", 1), ("Questions? Call us.", 2)]
)
def test_a_point_in_a_number_ends_no_sentence(text, words):
    assert bill.longest_sentence(text) == words


def test_the_fees_are_those_before_and_since_the_price_rise():
    subscriptions = table("subscriptions")
    known = bill.fees(subscriptions, table("invoices"))
    assert {plan: new for plan, (_, new) in known.items()} == subscriptions.groupby("plan").monthly_fee.max().to_dict()
    assert all(old < new for old, new in known.values())


def test_comments_are_counted_as_they_stand_in_the_survey():
    responses, bills = table("survey_responses"), table("invoices")
    heard = bill.voices(responses, bills)
    comments = responses[responses.kind == "billing"].comment
    assert heard.comments == comments.notna().sum()
    assert heard.wrote["What do I pay for?"] == (comments == "What do I pay for?").sum() > 0
    assert heard.disputed == bills.disputed.sum()
