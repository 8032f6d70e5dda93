"""`spot_the_change()`: twelve months of a score; did anything change, or did only other people answer?"""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd

from cxlab import theme
from cxlab.explorables.panel import Answer, Panel, choice, number
from cxlab.tables import table

MONTHS = 12
OPEN, SAME, UP, DOWN = "not yet", "nothing changed", "it rose", "it fell"
BETS = {SAME: 0, UP: 1, DOWN: -1}
QUIET = 500  # companies in which nothing changes: what chance alone shows
HALF = MONTHS // 2


def marks(nps: pd.Series) -> pd.Series:
    """100 for a promoter, 0 for a passive answer, -100 for a detractor: their mean is the NPS."""
    return 100 * ((nps >= 9).astype(int) - (nps <= 6).astype(int))


def half_width(values) -> float:
    """Half of the 95 % interval of a mean: 1.96 standard errors."""
    return 1.96 * np.std(values) / np.sqrt(len(values))


def half_widths(promoters: np.ndarray, detractors: np.ndarray, n: int) -> np.ndarray:
    """The same for scores of which only the counts are known."""
    score = (promoters - detractors) / n
    return 196 * np.sqrt(np.maximum((promoters + detractors) / n - score**2, 0) / n)


def truth(company: int, size: int) -> np.ndarray:
    """By how many points the true score of a company lies above its start, month by month; half of them stay at 0."""
    draw = np.random.default_rng([2024, company])
    direction, first = draw.choice([0, 0, 1, -1]), draw.integers(4, 9)
    return direction * size * (np.arange(MONTHS) >= first)


def ask(shares: tuple[float, float], moved: np.ndarray, answers: int, seed) -> tuple[np.ndarray, np.ndarray]:
    """Promoters and detractors of each month, when `answers` people answer and the true score has `moved` (points).

    `shares` are those of promoters and detractors at the start.
    """
    promoters, detractors = shares[0] + moved / 200, shares[1] - moved / 200
    each = np.stack([promoters, detractors, 1 - promoters - detractors], axis=-1)
    drawn = np.random.default_rng(seed).multinomial(answers, each)
    return drawn[..., 0], drawn[..., 1]


def steps(promoters: np.ndarray, detractors: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Each month's score minus that of the month before, and half of the 95 % interval of that gap."""
    half = half_widths(promoters, detractors, n)
    gap = np.diff(100 * (promoters - detractors) / n)
    return gap, np.sqrt(half[..., 1:] ** 2 + half[..., :-1] ** 2)


def spot_the_change() -> None:
    """Show the explorable; its companies start where Fernwick's score after an order lies."""
    responses = table("survey_responses")
    nps = responses.nps[responses.kind == "post_order"]
    panel(((nps >= 9).mean(), (nps <= 6).mean())).show()


def panel(shares: tuple[float, float]) -> Panel:
    """The explorable, for companies with these `shares` of promoters and detractors in their first month."""

    def answer(company: int, answers: int, size: int, bet: str) -> Answer:
        return _answer(shares, company, answers, size, bet)

    return Panel(
        question="Twelve months of NPS: did the company change, or did only other people answer?",
        task="Look, then choose a bet: the truth appears. Take the next company, and later more answers a month.",
        controls={
            "company": number("Company", 1, 1, 999, width="16em"),
            "answers": number("Answers a month", 200, 10, 5000, width="16em"),
            "size": number("A real change (points)", 10, 1, 40, width="16em"),
            "bet": choice("My bet", [OPEN, *BETS], OPEN, width="16em"),
        },
        answer=answer,
    )


def _answer(shares: tuple[float, float], company: int, answers: int, size: int, bet: str) -> Answer:
    moved = truth(company, size)
    promoters, detractors = ask(shares, moved, answers, [company, answers])
    rows = pd.DataFrame({"month": np.arange(1, MONTHS + 1), "score": 100 * (promoters - detractors) / answers})
    half = half_widths(promoters, detractors, answers)
    rows = rows.assign(low=rows.score - half, high=rows.score + half, true=100 * (shares[0] - shares[1]) + moved)
    shown = rows[["month", "score", "low", "high"]].round(1).set_axis(["Month", "NPS", "From", "To"], axis=1)
    if bet != OPEN:
        shown["True score"] = rows.true.round(1)
    caption = f"Company {company}: {answers:,} answers a month; from, to: 95 % interval"
    notes = _notes(shares, rows, half, answers) if bet != OPEN else ()
    return Answer(_finding(company, rows, moved, bet), shown, caption, notes, _chart(company, rows, bet))


def _finding(company: int, rows: pd.DataFrame, moved: np.ndarray, bet: str) -> str:
    if bet == OPEN:
        return f"Company {company}: scores from {rows.score.min():.0f} to {rows.score.max():.0f}. Place your bet."
    verdict = "Right" if BETS[bet] == np.sign(moved[-1]) else "Not so"
    if not moved.any():
        return f"{verdict}: nothing changed. Each month other people answered, and that is all."
    word = "rose" if moved[-1] > 0 else "fell"
    first = moved.astype(bool).argmax() + 1
    return f"{verdict}: from month {first} on, the true score {word} by {abs(moved[-1])} points."


def _notes(shares: tuple[float, float], rows: pd.DataFrame, half: np.ndarray, answers: int) -> tuple[str, ...]:
    quiet = ask(shares, np.zeros((QUIET, MONTHS)), answers, 7)
    gap, wide = steps(*quiet, answers)
    alarmed = int((np.abs(gap) > wide).any(axis=1).sum())
    later, before = rows.score[HALF:].mean(), rows.score[:HALF].mean()
    both = np.sqrt((half**2).sum()) / HALF  # of the gap between two means of six months
    return (
        f"Where nothing changes, {alarmed} of {QUIET} companies have at least one step from month to month that lies "
        f"beyond its own interval. The middle step is {np.median(np.abs(gap)):.0f} points, up or down.",
        f"Last six months against the first six: {later - before:+.1f} points, give or take {both:.1f}.",
    )


def _chart(company: int, rows: pd.DataFrame, bet: str) -> alt.LayerChart:
    said = f"Company {company}, twelve monthly scores: " + ", ".join(f"{score:.0f}" for score in rows.score) + "."
    base = alt.Chart(rows).encode(x=alt.X("month:Q").scale(domain=[0.5, 12.5]).axis(tickMinStep=1).title("Month"))
    ends = [np.floor(rows.low.min() / 10) * 10, np.ceil(rows.high.max() / 10) * 10]
    score = alt.Y("score:Q").scale(domain=ends).title("NPS (points)")
    drawn = base.mark_rule(color=theme.NEUTRAL).encode(y=alt.Y("low:Q").title("NPS (points)"), y2="high:Q")
    drawn += base.mark_line(color=theme.NEUTRAL, strokeWidth=1).encode(y=score)
    drawn += base.mark_point(filled=True, size=60, color=theme.INK, opacity=1).encode(y=score)
    if bet != OPEN:
        drawn += base.mark_line(color=theme.BAD, interpolate="step-after", strokeWidth=3).encode(y="true:Q")
        said += " The orange line is the true score."
    title = f"Company {company}: " + ("did it change?" if bet == OPEN else "the orange line is the true score")
    return drawn.properties(title=title, width=420, height=220, description=said)
