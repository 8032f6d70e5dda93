"""A chart whose layers, panels or series differ is told so in one sentence."""

import altair as alt
import pytest

from tests.cxlab.chart_answers.asked_tables import contacts, waits
from tests.cxlab.chart_answers.saying import says

TABLE = contacts()
WIDE = waits()
LONG = WIDE.melt("quarter", var_name="channel", value_name="seconds")
CHART = alt.Chart(TABLE)
MEAN_BARS = CHART.mark_bar().encode(x="channel:N", y="mean(wait_s):Q")
BY_MONTH = CHART.mark_line().encode(x="yearmonth(sent_on):T", y="mean(wait_s):Q")
LINES = alt.Chart(LONG).mark_line().encode(x="quarter:Q", y="seconds:Q", color="channel:N")
RULE = CHART.mark_rule().encode(y="mean(wait_s):Q")

PAIRS = {
    "a line that joins its points in another order": (
        LINES,
        LINES.encode(order="seconds:Q"),
        "The order shows nothing; the question asks for seconds.",
    ),
    "a line without its rule": (
        BY_MONTH,
        BY_MONTH + RULE,
        "The question also asks for rules that show the mean of wait_s; your chart has none.",
    ),
    "a rule at another height": (
        BY_MONTH + RULE.encode(y="median(wait_s):Q"),
        BY_MONTH + RULE,
        "The y axis of the rules shows the median of wait_s; the question asks for the mean of wait_s.",
    ),
    "a fixed rule at another height": (
        BY_MONTH + alt.Chart().mark_rule().encode(y=alt.datum(50)),
        BY_MONTH + alt.Chart().mark_rule().encode(y=alt.datum(60)),
        "The y axis of the rules shows the fixed value 50; the question asks for the fixed value 60.",
    ),
    "a rule that nobody asked for": (
        BY_MONTH + RULE,
        BY_MONTH,
        "Your chart also has rules that show the mean of wait_s; the question does not ask for them.",
    ),
    "a rule for each row": (
        BY_MONTH + CHART.mark_rule().encode(y="wait_s:Q"),
        BY_MONTH + RULE,
        "Your chart draws 373 rules; the question asks for 1.",
    ),
    "no panels": (
        MEAN_BARS,
        MEAN_BARS.facet("region:N"),
        "Your chart is not split into panels; the question asks for one panel for each region.",
    ),
    "panels of something else": (
        MEAN_BARS.facet("solved:N"),
        MEAN_BARS.facet("region:N"),
        "The panels show solved; the question asks for region.",
    ),
    "panels that nobody asked for": (
        MEAN_BARS.facet("region:N"),
        MEAN_BARS,
        "Your chart is split into panels by region; the question asks for one panel.",
    ),
    "one chart for two": (MEAN_BARS, MEAN_BARS | BY_MONTH, "Your chart has 1 panel; the question asks for 2."),
    "a wrong chart beside a right one": (
        MEAN_BARS | BY_MONTH.mark_area(),
        MEAN_BARS | BY_MONTH,
        "Your chart is drawn with areas; the question asks for lines.",
    ),
    "wide data with one column left out": (
        alt.Chart(WIDE)
        .transform_fold(["email"], as_=["way", "s"])
        .mark_line()
        .encode(x="quarter:Q", y="s:Q", color="way:N"),
        LINES,
        "Your chart shows 1 channel; 2 are asked for: phone is missing.",
    ),
    "one column of the wide data": (
        alt.Chart(WIDE).mark_line().encode(x="quarter:Q", y="email:Q"),
        LINES,
        "The colour shows nothing; the question asks for channel.",
    ),
    "layers without a key to them": (
        alt.layer(*(alt.Chart(WIDE).mark_line().encode(x="quarter:Q", y=f"{name}:Q") for name in ("email", "phone"))),
        LINES,
        [
            "The colour shows nothing; the question asks for channel.",
            "Your chart also has lines that show phone; the question does not ask for them.",
        ],
    ),
    "scales of their own": (
        (BY_MONTH + CHART.mark_bar().encode(x="yearmonth(sent_on):T", y="count()")).resolve_scale(y="independent"),
        BY_MONTH + CHART.mark_bar().encode(x="yearmonth(sent_on):T", y="count()"),
        "The layers or panels have a scale of their own along the y axis; the question asks for a shared one.",
    ),
}


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_the_sentence_names_what_is_shown_and_what_is_asked_for(pair):
    says(*pair)
