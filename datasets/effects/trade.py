"""What is planted in buying, arriving, coming back and running out, and between which values it must show."""

from __future__ import annotations

from datasets.effects.model import Band, Effect
from datasets.measures.model import Measures
from datasets.measures.trade import delivery, goods, opinion


def _falls_with_every_day(m: Measures) -> bool:
    return m["NPS on time"] > m["NPS one day late"] > m["NPS two or more days late"]


def _total_falls_while_all_rise(m: Measures) -> bool:
    return m["total"] < 0 < min(m["store"], m["web"], m["app"])


def _tv_c_is_worst_until_fixed(m: Measures) -> bool:
    fixed = m["TV C after, hub of another maker"] < m["TV C before, hub of another maker"] - 5
    return fixed and m["TV C"] > m["next worst TV"]


def _late_though_as_fast(m: Measures) -> bool:
    same = abs(m["days on the way inside"] - m["days on the way outside"]) < 0.2
    return same and m["NPS, inside minus outside"] < 0


EFFECTS: tuple[Effect, ...] = (
    Effect(
        "P01",
        "12",
        "late delivery lowers the opinion by 0.32, 0.62 and 0.95 for one, two, and three or more days",
        "the score falls with every day of delay, and is below zero from two days on",
        delivery.late_delivery,
        {
            "NPS on time": Band((15.9, 18.2), (12, 22)),
            "NPS one day late": Band((-3.1, 4.2), (-17, 18)),
            "NPS two or more days late": Band((-31.8, -22.9), (-49, -5)),
        },
        _falls_with_every_day,
    ),
    Effect(
        "P02",
        "20, 25",
        "a delay notice, given at random, makes a contact about half as likely; 3 % got the other treatment",
        "of late orders, fewer lead to a contact in the group with the notice; among all orders it hardly shows",
        delivery.delay_notice,
        {
            "late orders, notice": Band((340, 374), (285, 430)),
            "late orders, control": Band((333, 364), (280, 420)),
            "contact rate, notice": Band((33.5, 39), (26, 47.5)),
            "contact rate, control": Band((50.5, 54.5), (43, 62)),
            "difference among late orders": Band((-19.5, -12.8), (-32, -1)),
            "difference among all orders": Band((-2.6, -0.8), (-5.3, 1.8)),
        },
        lambda m: m["difference among late orders"] < m["difference among all orders"],
    ),
    Effect(
        "P06",
        "10",
        "every channel gains (store 0.23, web 0.09, app 0.24) while the mix moves from 48/40/12 to 20/40/40",
        "every channel rises from 2023 to 2024 while the total falls",
        opinion.channel_mix,
        {
            "total": Band((-10.6, -6.6), (-18, 0)),
            "store": Band((9.2, 14.7), (0, 24.5)),
            "web": Band((9.6, 15.5), (0, 26.5)),
            "app": Band((17.6, 25.5), (2.5, 40.5)),
        },
        _total_falls_while_all_rise,
    ),
    Effect(
        "P10",
        "13",
        "with another maker's hub 28.7 % of TV C come back, after the fix 5.1 %; with our hub or none 1.2 %",
        "TV C comes back more than any other TV, for people with another maker's hub, and far less after the fix",
        goods.pairing_fix,
        {
            "all products": Band((4.68, 4.9), (4.3, 5.25)),
            "TV C": Band((8.1, 9.2), (6.1, 11.2)),
            "next worst TV": Band((4.5, 6), (1.9, 8.6)),
            "TV C before": Band((9.7, 11.2), (7.1, 13.8)),
            "TV C before, hub of another maker": Band((28.1, 31.4), (21.9, 37.7)),
            "TV C before, our hub or none": Band((1.65, 2.45), (0.3, 3.8)),
            "TV C after, hub of another maker": Band((4.2, 7.7), (0, 14.5)),
        },
        _tv_c_is_worst_until_fixed,
    ),
    Effect(
        "P11",
        "15",
        "for twelve weeks web and app orders are promised in one day instead of three; this brings 15 % more of them",
        "the days on the way are the same, but most orders are late, the score falls, and more customers get in touch",
        delivery.one_day_promise,
        {
            "days on the way inside": Band((2.33, 2.39), (2.25, 2.47)),
            "days on the way outside": Band((2.33, 2.37), (2.28, 2.42)),
            "late inside": Band((73, 74.6), (70, 77.6)),
            "late outside": Band((12, 12.7), (10.9, 13.8)),
            "NPS, inside minus outside": Band((-27.2, -17.5), (-46, -1)),
            "contacts per 100 orders, inside minus outside": Band((22, 23.9), (18.5, 27.3)),
            "more orders than in the twelve weeks before": Band((14, 21.3), (0.5, 35)),
        },
        _late_though_as_fast,
    ),
    Effect(
        "P16",
        "12",
        "from July 2024 an early warning in W2 lowers its share of stock-out weeks by 4.4 points",
        "W2 runs out about half as often after the warning, while the others hardly change",
        goods.early_warning,
        {
            "W2 before": Band((9.85, 10.15), (9.3, 10.7)),
            "W2 after": Band((5.1, 5.45), (4.5, 6.1)),
            "others before": Band((5.02, 5.2), (4.75, 5.45)),
            "others after": Band((4.68, 4.88), (4.4, 5.2)),
            "difference in differences": Band((-4.65, -4.15), (-5.6, -3.2)),
        },
    ),
    Effect(
        "P17",
        "12",
        "a count on Mondays sees about half of the weeks with a stock-out",
        "a count on Mondays sees about half of the weeks with a stock-out",
        goods.monday_snapshot,
        {
            "stock-out weeks": Band((6.22, 6.36), (6, 6.6)),
            "empty Mondays": Band((3.25, 3.43), (2.95, 3.72)),
            "seen": Band((52, 54.3), (48, 58.3)),
        },
    ),
    Effect(
        "P23",
        "6",
        "2 % of the customers live on Islands; they feel as all others do, but parcels take them 0.6 days longer",
        "Islands has so few answers that its interval is twice as wide as that of a large region and more, "
        "and its score differs from the rest by no more than chance can do",
        opinion.small_region,
        {
            "answers of Islands": Band((91, 113), (53, 152)),
            "interval of Islands": Band((15.3, 17.5), (11.7, 21.3)),
            "widest interval of a large region": Band((4.8, 5.1), (4.5, 5.45)),
            "highest minus lowest large region": Band((3.4, 6.7), (0, 13)),
            "Islands minus the rest, in standard errors": Band((-1.3, 0.5), (-3.7, 3.7)),
            "large regions inside the interval of Islands": Band((2.7, 4), (0, 4)),
        },
        lambda m: m["interval of Islands"] > 2 * m["widest interval of a large region"],
    ),
)
