"""`three_scores()`: the same answers as NPS, CSAT and CES, and what two moved cut-offs do to the first."""

from __future__ import annotations

import altair as alt
import pandas as pd

from cxlab import theme
from cxlab.explorables.panel import Answer, Panel, choice, number
from cxlab.tables import table

PROMOTERS_FROM, DETRACTORS_UP_TO = 9, 6  # the two cut-offs that make it NPS (Reichheld, 2003)
SATISFIED_FROM = 4  # top two boxes of 1 to 5
EVERY = "all channels"
CHANNELS = ("store", "web", "app")
GROUPS = ("detractors", "passives", "promoters")


def promoter_score(answers: pd.Series, promoters_from: int = PROMOTERS_FROM, detractors_up_to: int = DETRACTORS_UP_TO) -> float:
    """100 × (share of promoters − share of detractors), −100 to +100 points; missing answers do not count.

    It is NPS only with the cut-offs 9 and 6 (Reichheld, Harvard Business Review, December 2003).
    """
    given = answers.dropna()
    return 100 * float((given >= promoters_from).mean() - (given <= detractors_up_to).mean())


def satisfied(answers: pd.Series) -> float:
    """CSAT as top-2-box: per cent of the given answers that are 4 or 5 on the scale from 1 to 5."""
    return 100 * float((answers.dropna() >= SATISFIED_FROM).mean())


def ease(answers: pd.Series, version: pd.Series) -> pd.Series:
    """CES answers with 7 as easiest. In version "1.0" a high number meant much effort: those are turned round."""
    return answers.where(version != "1.0", 8 - answers)


def three_by_channel(answers: pd.DataFrame, promoters_from: int, detractors_up_to: int) -> pd.DataFrame:
    """One row a channel, and one for all: `answers` (count), `score` (points), `csat` (%), `ces` (mean, 1 to 7)."""
    groups = {EVERY: answers, **{channel: answers[answers.channel == channel] for channel in CHANNELS}}
    rows = {
        name: {
            "answers": len(group),
            "score": promoter_score(group.nps, promoters_from, detractors_up_to),
            "csat": satisfied(group.csat),
            "ces": float(ease(group.ces, group.ces_version).mean()),
        }
        for name, group in groups.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index")


def answers_by_group(nps: pd.Series, promoters_from: int, detractors_up_to: int) -> pd.DataFrame:
    """Eleven rows, 0 to 10: `answer`, `people`, and `group`, the name that the cut-offs give to the answer."""
    counts = nps.value_counts().reindex(range(11), fill_value=0)
    names = ["promoters" if n >= promoters_from else "detractors" if n <= detractors_up_to else "passives" for n in range(11)]
    return pd.DataFrame({"answer": range(11), "people": counts.to_numpy(), "group": names})


def three_scores() -> None:
    """Show the explorable on the answers given after orders, one year at a time."""
    responses = table("survey_responses", ["kind", "ref", "sent_on", "nps", "csat", "ces", "ces_version"])
    panel(after_orders(responses, table("orders", ["order_id", "channel"]))).show()


def after_orders(responses: pd.DataFrame, orders: pd.DataFrame) -> pd.DataFrame:
    """The answers given after an order, with the order's `channel`. Surveys of other kinds ask about other things."""
    asked = responses[responses.kind == "post_order"]
    return asked.merge(orders[["order_id", "channel"]], left_on="ref", right_on="order_id", validate="many_to_one")


def panel(answers: pd.DataFrame) -> Panel:
    """The explorable on these answers."""
    years = sorted(answers.sent_on.dt.year.unique().tolist())
    return Panel(
        question="Three scores from the same answers: which one would change which decision?",
        task="Choose a channel and a year. Then move one cut-off by 1 and watch the first score only.",
        controls={
            "channel": choice("Channel", [EVERY, *CHANNELS], EVERY),
            "year": choice("Year", years, years[-1]),
            "promoters_from": number("Promoters answer at least", PROMOTERS_FROM, 1, 10),
            "detractors_up_to": number("Detractors answer at most", DETRACTORS_UP_TO, 0, 9),
        },
        answer=lambda **position: _answer(answers, **position),
    )


def _answer(answers: pd.DataFrame, channel: str, year: int, promoters_from: int, detractors_up_to: int) -> Answer:
    if promoters_from <= detractors_up_to:
        return Answer("One answer cannot be both: promoters have to begin above the detractors.", pd.DataFrame(), "")
    that_year = answers[answers.sent_on.dt.year == year]
    scores = three_by_channel(that_year, promoters_from, detractors_up_to)
    shown = that_year if channel == EVERY else that_year[that_year.channel == channel]
    real, mine = promoter_score(shown.nps), scores.score[channel]
    usual = (promoters_from, detractors_up_to) == (PROMOTERS_FROM, DETRACTORS_UP_TO)
    note = "These are the cut-offs of NPS: 9 and 6." if usual else _not_nps(real, mine)
    return Answer(
        finding=f"{_name(usual)} {mine:+.1f}, CSAT {scores.csat[channel]:.1f} %, CES {scores.ces[channel]:.2f} of 7",
        table=_decisions(scores, channel, usual),
        caption=f"{channel}, {year}, {scores.answers[channel]:,} answers after an order",
        notes=(note,),
        chart=_chart(answers_by_group(shown.nps, promoters_from, detractors_up_to), f"{_name(usual)} {mine:+.1f}"),
    )


def _name(usual: bool) -> str:
    return "NPS" if usual else "Your own score (not NPS)"


def _not_nps(real: float, mine: float) -> str:
    return (
        f"No customer changed an answer, and the score moved by {mine - real:+.1f} points. With these cut-offs it is no "
        f"longer NPS and cannot be compared with anybody's. NPS of the same answers: {real:+.1f}."
    )


def _decisions(scores: pd.DataFrame, channel: str, usual: bool) -> pd.DataFrame:
    lowest = scores.loc[list(CHANNELS)].drop(columns="answers").idxmin()
    here = scores.loc[channel]
    rows = [
        (_name(usual), f"{here.score:+.1f} points", "Would they recommend us?", "whom to win back", lowest.score),
        ("CSAT, top 2 boxes", f"{here.csat:.1f} %", "Were they satisfied this time?", "which service to mend", lowest.csat),
        ("CES, mean", f"{here.ces:.2f} of 7", "Was it easy?", "which step to make easier", lowest.ces),
    ]
    return pd.DataFrame(rows, columns=["Score", "Value", "What was asked", "Decision it can change", "Lowest channel"])


def _chart(bars: pd.DataFrame, finding: str) -> alt.Chart:
    parts = bars.groupby("group").people.sum().reindex(GROUPS, fill_value=0)
    words = ", ".join(f"{count:,} {name}" for name, count in parts.items())
    return (
        alt.Chart(bars)
        .mark_bar()
        .encode(
            x=alt.X("answer:O").title("How likely are you to recommend us? (0 to 10)"),
            y=alt.Y("people:Q").title("People"),
            color=alt.Color("group:N").scale(domain=GROUPS, range=[theme.DETRACTOR, theme.PASSIVE, theme.PROMOTER]),
            tooltip=["answer", "people", "group"],
        )
        .properties(title=f"{finding}: {words}", width=420, description=f"{finding}. Answers: {words}.")
    )
