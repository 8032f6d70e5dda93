"""What is true in Fernwick's data by design, and between which values each effect must show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from datasets import measures
from datasets.measures import Measures, Tables


@dataclass(frozen=True)
class Effect:
    """One planted effect: its code, what was planted, how it is measured, and where each measure must lie."""

    code: str
    planted: str
    measure: Callable[[Tables], Measures]
    bands: dict[str, tuple[float, float]]
    """Lowest and highest value of each measure: about two standard deviations over seeds on either side."""


EFFECTS = (
    Effect(
        "P01",
        "late delivery lowers the opinion by 0.32, 0.62 and 0.95 for one, two, and three or more days",
        measures.late_delivery,
        {"NPS on time": (15.5, 22.5), "NPS one day late": (-9, 9), "NPS two or more days late": (-40, -17)},
    ),
    Effect(
        "P02",
        "a delay notice, given at random, lowers the chance of a contact from 0.45 to 0.245",
        measures.delay_notice,
        {"contact rate, told minus not told": (-24, -10)},
    ),
    Effect(
        "P03",
        "for 120 days after a stock-out the chance to end a subscription is 3.5 times the usual one",
        measures.stockout_and_churn,
        {"naive": (0.5, 7), "same tiers": (4, 11)},
    ),
    Effect(
        "P05",
        "flexible payment raises the opinion by 0.45; 80 % take it when offered, content people choose it themselves",
        measures.flexible_payment,
        {"offered minus not": (2, 22), "chosen minus not": (22, 46)},
    ),
    Effect(
        "P06",
        "every channel gains 0.15 while the mix moves from 48/40/12 to 22/40/38 (store, web, app)",
        measures.channel_mix,
        {"total": (-9, -0.3), "store": (2.5, 14.5), "web": (5, 24), "app": (4, 29)},
    ),
    Effect(
        "P07",
        "chat lowers the logit of a solution by 0.30, a complex issue by 1.30; complex issues go to the phone",
        measures.phone_and_chat,
        {"total": (-8, -3.5), "complex": (0.5, 12), "simple": (0.5, 5.5)},
    ),
    Effect(
        "P08",
        "promoters answer with chance 0.36, passives 0.17, detractors 0.24",
        measures.non_response,
        {
            "NPS of all invited": (9.5, 12.8),
            "NPS of the answers": (25.5, 30.2),
            "response of promoters": (34.8, 37.2),
            "response of passives": (16, 18),
            "response of detractors": (22.7, 25.3),
        },
    ),
    Effect(
        "P09",
        "six agents invite about 38 % of their customers, nearly only the happy ones, instead of 75 %",
        measures.selective_agents,
        {
            "invited by the six": (32, 45),
            "invited by others": (74, 76),
            "NPS of the six": (75, 99),
            "NPS of others": (31, 39),
        },
    ),
    Effect(
        "P15",
        "agents tick 72 % of the contacts that did not solve the issue",
        measures.own_tick,
        {
            "solved at first contact": (77, 79.5),
            "ticked by agents": (91.6, 93.1),
            "ticked although unsolved": (70, 74.2),
        },
    ),
    Effect(
        "P16",
        "from July 2024 an early warning in W2 lowers its share of stock-out weeks by 4.4 points",
        measures.early_warning,
        {
            "W2 before": (9.2, 10.8),
            "W2 after": (4, 6.6),
            "others before": (4.6, 5.55),
            "others after": (4, 5.5),
            "difference in differences": (-6.2, -2.6),
        },
    ),
    Effect(
        "P17",
        "a count on Mondays sees about half of the weeks with a stock-out",
        measures.monday_snapshot,
        {"stock-out weeks": (5.85, 6.65), "empty Mondays": (3, 3.65), "seen": (50, 56.5)},
    ),
)


def outside(tables: Tables) -> list[str]:
    """The measures that lie outside their bands, one sentence each; empty is fine."""
    found = ((e, name, value) for e in EFFECTS for name, value in e.measure(tables).items())
    return [
        f"{e.code}, {name}: {value:.1f} is not between {e.bands[name][0]} and {e.bands[name][1]}."
        for e, name, value in found
        if not e.bands[name][0] <= value <= e.bands[name][1]
    ]
