"""The author says which properties count, how near numbers must be, and which charts would do."""

import altair as alt
import pytest

from cxlab.chart_answers import PROPERTIES, UnreadableChart, chart_problem, differences, same_chart
from tests.cxlab.chart_answers.asked_tables import contacts

TABLE = contacts()
BARS = alt.Chart(TABLE).mark_bar().encode(x="channel:N", y=alt.Y("mean(wait_s):Q").title("Seconds"))
MEANS = TABLE.groupby("channel").wait_s.mean().reset_index()
ROUNDED = alt.Chart(MEANS.round(0)).mark_bar().encode(x="channel", y=alt.Y("wait_s").title("Seconds"))
TURNED = alt.Chart(TABLE).mark_bar().encode(y="channel:N", x=alt.X("mean(wait_s):Q").title("Seconds"))


@pytest.mark.parametrize(
    ("answer", "about"),
    [
        (BARS.mark_point(), "mark"),
        (BARS.encode(y=alt.Y("count()").title("Seconds")), "values"),
        (BARS.encode(y=alt.Y("mean(wait_s)")), "axis titles"),
        (BARS.encode(y=alt.Y("mean(wait_s)").title("Seconds").scale(domain=[20, 300])), "zero"),
        (BARS + alt.Chart().mark_rule().encode(y=alt.datum(60)), "extra layers"),
        (BARS.encode(y=alt.Y("mean(wait_s)").title("Seconds").scale(type="sqrt")), "scales"),
    ],
)
def test_a_property_that_does_not_count_is_not_mentioned(answer, about):
    assert len(differences(answer, BARS)) == 1
    assert same_chart(answer, BARS, but=(about,))
    assert same_chart(answer, BARS, but=about)
    assert len(differences(answer, BARS, only=(about,))) == 1
    assert same_chart(answer, BARS, only=set(PROPERTIES) - {about})


def test_a_channel_that_does_not_count_leaves_the_others_to_be_compared():
    coloured = BARS.encode(color="region:N")
    assert same_chart(coloured, coloured)
    assert differences(BARS, coloured, but="values") == ["The colour shows nothing; the question asks for region."]


@pytest.mark.parametrize("name", ["titles", "colour", "", "Mark"])
def test_an_unknown_property_is_the_authors_mistake(name):
    with pytest.raises(ValueError, match="A chart has no property .* Take some of: mark, layers"):
        differences(BARS, BARS, but=(name,))


@pytest.mark.parametrize("tolerance", [-1, float("nan"), {"y": -0.1}])
def test_a_tolerance_is_never_below_zero(tolerance):
    with pytest.raises(ValueError, match="A tolerance is a number from zero upwards"):
        differences(BARS, BARS, tolerance=tolerance)


def test_rounded_numbers_are_the_same_within_the_tolerance_only():
    assert same_chart(ROUNDED, BARS, tolerance=0.5)
    assert same_chart(ROUNDED, BARS, tolerance={"y": 0.5})
    assert not same_chart(ROUNDED, BARS, tolerance={"x": 0.5})
    assert not same_chart(ROUNDED, BARS, tolerance=0.001)
    assert not same_chart(ROUNDED, BARS)


def test_rounding_in_the_seventh_digit_is_nobodys_mistake():
    fine = alt.Chart(MEANS.assign(wait_s=MEANS.wait_s * (1 + 1e-8))).mark_bar()
    assert same_chart(fine.encode(x="channel", y=alt.Y("wait_s").title("Seconds")), BARS)


def test_counts_have_to_be_exact():
    counts = TABLE.groupby("channel").size().rename("n").reset_index()
    wanted = alt.Chart(TABLE).mark_bar().encode(x="channel", y="count()")
    assert same_chart(alt.Chart(counts).mark_bar().encode(x="channel", y="n"), wanted)
    counts.loc[0, "n"] += 1
    assert not same_chart(alt.Chart(counts).mark_bar().encode(x="channel", y="n"), wanted)


