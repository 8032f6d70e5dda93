"""The sixty products on Fernwick's price list."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.streams import Streams
from datasets.window import day

RANGE = (
    ("TV", 8, 640, 0.35),
    ("Hub", 6, 110, 0.25),
    ("Speaker", 10, 130, 0.40),
    ("Lighting", 14, 34, 0.35),
    ("Router", 6, 120, 0.30),
    ("Sensor", 9, 28, 0.30),
    ("Camera", 7, 95, 0.35),
)
"""Category, number of models, middle price in euro, spread of the price's logarithm."""
FEWEST_TV, TV_C = 0.65, 5.0
"""Share of orders of every other TV at least, and of TV C, in shares of the product in the middle."""


def products(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row a product. Prices are log-normal within a category. Hidden: _demand, the share of orders."""
    draw = streams.of("products")
    rows = [
        (f"{category} {letter}", category, middle, spread)
        for category, count, middle, spread in RANGE
        for letter in "ABCDEFGHIJKLMNOP"[:count]
    ]
    frame = pd.DataFrame(rows, columns=["product_name", "category", "middle", "spread"])
    n = len(frame)
    price = np.floor(frame.middle * np.exp(frame.spread * draw.normal(size=n))) + 0.90
    launched = day("2018-01-08") + draw.integers(0, 1750, n)
    demand = draw.gamma(2.0, size=n) / np.sqrt(frame.middle)
    # P10: enough of every TV is sold to compare their returns, and of TV C to see what its fix does.
    usual, tv = demand.median(), (frame.category == "TV").to_numpy()
    demand[tv] = demand[tv].clip(lower=FEWEST_TV * usual)
    demand[(frame.product_name == "TV C").to_numpy()] = TV_C * usual
    return pd.DataFrame(
        {
            "product_id": [f"P{i:03d}" for i in range(1, n + 1)],
            "product_name": frame.product_name,
            "category": frame.category,
            "list_price": price.round(2),
            "launch_date": launched,
            "_demand": (demand / demand.sum()).to_numpy(),
        }
    )
