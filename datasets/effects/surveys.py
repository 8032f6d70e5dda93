"""What is planted in asking and answering, and between which values it must show."""

from __future__ import annotations

from datasets.effects.model import Band, Effect
from datasets.measures import surveys

EFFECTS: tuple[Effect, ...] = (
    Effect(
        "P08",
        "7, 23, 28",
        "promoters answer with chance 0.36, passives 0.17, detractors 0.24",
        "the answers make Fernwick look at least ten points better than it is, and weighting by age does not help",
        surveys.non_response,
        {
            "NPS of all invited": Band((9.8, 11.4), (8.2, 13)),
            "NPS of the answers": Band((25.8, 27.9), (23, 30.5)),
            "added by weighting by age": Band((-0.5, 0.5), (-1.5, 1.5)),
            "response": Band((25, 27), (24.5, 27.5)),
            "response of promoters": Band((35.4, 36.6), (33.8, 38)),
            "response of passives": Band((16.6, 17.5), (15.5, 18.6)),
            "response of detractors": Band((23.4, 24.6), (21.7, 26.2)),
        },
        lambda m: m["NPS of the answers"] - m["NPS of all invited"] > 10,
    ),
    Effect(
        "P09",
        "7",
        "each of six agents invites 34 to 42 % of the contacts, nearly only the happy ones, instead of 75 %",
        "six agents stand out: they invite half as many as the others, and their answers are far happier",
        surveys.selective_agents,
        {
            "invited by the six": Band((36.5, 39.5), (34, 42)),
            "invited by others": Band((74.5, 75.5), (73.5, 76.5)),
            "gap": Band((13.5, 20), (1, 32)),
            "NPS of the six": Band((81, 92), (60, 100)),
            "NPS of others": Band((34.5, 38.5), (29, 44)),
        },
        lambda m: m["NPS of the six"] - m["NPS of others"] > 20,
    ),
    Effect(
        "P21",
        "2, 23",
        "32 of 40 managers say 'superior'; customers' marks have a mean of about 7.1",
        "four of five managers call the experience superior, and about one customer in five gives a 9 or a 10",
        surveys.delivery_gap,
        {
            "managers": Band((80, 80), (80, 80)),
            "customers": Band((17.9, 20), (14.7, 23.3)),
            "gap": Band((60, 62.1), (56.7, 65.3)),
            "mark expected": Band((7.9, 8.3), (7.6, 8.6)),
            "mark given": Band((6.9, 7.3), (6.8, 7.4)),
        },
        lambda m: m["mark expected"] > m["mark given"] + 0.3,
    ),
    Effect(
        "P22",
        "9",
        "weights .38 ease, .25 staff, .20 quality, .10 speed, .07 price; 39 % name the price",
        "ease moves the overall mark most, speed and price move it least, yet the price is named most often",
        surveys.drivers,
        {
            "ease": Band((0.62, 0.74), (0.55, 0.80)),
            "staff_knowledge": Band((0.40, 0.47), (0.32, 0.55)),
            "product_quality": Band((0.33, 0.40), (0.28, 0.46)),
            "speed": Band((0.17, 0.24), (0.10, 0.31)),
            "price_fairness": Band((0.14, 0.19), (0.04, 0.28)),
            "unscaled ease": Band((0.45, 0.55), (0.40, 0.60)),
            "unscaled staff_knowledge": Band((0.55, 0.64), (0.45, 0.75)),
            "name the price": Band((38.5, 39.5), (36.5, 41.5)),
        },
        lambda m: (
            m["ease"] > max(m["staff_knowledge"], m["product_quality"]) + 0.1
            and min(m["staff_knowledge"], m["product_quality"]) > max(m["speed"], m["price_fairness"])
        ),
    ),
    Effect(
        "P25",
        "7",
        "who will leave gives marks lower by 1.15 standard deviations, and is not asked any more afterwards",
        "the mean rises from wave to wave although the same people are no happier",
        surveys.survivors,
        {
            "all": Band((0.28, 0.40), (0.15, 0.55)),
            "same people": Band((-0.03, 0.05), (-0.12, 0.13)),
            "leavers below stayers": Band((1.4, 2.1), (1.1, 2.4)),
            "gone": Band((15, 21), (12, 24)),
        },
        lambda m: m["all"] - abs(m["same people"]) > 0.1,
    ),
)
