"""`three_scores()`: the same answers as NPS, CSAT and CES, and what two moved cut-offs do to the first."""

from __future__ import annotations

import altair as alt
import pandas as pd

from cxlab import theme
from cxlab.explorables.panel import Answer, Panel, choice, number
from cxlab.tables import table

USUAL = (9, 6)  # promoters from, detractors up to: the two cut-offs that make it NPS (Reichheld, 2003)
SATISFIED_FROM = 4  # top two boxes of 1 to 5
HARD_UP_TO = 3  # of 7, once 7 means easy
EVERY = "all channels"
CHANNELS = ("store", "web", "app")
GROUPS = ("detractors", "passives", "promoters")


def promoter_score(answers: pd.Series, promoters_from: int, detractors_up_to: int) -> float:
    """100 × (share of promoters − share of detractors), −100 to +100 points; missing answers do not count.

    It is NPS only with the cut-offs 9 and 6 (Reichheld, Harvard Business Review, December 2003).
    """
    given = answers.dropna()
    return 100 * float((given >= promoters_from).mean() - (given <= detractors_up_to).mean())


def satisfied(answers: pd.Series) -> float:
    """CSAT as top-2-box: percent of the given answers that are 4 or 5 on the scale from 1 to 5."""
    return 100 * float((answers.dropna() >= SATISFIED_FROM).mean())


def ease(answers: pd.DataFrame) -> pd.Series:
    """The CES answers with 7 as easiest. In version "1.0" a high number meant much effort: those are turned round."""
    return answers.ces.where(answers.ces_version != "1.0", 8 - answers.ces)


def called_back(answers: pd.DataFrame, detractors_up_to: int) -> pd.DataFrame:
    """One row an answer, true where a score counts it on its bad side: `nps` detractor, `csat` 1–3, `ces` 1–3."""
    return pd.DataFrame(
        {
            "nps": answers.nps <= detractors_up_to,
            "csat": answers.csat < SATISFIED_FROM,
            "ces": ease(answers) <= HARD_UP_TO,
        }
    )


def answers_by_group(nps: pd.Series, promoters_from: int, detractors_up_to: int) -> pd.DataFrame:
    """Eleven rows, 0 to 10: `answer`, `people`, and `group`, the name that the cut-offs give to the answer."""
    counts = nps.value_counts().reindex(range(11), fill_value=0)
    bars = pd.DataFrame({"answer": range(11), "people": counts.to_numpy(), "group": "passives"})
    bars.loc[bars.answer >= promoters_from, "group"] = "promoters"
    bars.loc[bars.answer <= detractors_up_to, "group"] = "detractors"
    return bars


def after_orders(responses: pd.DataFrame, orders: pd.DataFrame) -> pd.DataFrame:
    """The answers given after an order, with the order's `channel`. Surveys of other kinds ask about other things."""
    asked = responses[responses.kind == "post_order"]
    return asked.merge(orders[["order_id", "channel"]], left_on="ref", right_on="order_id", validate="many_to_one")


def three_scores() -> None:
    """Show the explorable on the answers given after orders, one year at a time."""
    responses = table("survey_responses", ["kind", "ref", "sent_on", "nps", "csat", "ces", "ces_version"])
    panel(after_orders(responses, table("orders", ["order_id", "channel"]))).show()


def panel(answers: pd.DataFrame) -> Panel:
    """The explorable on these answers."""
    years = sorted(answers.sent_on.dt.year.unique().tolist())
    return Panel(
        question="Three scores from the same answers: which one would change which decision?",
        task="Choose a channel and a year. Then move one cut-off by 1: the first score moves, and no customer changed.",
        controls={
            "channel": choice("Channel", [EVERY, *CHANNELS], EVERY),
            "year": choice("Year", years, years[-1]),
            "promoters_from": number("Promoters answer at least", USUAL[0], 1, 10),
            "detractors_up_to": number("Detractors answer at most", USUAL[1], 0, 9),
        },
        answer=lambda **position: _answer(answers, **position),
    )


def _answer(answers: pd.DataFrame, channel: str, year: int, promoters_from: int, detractors_up_to: int) -> Answer:
    if promoters_from <= detractors_up_to:
        return Answer("One answer cannot be both: promoters have to begin above the detractors.", pd.DataFrame(), "")
    shown = answers[(answers.sent_on.dt.year == year) & ((answers.channel == channel) | (channel == EVERY))]
    real, mine = promoter_score(shown.nps, *USUAL), promoter_score(shown.nps, promoters_from, detractors_up_to)
    usual = (promoters_from, detractors_up_to) == USUAL
    name = "NPS" if usual else "Your own score (not NPS)"
    finding = f"{name} {mine:+.1f}"
    bad = called_back(shown, detractors_up_to)
    return Answer(
        finding=f"{finding}, CSAT {satisfied(shown.csat):.1f} %, CES {ease(shown).mean():.2f} of 7",
        table=_decisions(shown, bad, name, mine),
        caption=f"{channel}, {year}, {len(shown):,} answers after an order",
        notes=("These are the cut-offs of NPS: 9 and 6." if usual else _not_nps(real, mine), _overlap(bad)),
        chart=_chart(answers_by_group(shown.nps, promoters_from, detractors_up_to), finding),
    )


def _not_nps(real: float, mine: float) -> str:
    return (
        f"No customer changed an answer, and the score moved by {mine - real:+.1f} points. With these cut-offs it is "
        f"not NPS any more, and nobody can compare it. NPS of the same answers: {real:+.1f}."
    )


def _overlap(bad: pd.DataFrame) -> str:
    times = bad.sum(axis=1)
    return (
        f"{(times == 3).sum():,} customers are on the bad side of all three scores, {(times == 1).sum():,} of one only."
    )


def _decisions(shown: pd.DataFrame, bad: pd.DataFrame, name: str, mine: float) -> pd.DataFrame:
    people = bad.sum().map("{:,}".format)
    rows = [
        (name, f"{mine:+.1f} points", "Would they recommend us?", people.nps, "Whom to win back"),
        (
            "CSAT, top 2 boxes",
            f"{satisfied(shown.csat):.1f} %",
            "Are they satisfied?",
            people.csat,
            "Which orders to put right",
        ),
        ("CES, mean", f"{ease(shown).mean():.2f} of 7", "Was it easy?", people.ces, "Which step to make easier"),
    ]
    return pd.DataFrame(rows, columns=["Score", "Value", "It asks", "On its bad side", "Decision it can change"])


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
