"""The half-yearly survey of a panel of subscribers: five questions, one mark for everything, and who is still asked."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.streams import Streams
from datasets.window import LAST, day

WAVES = {
    "2023-H1": day("2023-03-15"),
    "2023-H2": day("2023-09-15"),
    "2024-H1": day("2024-03-15"),
    "2024-H2": day("2024-09-15"),
}
"""The name of each wave, and the day on which its questions went out."""
PANEL, ANSWERS = 1_000, 0.93
DRIVERS = {
    "ease": (0.38, 3.40, 1.45),
    "speed": (0.10, 4.05, 1.05),
    "staff_knowledge": (0.25, 4.05, 0.67),
    "price_fairness": (0.07, 3.15, 1.15),
    "product_quality": (0.20, 4.10, 0.80),
}
"""P22: weight in the overall mark, mean and standard deviation of each question on its scale of 1 to 5.

People use the scales differently: marks for the staff lie close together, so that a comparison of unscaled
coefficients puts the staff first.
"""
STATED = {
    "price_fairness": 0.39,
    "product_quality": 0.22,
    "speed": 0.17,
    "ease": 0.13,
    "staff_knowledge": 0.09,
}
"""P22: what people say is most important. It has nothing to do with what moves their own marks."""
HALO = 0.35
"""The part of each question's variance that is the same for all five: people who like one thing like the next."""
CONTENT_IN_HALO = 0.7
LASTING = 0.85
"""The part of all variance that stays with a person from wave to wave."""
OVERALL_BASE, OVERALL_SCALE, OVERALL_NOISE = 7.33, 1.76, 0.85
LEAVER = 1.15
"""P25: by so many standard deviations the marks of those who will leave are lower, from the first wave on."""


def relationship_survey(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row a panel member and wave in which the person answered, in order of wave.

    Nobody's opinion has a trend: what changes from wave to wave is who is still a subscriber, and so still asked.
    """
    still, leaves = _panel(world["subscriptions"], streams.of("relationship_survey", "panel"))
    content = world["customers"].set_index("customer_id")._content[still.index].to_numpy()
    marks = _marks(content, leaves, streams.of("relationship_survey"))
    answers = streams.of("relationship_survey", "answers").random(still.shape) < ANSWERS
    stated = _stated(len(still), streams.of("relationship_survey", "stated"))
    parts = []
    for number, wave in enumerate(WAVES):
        frame = pd.DataFrame(marks[:, :, number], columns=[*DRIVERS, "overall"])
        frame = frame.assign(customer_id=still.index, wave=wave, stated_most_important=stated)
        # Who ticks the same mark five times is left out as not having read the questions.
        alike = frame[list(DRIVERS)].nunique(axis=1).to_numpy() == 1
        parts.append(frame[still[wave].to_numpy() & answers[:, number] & ~alike])
    return pd.concat(parts, ignore_index=True)


def _panel(subscriptions: pd.DataFrame, draw: np.random.Generator) -> tuple[pd.DataFrame, np.ndarray]:
    """Customers drawn from the subscribers of the first wave: in which waves each still is one, and who ever leaves."""
    there = np.sort(_subscribers(subscriptions, list(WAVES.values())[0]))
    there = there[np.sort(draw.permutation(len(there))[:PANEL])]
    still = {wave: np.isin(there, _subscribers(subscriptions, when)) for wave, when in WAVES.items()}
    return pd.DataFrame(still, index=there).cummin(axis=1), ~np.isin(there, _subscribers(subscriptions, LAST))


def _subscribers(subscriptions: pd.DataFrame, when: np.datetime64) -> np.ndarray:
    """The numbers of the customers who have a subscription on the day `when`, each once."""
    runs = subscriptions.end_date.isna() | (subscriptions.end_date > when)
    return subscriptions.customer_id[runs & (subscriptions.start_date <= when)].unique().astype(object)


def _marks(content: np.ndarray, leaves: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """Person × question × wave: the marks of the five questions, and last the overall mark."""
    people, questions, waves = len(content), len(DRIVERS), len(WAVES)
    weight, mean, spread = (np.array(column) for column in zip(*DRIVERS.values(), strict=True))
    halo = CONTENT_IN_HALO * content + (1 - CONTENT_IN_HALO**2) ** 0.5 * draw.normal(size=people)
    own = HALO**0.5 * halo[:, None] + (1 - HALO) ** 0.5 * draw.normal(size=(people, questions))
    felt = LASTING**0.5 * own[:, :, None] + (1 - LASTING) ** 0.5 * draw.normal(size=(people, questions, waves))
    felt = felt - LEAVER * leaves[:, None, None]
    noise = LASTING**0.5 * draw.normal(size=(people, 1)) + (1 - LASTING) ** 0.5 * draw.normal(size=(people, waves))
    overall = OVERALL_BASE + OVERALL_SCALE * np.einsum("q,pqw->pw", weight, felt) + OVERALL_NOISE * noise
    asked = mean[:, None] + spread[:, None] * felt
    both = np.concatenate([np.clip(np.rint(asked), 1, 5), np.clip(np.rint(overall), 1, 10)[:, None, :]], axis=1)
    return both.astype(int)


def _stated(people: int, draw: np.random.Generator) -> np.ndarray:
    """What each panel member names as most important: the set shares, dealt out in a drawn order."""
    place = (draw.permutation(people) + 0.5) / people
    names = np.array(list(STATED), dtype=object)
    return names[np.searchsorted(np.cumsum(list(STATED.values()))[:-1], place)]
