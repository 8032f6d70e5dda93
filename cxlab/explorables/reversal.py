"""`build_a_reversal()`: two teams, two kinds of work: when does the total say the opposite of both kinds?"""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import pandas as pd

from cxlab import theme
from cxlab.explorables.panel import Answer, Panel, number

TEAMS = ("A", "B")
NEAR = 0.05  # points: what one decimal prints as zero


@dataclass(frozen=True)
class Team:
    """What a team does well, in percent of each kind, and what percentage of its work is hard."""

    simple: float
    hard: float
    share_hard: float

    def at(self, share_hard: float) -> float:
        """Percent done well, had the team this percentage of hard work."""
        return (self.simple * (100 - share_hard) + self.hard * share_hard) / 100

    @property
    def total(self) -> float:
        """Percent done well, with the work that the team really has."""
        return self.at(self.share_hard)


def sign(gap: float) -> int:
    """1 if A is ahead, -1 if B is, 0 if one decimal shows no difference."""
    return 0 if abs(gap) < NEAR else (1 if gap > 0 else -1)


def gaps(a: Team, b: Team) -> dict[str, float]:
    """How far A is ahead of B, in points: in each kind, in total, and at one mix, the middle of the two."""
    same = (a.share_hard + b.share_hard) / 2
    return {
        "simple": a.simple - b.simple,
        "hard": a.hard - b.hard,
        "total": a.total - b.total,
        "same mix": a.at(same) - b.at(same),
    }


def reversal(a: Team, b: Team) -> bool:
    """Whether one team is ahead in both kinds, and the other in total."""
    found = {name: sign(gap) for name, gap in gaps(a, b).items()}
    return found["simple"] == found["hard"] != 0 and found["total"] == -found["simple"]


def least_hard(a: Team, b: Team) -> int | None:
    """The smallest whole percentage of hard work for the better team with which the total turns; None if none does."""
    better = a if a.simple > b.simple else b
    other = b if better is a else a
    for share_hard in range(101):
        moved = Team(better.simple, better.hard, share_hard)
        if reversal(moved, other):
            return share_hard
    return None


def build_a_reversal() -> None:
    """Show the explorable; it starts with two teams that do the same mix of work."""
    panel().show()


def panel() -> Panel:
    """The explorable: six numbers, three for each team."""
    return Panel(
        question="Two teams, two kinds of work: can the better team look worse in total?",
        task="Team A is better at both kinds. Change only its share of hard work until the total says the opposite.",
        controls={
            "a_simple": number("A: simple done well (%)", 90, 0, 100, width="15em"),
            "a_hard": number("A: hard done well (%)", 70, 0, 100, width="15em"),
            "a_share": number("A: share of hard work (%)", 20, 0, 100, width="15em"),
            "b_simple": number("B: simple done well (%)", 86, 0, 100, width="15em"),
            "b_hard": number("B: hard done well (%)", 64, 0, 100, width="15em"),
            "b_share": number("B: share of hard work (%)", 20, 0, 100, width="15em"),
        },
        answer=_answer,
    )


def _answer(a_simple: int, a_hard: int, a_share: int, b_simple: int, b_hard: int, b_share: int) -> Answer:
    a, b = Team(a_simple, a_hard, a_share), Team(b_simple, b_hard, b_share)
    rows = _rows(a, b)
    return Answer(_finding(a, b), rows, "Done well, of 100", _notes(a, b), _chart(a, b))


def _rows(a: Team, b: Team) -> pd.DataFrame:
    same = (a.share_hard + b.share_hard) / 2
    values = [
        ("Simple work only", a.simple, b.simple),
        ("Hard work only", a.hard, b.hard),
        ("Total, as it is", a.total, b.total),
        (f"Both with {same:g} % hard work", a.at(same), b.at(same)),
    ]
    shown = [(name, f"{one:.1f}", f"{two:.1f}", _leader(one - two)) for name, one, two in values]
    return pd.DataFrame(shown, columns=["Compared", "Team A", "Team B", "Ahead"])


def _leader(gap: float) -> str:
    return {1: "A", -1: "B", 0: "equal"}[sign(gap)]


def _finding(a: Team, b: Team) -> str:
    found = gaps(a, b)
    ahead = {name: _leader(gap) for name, gap in found.items()}
    if reversal(a, b):
        better, other = ahead["simple"], ahead["total"]
        return f"Reversed: {better} is better at simple and at hard work, and {other} is ahead in total."
    if ahead["simple"] == ahead["hard"] != "equal":
        total = "equal" if ahead["total"] == "equal" else f"{ahead['total']} ahead"
        return f"No reversal: {ahead['simple']} is better at both kinds; in total: {total}."
    words = f"simple work: {ahead['simple']}, hard work: {ahead['hard']}, total: {ahead['total']}"
    return f"No reversal is possible here, since no team is ahead at both kinds ({words})."


def _notes(a: Team, b: Team) -> tuple[str, ...]:
    found = gaps(a, b)
    if sign(found["simple"]) != sign(found["hard"]) or sign(found["simple"]) == 0:
        return ("With such teams the mix decides who is ahead. Show both kinds, and not one number.",)
    if a.share_hard == b.share_hard:
        return ("Both have the same mix. Then the total cannot turn, however large or small the differences are.",)
    if reversal(a, b):
        return (
            "Nobody became worse: the harder work went to the better team.",
            "The last row of the table gives both the same work. Another mix would give another number, and name "
            "the same team.",
        )
    better = _leader(found["simple"])
    least = least_hard(a, b)
    if least is None:
        return (f"With these six numbers no share of hard work for {better} turns the total.",)
    return (f"The total turns once {better} has {least} % hard work or more.",)


def _chart(a: Team, b: Team) -> alt.LayerChart:
    ends = [(name, share, team.at(share)) for name, team in zip(TEAMS, (a, b), strict=True) for share in (0, 100)]
    real = [(f"Team {name}", team) for name, team in zip(TEAMS, (a, b), strict=True)]
    dots = [(name[-1], team.share_hard, team.total, f"{name}: {team.total:.1f} %") for name, team in real]
    found = ", ".join(words for *_, words in dots)
    lines = alt.Chart(pd.DataFrame(ends, columns=["team", "hard", "well"])).encode(
        x=alt.X("hard:Q").scale(domain=[0, 100]).title("Hard work among all work (%)"),
        y=alt.Y("well:Q").scale(domain=[0, 100]).title("Done well (%)"),
        color=alt.Color("team:N").scale(domain=TEAMS, range=[theme.GOOD, theme.BAD]).legend(None),
    )
    dash = alt.StrokeDash("team:N").scale(domain=TEAMS, range=[[1, 0], [6, 4]]).legend(None)
    points = lines.properties(data=pd.DataFrame(dots, columns=["team", "hard", "well", "words"]))
    side = {"A": -16, "B": 20}
    names = [
        points.transform_filter(f"datum.team == '{name}'").mark_text(dy=dy, fontWeight="bold").encode(text="words:N")
        for name, dy in side.items()
    ]
    drawn = lines.mark_line(strokeWidth=3).encode(strokeDash=dash) + points.mark_circle(size=160, opacity=1)
    return alt.layer(drawn, *names).properties(
        title="Dots: the totals. Lines: every other mix.",
        width=420,
        height=240,
        description=f"Totals as they are: {found}. {_finding(a, b)}",
    )
