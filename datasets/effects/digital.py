"""What is planted in the website, the app and public talk, and between which values it must show."""

from __future__ import annotations

from datasets.effects.model import Band, Effect
from datasets.measures import digital

EFFECTS: tuple[Effect, ...] = (
    Effect(
        "P18",
        "8",
        "in the app's version 5.2 the chance of going on from the delivery date is 0.70 instead of 0.86; four in five "
        "install it within days, the others much later",
        "since 13 May 2024 fewer visitors of the app get past the choice of a delivery date, and those with version "
        "5.2 are the reason; on the website nothing has changed",
        digital.app_release,
        {
            "app before": Band((85.3, 86.7), (83.3, 88.6)),
            "app after": Band((72.1, 73.1), (70.8, 74.3)),
            "web before": Band((85.6, 86.5), (84.4, 87.7)),
            "web after": Band((85.5, 87), (83, 89.3)),
            "app with 5.2": Band((69.7, 70.3), (69, 71)),
            "app after, older versions": Band((84.3, 87.9), (78, 94)),
        },
        lambda m: m["app before"] - m["app after"] > 8 + abs(m["web before"] - m["web after"]),
    ),
    Effect(
        "P19",
        "18",
        "in the ambassador's week 17 more posts a day, 64 % of them negative, so that 54 % of the week's are instead "
        "of 14 %; it fades with a mean of six days; orders do not change",
        "in the week of 12 to 18 June 2024 there are several times as many posts as usual, and the negative ones are a "
        "share at least twice as large",
        digital.ambassador,
        {
            "negative in the week": Band((48, 52.8), (39.5, 61)),
            "negative else": Band((18.7, 20.1), (16.7, 22.2)),
            "negative in the week, corrected": Band((50.5, 57.2), (38, 70)),
            "negative else, corrected": Band((14.9, 17.6), (10.2, 22.2)),
            "volume ratio": Band((4.9, 5.3), (4.3, 5.9)),
            "days to normal": Band((8, 12.1), (2, 21)),
            "orders": Band((-4.5, 5.5), (-24, 24)),
        },
        lambda m: m["negative in the week"] > 2 * m["negative else"] and m["volume ratio"] > 3,
    ),
    Effect(
        "P24",
        "17",
        "the app and the website are down for 210 minutes on 8 November 2024: no visit gets past the start, 45 more "
        "visits in the sample try, contacts wait four times as long, 40 more posts, 80 % of them negative",
        "on 8 November 2024 customers wait several times as long as usual, public anger and failed visits are far "
        "above every usual day, and the month's availability is lower by visits than by minutes",
        digital.outage,
        {
            "minutes down": Band((210, 210), (210, 210)),
            "wait ratio": Band((3.4, 4.8), (1.7, 7.4)),
            "negative posts that day": Band((26, 31), (16, 41)),
            "negative posts a day else": Band((0.07, 0.09), (0.04, 0.12)),
            "failed visits that day": Band((48, 60), (25, 83)),
            "available by minutes": Band((99.15, 99.52), (98.4, 99.52)),
            "available by visits": Band((95.6, 96.7), (93.9, 98.3)),
        },
        lambda m: m["available by visits"] < m["available by minutes"] - 1 and m["wait ratio"] > 1.7,
    ),
)
