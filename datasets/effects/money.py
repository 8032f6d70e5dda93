"""What is planted in paying and leaving, and between which values it must show."""

from __future__ import annotations

from datasets.effects.model import Band, Effect
from datasets.measures import money

EFFECTS: tuple[Effect, ...] = (
    Effect(
        "P03",
        "12",
        "for 120 days after a stock-out the chance to end a subscription is 4 times the usual one; better tiers "
        "order more, so they meet more stock-outs, and leave less",
        "who met a stock-out leaves more often, and within the same tier the difference is larger",
        money.stockout_and_churn,
        {"naive": Band((4.7, 7.3), (0.2, 12)), "same tiers": Band((7.2, 10.2), (2.2, 15.2))},
        lambda m: 0 < m["naive"] < m["same tiers"],
    ),
    Effect(
        "P05",
        "11",
        "flexible payment raises the opinion by 0.45; 80 % take it when offered, content people choose it themselves",
        "the offer made at random raises satisfaction, and by less than the comparison of those who chose suggests",
        money.flexible_payment,
        {"offered minus not": Band((10, 14.2), (1, 23.5)), "chosen minus not": Band((27.7, 34.6), (17, 46))},
        lambda m: 0 < m["offered minus not"] < m["chosen minus not"],
    ),
    Effect(
        "P20",
        "11",
        "5.8 % of yearly bills are disputed and 1.15 % of monthly ones, but a year has eleven times as many of these",
        "of the bills, those paid upfront are disputed more often; of the subscriptions, those with flexible payment",
        money.disputes,
        {
            "for 100 bills, upfront": Band((5.15, 6.65), (2.7, 9.1)),
            "for 100 bills, flex": Band((1.06, 1.2), (0.85, 1.5)),
            "for 100 subscriptions, upfront": Band((5.15, 6.65), (2.7, 9.1)),
            "for 100 subscriptions, flex": Band((10.8, 12.2), (8.7, 15.2)),
        },
        lambda m: (
            m["for 100 bills, upfront"] > m["for 100 bills, flex"]
            and m["for 100 subscriptions, upfront"] < m["for 100 subscriptions, flex"]
        ),
    ),
    Effect(
        "P26",
        "3",
        "in May and June 2024, after the price rise, the chance to leave is 1.57 times the usual one",
        "more subscriptions a month end in May and June 2024 than in the four months before and after",
        money.price_rise,
        {
            "May and June": Band((1.57, 1.79), (1.15, 2.25)),
            "around": Band((1.04, 1.14), (0.84, 1.32)),
            "ratio": Band((1.42, 1.72), (1.03, 2.25)),
        },
        lambda m: m["May and June"] > m["around"],
    ),
    Effect(
        "P27",
        "3, 26",
        "for 180 days after a contact that was hard for the customer (strain, or no solution) the chance to leave is "
        "16 times the usual one",
        "who found a contact hard leaves more often within half a year than who found it easy",
        money.effort_and_churn,
        {
            "after a hard contact": Band((26.6, 32.9), (16, 44)),
            "after an easy one": Band((14, 16.4), (9.5, 22)),
            "difference": Band((11.8, 17.8), (1.5, 28.5)),
        },
        lambda m: m["difference"] > 0,
    ),
    Effect(
        "P29",
        "3",
        "the usual chance to leave is 0.73 % a month, more in the tier Basic; stock-outs, hard contacts and the price "
        "rise add the rest",
        "the churn of 2024 is far below the share of all subscriptions that ever ended",
        money.churn,
        {
            "lost in 2024": Band((12.9, 13.7), (11.7, 15)),
            "ended of all": Band((18.8, 19.8), (17.4, 21.2)),
            "mean month": Band((1.14, 1.22), (1.03, 1.33)),
        },
        lambda m: m["lost in 2024"] < m["ended of all"] - 3,
    ),
)
