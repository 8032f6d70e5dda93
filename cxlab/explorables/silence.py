"""`whom_to_invite()`: be the manager of a survey, choose whom to invite, and watch the score leave the truth."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd

from cxlab import theme
from cxlab.explorables.panel import Answer, Panel, choice, number
from cxlab.tables import table

GROUPS = ("unhappy", "in between", "happy")  # marks 0 to 6, 7 and 8, 9 and 10
SIGNS = pd.Series([-1, 0, 1], GROUPS)
KINDS = {"after an order": "post_order", "after a contact": "post_contact", "about the bill": "billing"}
WIDE = "18em"
NOTHING = "Nobody answers, so there is no score."


def opinion(marks: pd.Series) -> pd.Series:
    """The group of each mark from 0 to 10."""
    return pd.Series(np.select([marks <= 6, marks <= 8], GROUPS[:2], GROUPS[2]), marks.index)


def groups(invites: pd.DataFrame, truth: pd.DataFrame) -> pd.DataFrame:
    """One row a group: `people` invited, and the share that `answer`s, in per cent."""
    rows = invites.merge(truth, on="invite_id")
    of = rows.groupby(opinion(rows.true_nps)).responded
    return pd.DataFrame({"people": of.size(), "answer": 100 * of.mean()}).reindex(GROUPS)


def score(people: pd.Series) -> float:
    """NPS of so many people in each group."""
    return float(100 * (people * SIGNS).sum() / people.sum())


def whom_to_invite() -> None:
    """Show the explorable; needs the table of what everybody would have said, which one exercise brings."""
    panel(table("survey_invites"), table("survey_truth")).show()


def panel(invites: pd.DataFrame, truth: pd.DataFrame) -> Panel:
    """The explorable on these invitations. It starts with the order survey as it was, in whole per cent."""
    made = {name: groups(invites[invites.kind == kind], truth) for name, kind in KINDS.items()}
    rates = made["after an order"].answer.round().astype(int)
    answering = {
        f"{key}_answer": number(f"{group.capitalize()} who answer (of 100)", rates[group], 0, 100, width=WIDE)
        for key, group in zip(("low", "middle", "high"), GROUPS, strict=True)
    }
    return Panel(
        question="You are the manager, and your bonus depends on this score. Whom do you invite?",
        task="Nobody here changes an opinion. Lower the first number step by step, then let the groups answer alike.",
        controls={
            "kind": choice("Survey", list(KINDS), next(iter(KINDS)), width=WIDE),
            "invited": number("Unhappy who are invited (of 100)", 100, 0, 100, width=WIDE),
            **answering,
        },
        answer=lambda kind, invited, low_answer, middle_answer, high_answer: _answer(
            made[kind].people, invited, (low_answer, middle_answer, high_answer)
        ),
    )


def _answer(people: pd.Series, invited: int, rates: tuple[int, int, int]) -> Answer:
    asked = people * np.array([invited / 100, 1, 1])
    answers = asked * np.array(rates) / 100
    truth = score(people)
    rows = pd.DataFrame({"everybody": people, "invited": asked, "answers": answers})
    table_ = pd.DataFrame({"Opinion": GROUPS})
    for column, title in (("everybody", "All"), ("invited", "Invited"), ("answers", "Answers")):
        table_[title] = [f"{value:,.0f}" for value in rows[column]]
    caption = "How many there are, are invited and answer, by what they think"
    if not answers.sum():
        return Answer(NOTHING, table_, caption)
    yours = score(answers)
    rate = 100 * answers.sum() / asked.sum()
    finding = (
        f"Your score is {yours:.1f}; that of everybody is {truth:.1f}. {rate:.1f} % of your invitations come back."
    )
    return Answer(finding, table_, caption, _notes(yours - truth), _chart(rows, yours, truth))


def _notes(gap: float) -> tuple[str, ...]:
    if abs(gap) < 0.05:
        return ("Your score is right: who thinks what makes no difference to who is heard.",)
    way = "high" if gap > 0 else "low"
    return (f"Your score is {abs(gap):.1f} points too {way}. More invitations of the same kind would not change that.",)


def _chart(rows: pd.DataFrame, yours: float, truth: float) -> alt.LayerChart:
    shares = 100 * rows[["everybody", "answers"]] / rows[["everybody", "answers"]].sum()
    long = shares.rename_axis("opinion").reset_index().melt("opinion", var_name="who", value_name="share")
    long["who"] = long.who.map({"everybody": "all", "answers": "answers"})
    long["share"] = long.share.round(1)
    base = alt.Chart(long).encode(
        y=alt.Y("opinion:N").sort(list(GROUPS)).title(None),
        yOffset=alt.YOffset("who:N").sort(["all", "answers"]),
        x=alt.X("share:Q").scale(domain=[0, 115]).axis(values=[0, 25, 50, 75, 100]).title("Share (%)"),
        tooltip=["opinion", "who", "share"],
    )
    ink = alt.Color("who:N").scale(domain=["all", "answers"], range=[theme.NEUTRAL, theme.GOOD]).legend(None)
    words = base.transform_calculate(said="datum.who + ': ' + format(datum.share, '.1f') + ' %'")
    drawn = base.mark_bar().encode(color=ink) + words.mark_text(align="left", dx=5).encode(text="said:N")
    said = "; ".join(f"{group} {shares.everybody[group]:.1f} % of all, {shares.answers[group]:.1f} % of the answers"
                     for group in GROUPS)  # fmt: skip
    title = f"Score of the answers {yours:+.1f}, of everybody {truth:+.1f}"
    return drawn.properties(title=title, width=420, height=180, description=f"{title}. {said}.")
