"""`quote_it_right()`: build the sentence around two famous shares, and see which parts their source does not carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from cxlab.explorables.panel import Answer, Panel, choice
from cxlab.tables import table

LAST_WAVE = "2024-H2"  # one answer a customer, from the year in which the managers were asked
SUPERIOR_FROM = 9
UNITS = ("firms", "managers", "customers", "US adults online")

WHO = ("studies show", "who asked, by name")
WHEN = ("today", "the year")
APART = ("… % less or more", "… percentage points apart", "leave it to the reader")
LIMIT = ("nothing", "what the source leaves open")

FITS, WRONG_UNIT, VAGUE, LEFT_OUT = "fits", "WRONG UNIT", "TOO VAGUE", "LEFT OUT"


@dataclass(frozen=True)
class Share:
    """`percent` of `unit` do what `says` says; `otherwise` is what a sentence with a wrong unit says, if it differs."""

    percent: float
    unit: str
    says: str
    otherwise: str = ""

    def words(self, unit: str) -> str:
        """The share as somebody writes it who takes `unit` for its unit."""
        return f"{self.percent:.0f} % of {unit} {self.says if unit == self.unit else self.otherwise or self.says}"


@dataclass(frozen=True)
class Quoted:
    """Two shares as their source gives them. `limit` is what that leaves open, `misread` what people make of it."""

    who: str
    year: str
    shares: tuple[Share, Share]
    limit: str
    misread: Mapping[str, str] = field(default_factory=dict)

    @property
    def points(self) -> float:
        """The distance between the shares as they are printed, in percentage points."""
        first, second = (round(share.percent) for share in self.shares)
        return abs(first - second)

    @property
    def change(self) -> float:
        """The same distance in per cent of the first share."""
        return 100 * self.points / round(self.shares[0].percent)


def figures(claims: pd.DataFrame, managers: pd.DataFrame, survey: pd.DataFrame) -> dict[str, Quoted]:
    """Three pairs of shares by name: Bain's, Fernwick's own, and a pair about online chat."""
    note = claims.set_index("claim_id").note
    marks = survey.overall[survey.wave == LAST_WAVE]
    return {
        "Bain's 80 and 8": Quoted(
            "Bain & Company, a consultancy, asked 362 firms, and customers",
            "2005",
            (
                Share(80, "firms", "say that they give a superior experience"),
                Share(8, "firms", "give one in the customers' eyes", "agree"),
            ),
            note["L01"],
            {"customers": note["L02"]},
        ),
        "Fernwick's own pair": Quoted(
            f"Fernwick asked {len(managers)} managers, and {len(marks):,} customers of its panel",
            "2024",
            (
                Share(100 * managers.superior_experience.mean(), "managers", "call the experience superior"),
                Share(100 * (marks >= SUPERIOR_FROM).mean(), "customers", "give it a 9 or a 10"),
            ),
            "Managers ticked yes or no, customers gave marks. Whoever has left was not asked.",
        ),
        "chat with companies": Quoted(
            "Forrester asked adults in the United States who are online",
            "2009 and 2012",
            (
                Share(30, "US adults online", "chatted with a company in 2009"),
                Share(43, "US adults online", "in 2012"),
            ),
            note["L18"],
        ),
    }


def sentence(figure: Quoted, who: str, when: str, first: str, second: str, apart: str, limit: str) -> str:
    """The sentence that the chosen parts make, right or wrong."""
    start = figure.who if who == WHO[1] else "Studies show"
    day = figure.year if when == WHEN[1] else "today"
    left, right = figure.shares
    distance = {
        APART[0]: f", {figure.points} % {_direction(figure)}",
        APART[1]: f", {figure.points} percentage points apart",
    }
    end = f" {figure.limit}" if limit == LIMIT[1] else ""
    return f"{start} ({day}): {left.words(first)}, {right.words(second)}{distance.get(apart, '')}.{end}"


def verdicts(figure: Quoted, who: str, when: str, first: str, second: str, apart: str, limit: str) -> pd.DataFrame:
    """One row a part of the sentence: `Part`, `You wrote`, `The source`, `Verdict`."""
    left, right = figure.shares
    rows = [
        ("who asked", who, figure.who, FITS if who == WHO[1] else VAGUE),
        ("when", when, figure.year, FITS if when == WHEN[1] else VAGUE),
        *(
            (f"{share.percent:.0f} % of whom", unit, share.unit, FITS if unit == share.unit else WRONG_UNIT)
            for share, unit in ((left, first), (right, second))
        ),
        ("distance", apart, _distance(figure), WRONG_UNIT if apart == APART[0] else FITS),
        ("limit", limit, figure.limit, FITS if limit == LIMIT[1] else LEFT_OUT),
    ]
    return pd.DataFrame(rows, columns=["Part", "You wrote", "The source", "Verdict"])


def quote_it_right() -> None:
    """Show the explorable, with Fernwick's own pair beside the famous ones."""
    claims = table("claims", ["claim_id", "note"])
    panel(figures(claims, table("manager_view"), table("relationship_survey", ["wave", "overall"]))).show()


def panel(known: Mapping[str, Quoted]) -> Panel:
    """The explorable with these figures."""
    return Panel(
        question="Can you quote two shares so that nobody reads more into them than was asked?",
        task="So they are often quoted. Change one part after the other until all six fit; then try another pair.",
        controls={
            "name": choice("The two shares", list(known), next(iter(known))),
            "who": choice("Who asked", list(WHO), WHO[0]),
            "when": choice("When", list(WHEN), WHEN[0]),
            "first": choice("The first is a share of", list(UNITS), known[next(iter(known))].shares[0].unit),
            "second": choice("The second is a share of", list(UNITS), "customers"),
            "apart": choice("The distance", list(APART), APART[0]),
            "limit": choice("At the end you add", list(LIMIT), LIMIT[0]),
        },
        answer=lambda name, **parts: _answer(known[name], parts),
    )


def _answer(figure: Quoted, parts: dict[str, str]) -> Answer:
    found = verdicts(figure, **parts)
    fitting = int((found.Verdict == FITS).sum())
    ready = " You can print this sentence." if fitting == len(found) else ""
    notes = [f"Your sentence: “{sentence(figure, **parts)}”"]
    if parts["second"] != figure.shares[1].unit and parts["second"] in figure.misread:
        notes.append(figure.misread[parts["second"]])
    return Answer(
        finding=f"{fitting} of {len(found)} parts fit the source.{ready}",
        table=found,
        caption="Your sentence, part by part",
        notes=tuple(notes),
    )


def _direction(figure: Quoted) -> str:
    first, second = figure.shares
    return "less" if second.percent < first.percent else "more"


def _distance(figure: Quoted) -> str:
    return f"{figure.points} percentage points; in per cent it would be {figure.change:.0f} % {_direction(figure)}"