def test_x_and_y_may_be_exchanged_where_the_author_says_so():
    assert same_chart(TURNED, BARS, swap=True)
    assert same_chart(BARS, BARS, swap=True)
    assert differences(TURNED, BARS) == [
        "The x axis and the y axis are exchanged: the question asks for channel on the x axis."
    ]


def test_an_exchanged_chart_is_told_its_other_mistakes_too():
    low = TURNED.encode(x=alt.X("mean(wait_s):Q").title("Seconds").scale(domain=[20, 300]))
    assert differences(low, BARS, swap=True) == ["The bars start at 20, not at zero."]
    assert differences(low, BARS) == [
        "The x axis and the y axis are exchanged: the question asks for channel on the x axis.",
        "The bars start at 20, not at zero.",
    ]


def test_sorting_follows_the_exchange():
    down = alt.Chart(TABLE).mark_bar().encode(y=alt.Y("channel").sort("-x"), x="mean(wait_s)")
    wanted = alt.Chart(TABLE).mark_bar().encode(x=alt.X("channel").sort("-y"), y="mean(wait_s)")
    assert same_chart(down, wanted, swap=True)


def test_one_of_several_charts_is_enough():
    points = BARS.mark_point()
    assert same_chart(points, [BARS, points])
    assert same_chart(points, (points, BARS))


def test_the_nearest_of_several_charts_says_what_differs():
    medians = BARS.encode(y=alt.Y("median(wait_s)").title("Seconds"))
    points = medians.mark_point()
    assert differences(points, [BARS, medians]) == ["Your chart is drawn with points; the question asks for bars."]


def test_at_most_four_sentences_are_given():
    wanted = (
        BARS.encode(x=alt.X("channel").sort("-y").title("Way"))
        .properties(title="Waiting")
        .transform_filter("datum.csat > 2")
    )
    answer = alt.Chart(TABLE).mark_point().encode(x="channel", y=alt.Y("count()").scale(domain=[0, 50]))
    found = differences(answer, wanted)
    assert len(found) == 4
    assert found[:2] == [
        "Your chart is drawn with points; the question asks for bars.",
        "The y axis shows the count; the question asks for the mean of wait_s.",
    ]


def test_the_problem_for_a_test_is_the_most_important_sentence():
    assert chart_problem(BARS, BARS) == ""
    assert chart_problem(BARS.mark_point().encode(y="count()"), BARS) == (
        "Your chart is drawn with points; the question asks for bars."
    )
    assert chart_problem(ROUNDED, BARS, tolerance=0.5) == ""


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (3, "The answer is no chart; it is of the kind int."),
        (None, "The answer is no chart; it is of the kind NoneType."),
        (..., "The answer is no chart; it is of the kind ellipsis."),
        (TABLE, "The answer is no chart; it is of the kind DataFrame."),
        (BARS.to_json(), "The answer is no chart; it is of the kind str."),
        ({}, "Your chart has no mark, such as mark_bar()."),
        ({"data": {"values": []}, "encoding": {}}, "Your chart has no mark, such as mark_bar()."),
        ({"mark": 3}, "Your chart has no mark, such as mark_bar()."),
        ({"layer": 3}, "Your chart cannot be read."),
        (alt.Chart(TABLE), "Your chart has no mark, such as mark_bar()."),
        (
            alt.Chart(TABLE).mark_bar().encode(x="chanel"),
            "Your chart cannot be drawn as it stands: does it name only columns that exist?",
        ),
    ],
)
def test_what_is_no_chart_is_a_problem_too(answer, sentence):
    assert chart_problem(answer, BARS) == sentence
    with pytest.raises(UnreadableChart):
        differences(answer, BARS)


def test_a_wanted_chart_that_is_none_is_the_authors_mistake():
    for wanted in (3, {}, [BARS, None]):
        with pytest.raises(UnreadableChart, match="^The chart to compare with: "):
            chart_problem(BARS, wanted)
    with pytest.raises(ValueError, match="Give at least one chart"):
        chart_problem(BARS, [])
