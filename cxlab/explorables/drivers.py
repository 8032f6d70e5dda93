"""`spend_points()`: spend 100 points on five questions of a survey, and see how little the survey promises."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd

from cxlab import theme
from cxlab.explorables.panel import Answer, Panel, choice, number
from cxlab.tables import table

NAMES = {
    "ease": "Ease",
    "speed": "Speed",
    "staff_knowledge": "Staff know",
    "price_fairness": "Fair prices",
    "product_quality": "Quality",
}
QUESTIONS = list(NAMES)
NEWEST = "2024-H2"
POINTS, HIGHEST = 100, 5
SPREAD, MARK = UNITS = ("its usual spread", "one mark")
CAPTION = "Where the points go, and what they lead to if the links are causes"


def slopes(rows: pd.DataFrame, questions: list[str] = QUESTIONS) -> pd.Series:
    """What one mark more goes with in the overall mark, the other questions held equal (least squares)."""
    marks, overall = rows[questions].to_numpy(float), rows.overall.to_numpy(float)
    centred = marks - marks.mean(axis=0)
    # five equations, not one a row: resamples come a thousand at a time
    steep = np.linalg.lstsq(centred.T @ centred, centred.T @ (overall - overall.mean()), rcond=None)[0]
    return pd.Series(steep, questions)


def weights(rows: pd.DataFrame, questions: list[str] = QUESTIONS) -> pd.Series:
    """The standardised weights: the same for one usual spread (standard deviation) of each question."""
    return slopes(rows, questions) * rows[questions].to_numpy(float).std(axis=0, ddof=1)


def explained(rows: pd.DataFrame, questions: list[str] = QUESTIONS) -> float:
    """R²: the part of the spread of the overall mark that the questions together account for, from 0 to 1."""
    guess = rows[questions] @ slopes(rows, questions)
    return float(guess.var() / rows.overall.var())


def resampled(rows: pd.DataFrame, times: int = 1000, seed: int = 9) -> pd.DataFrame:
    """`weights` of so many resamples: as many rows as there are, drawn with replacement. One row a resample."""
    draw = np.random.default_rng(seed)
    return pd.DataFrame([weights(rows.iloc[draw.integers(0, len(rows), len(rows))]) for _ in range(times)])


def spend_points() -> None:
    """Show the explorable with Fernwick's newest answers."""
    survey = table("relationship_survey")
    panel(survey[survey.wave == NEWEST]).show()


def panel(rows: pd.DataFrame) -> Panel:
    """The explorable on the answers `rows`, with all points on the price, as most customers name it."""
    spent = {name: number(f"Points on {label.lower()}", 0, 0, POINTS) for name, label in NAMES.items()}
    spent["price_fairness"].value = POINTS
    return Panel(
        question="You have 100 points to improve five things. What would the overall mark do?",
        task="All points are on the price, which most customers name. Move them; then let a part of the link be halo.",
        controls={
            **spent,
            "unit": choice("100 points lift a question by", list(UNITS), SPREAD),
            "halo": number("Of each link, only halo (%)", 0, 0, 100),
        },
        answer=lambda unit, halo, **points: _answer(rows, points, unit, halo),
    )


def _answer(rows: pd.DataFrame, points: dict[str, int], unit: str, halo: int) -> Answer:
    spent, lift = sum(points.values()), _lift(rows, points, unit)
    gain = slopes(rows) * lift * (1 - halo / 100)
    shown = pd.DataFrame(
        {
            "Question": NAMES.values(),
            "Points": points.values(),
            "Mark today": [f"{mark:.2f}" for mark in rows[QUESTIONS].mean()],
            "Lifted by": [f"{step:.2f}" for step in lift],
            "Overall mark": [f"{step:+.2f}" for step in gain],
        }
    )
    before, after = rows.overall.mean(), rows.overall.mean() + gain.sum()
    finding = f"If the links are causes, the overall mark goes from {before:.2f} to {after:.2f}."
    if spent > POINTS:
        finding = f"You have spent {spent} points, and there are {POINTS}. Take {spent - POINTS} back."
        return Answer(finding, shown, CAPTION)
    return Answer(finding, shown, CAPTION, _notes(spent, unit, halo), _chart(gain))


def _lift(rows: pd.DataFrame, points: dict[str, int], unit: str) -> pd.Series:
    """By how much each mean mark rises; no mean goes beyond the best mark."""
    step = rows[QUESTIONS].std() if unit == SPREAD else pd.Series(1.0, QUESTIONS)
    return (step * pd.Series(points) / POINTS).clip(upper=HIGHEST - rows[QUESTIONS].mean())


def _notes(spent: int, unit: str, halo: int) -> tuple[str, ...]:
    cause = "A survey cannot say how much of a link is halo. A draw can: improve one thing for half of the customers."
    if halo == POINTS:
        cause = "All halo: the same survey, and no point moves anything. Only a draw tells the two cases apart."
    cost = f"That 100 points lift every question by {unit} is an assumption. What does it cost in your place?"
    left = (f"Points left: {POINTS - spent}.",) if spent < POINTS else ()
    return (*left, cost, cause)


def _chart(gain: pd.Series) -> alt.LayerChart:
    bars = pd.DataFrame({"question": list(NAMES.values()), "gain": gain.round(3).to_numpy()})
    said = "Gain in the overall mark: " + ", ".join(f"{row.question} {row.gain:.2f}" for row in bars.itertuples()) + "."
    base = alt.Chart(bars).encode(
        y=alt.Y("question:N").sort(None).title(None),
        x=alt.X("gain:Q").scale(domain=[0, 0.8]).title("Gain in the overall mark, if the links are causes"),
        tooltip=["question", "gain"],
    )
    numbers = base.mark_text(align="left", dx=5).encode(text=alt.Text("gain:Q").format(".2f"))
    drawn = base.mark_bar(color=theme.GOOD, clip=True) + numbers
    title = f"Together: {gain.sum():+.2f} on a scale from 1 to 10"
    return drawn.properties(title=title, width=420, height=150, description=said)
