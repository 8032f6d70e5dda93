"""Quote it right: a part fits only where the source carries it, and the sentence is what the controls say."""

import pytest

from cxlab import table
from cxlab.explorables import quote

RIGHT = {"who": quote.WHO[1], "when": quote.WHEN[1], "apart": quote.APART[1], "limit": quote.LIMIT[1]}


@pytest.fixture(scope="module")
def known():
    return quote.figures(table("claims"), table("manager_view"), table("relationship_survey"))


def units(figure):
    return dict(zip(("first", "second"), (share.unit for share in figure.shares), strict=True))


def test_the_first_sentence_is_the_usual_misquote(known):
    answer = quote.panel(known).now()
    assert answer.finding == "1 of 6 parts fit the source."
    assert "8 % of customers agree" in answer.notes[0]
    assert "a share of firms" in answer.notes[1]


@pytest.mark.parametrize("name", ["Bain's 80 and 8", "Fernwick's own pair", "chat with companies"])
def test_each_pair_can_be_quoted_right(known, name):
    answer = quote.panel(known).answer(name=name, **RIGHT, **units(known[name]))
    assert answer.finding == "6 of 6 parts fit the source. You can print this sentence."
    assert f"{known[name].points} percentage points apart" in answer.notes[0]
    assert len(answer.notes) == 1


@pytest.mark.parametrize(
    ("part", "value", "verdict"),
    [
        ("who", quote.WHO[0], quote.VAGUE),
        ("when", quote.WHEN[0], quote.VAGUE),
        ("first", "managers", quote.WRONG_UNIT),
        ("second", "customers", quote.WRONG_UNIT),
        ("apart", quote.APART[0], quote.WRONG_UNIT),
        ("limit", quote.LIMIT[0], quote.LEFT_OUT),
    ],
)
def test_each_wrong_part_is_named_alone(known, part, value, verdict):
    bain = known["Bain's 80 and 8"]
    found = quote.verdicts(bain, **{**RIGHT, **units(bain), part: value}).Verdict
    assert list(found[found != quote.FITS]) == [verdict]


def test_leaving_the_distance_to_the_reader_is_fair(known):
    bain = known["Bain's 80 and 8"]
    assert (quote.verdicts(bain, **{**RIGHT, **units(bain), "apart": quote.APART[2]}).Verdict == quote.FITS).all()


def test_points_and_per_cent_are_two_numbers(known):
    bain, chat = known["Bain's 80 and 8"], known["chat with companies"]
    assert (bain.points, round(bain.change)) == (72, 90)
    assert (chat.points, round(chat.change)) == (13, 43)


def test_fernwicks_pair_is_counted(known):
    own, marks = known["Fernwick's own pair"], table("relationship_survey").query("wave == '2024-H2'").overall
    assert own.shares[0].percent == 100 * table("manager_view").superior_experience.mean()
    assert own.shares[1].percent == 100 * marks.isin([9, 10]).mean()
    assert f"{len(marks):,} customers" in own.who
