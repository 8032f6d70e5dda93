"""Weekly stock of each product in each warehouse."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.streams import Streams
from datasets.window import EARLY_WARNING, WEEKS

OUT_WEEKS = {"W1": 0.051, "W2": 0.100, "W3": 0.051}
LATER_EVERYWHERE = -0.003
EARLY_WARNING_EFFECT = -0.044
"""P16: what the warning takes off W2's share of stock-out weeks, beyond what fell everywhere."""
GOOD_OR_BAD_LUCK = 0.04
"""Spread of the luck of a warehouse in a half-year, as a share of its stock-out weeks."""
DAYS_OUT = (0.45, 0.25, 0.13, 0.07, 0.10)
OUT_ON_MONDAY = np.array([0.0, 0.40, 0.50, 0.60, 0.70, 1.0])
"""P17: chance that a week with so many days out began with an empty shelf; five days out always did."""


def inventory_weekly(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row a week, warehouse and product."""
    products = world["products"]
    index = pd.MultiIndex.from_product([WEEKS, list(OUT_WEEKS), products.product_id])
    frame = index.to_frame(index=False, name=["week", "warehouse", "product_id"])
    draw, n = streams.of("inventory_weekly"), len(frame)
    out = _out(frame, _chance(frame, streams.of("inventory_weekly", "products").gamma(6, 1 / 6, len(products))), draw)
    days = np.where(out, 1 + draw.choice(5, n, p=DAYS_OUT), 0)
    empty = draw.random(n) < OUT_ON_MONDAY[days]
    demand = np.tile(products._demand.to_numpy(), len(frame) // len(products))
    stock = 1 + draw.poisson(draw.gamma(4, 0.25, n) * 4000 * demand)
    return frame.assign(days_out_of_stock=days, monday_stock=np.where(empty, 0, stock))


def _chance(frame: pd.DataFrame, hard_to_get: np.ndarray) -> np.ndarray:
    """Chance of a stock-out week. Some products run out more often; their mean over products is one."""
    after = (frame.week >= EARLY_WARNING).to_numpy()
    warned = after & (frame.warehouse == "W2").to_numpy()
    chance = frame.warehouse.map(OUT_WEEKS).to_numpy() + LATER_EVERYWHERE * after + EARLY_WARNING_EFFECT * warned
    return chance * np.tile(hard_to_get / hard_to_get.mean(), len(frame) // len(hard_to_get))


def _out(frame: pd.DataFrame, chance: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """Which weeks have a stock-out: about as many in each warehouse and half-year as the chances add up to.

    P16: drawn one by one, the numbers of a half-year would wander so far that they hide what the warning does.
    Here the weeks stand in a random order, each as wide as its chance, and every full unit of width hits one.
    """
    out = np.zeros(len(frame), dtype=bool)
    half_year = frame.week.dt.year * 2 + (frame.week.dt.month > 6)
    for _, rows in frame.groupby([frame.warehouse, half_year]).indices.items():
        order = rows[draw.permutation(len(rows))]
        width = chance[order] * draw.normal(1, GOOD_OR_BAD_LUCK)
        reach = draw.random() + width.cumsum()
        out[order] = np.floor(reach) > np.floor(reach - width)
    return out
