"""What the export did to the tables about buying, arriving and running out."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.generators.trade.trial import everybody
from datasets.window import LAST, NOTICE_TRIAL, ONE_DAY_PROMISE, day, within

TWICE = 0.015
"""Share of customers who are in the file a second time, under another number."""
TYPED = {"North": ("NORTH", "north ", "N."), "South": ("SOUTH", "south ", "S."), "East": ("EAST", "east ", "E.")}
TYPED |= {"West": ("WEST", "west ", "W."), "Islands": ("ISLANDS", "islands ", "Isl.")}
CENTS_WEEK = (day("2024-10-07"), day("2024-10-13"))
TEST_ORDERS, NOBODY, TEST_QUANTITY = 25, "C00000", 20
UTC_WEEKS = (day("2024-09-02"), day("2024-10-20"))
"""ParcelCo reported in UTC for the parcels ordered in these seven weeks: local midnight is the day before."""
NEGATIVE_STOCKS = 30
SECOND_ENTRY_AFTER = 60
"""Days within which a customer who got the other treatment was logged a second time."""


def customers(world: dict[str, pd.DataFrame], draw: np.random.Generator) -> pd.DataFrame:
    """Some people signed up a second time: another number, the region typed by hand, all else the same."""
    clean = world["customers"]
    known = clean[clean.signup_date < pd.Timestamp(LAST - 60)]
    again = known.iloc[np.sort(draw.choice(len(known), round(TWICE * len(clean)), replace=False))]
    wait = ((pd.Timestamp(LAST) - again.signup_date).dt.days * draw.random(len(again))).astype(int)
    spelling = draw.integers(0, 3, len(again))
    again = again.assign(
        signup_date=again.signup_date + pd.to_timedelta(1 + wait, unit="D"),
        region=[TYPED[region][i] for region, i in zip(again.region, spelling, strict=True)],
    ).sort_values(["signup_date", "customer_id"], kind="stable")
    again["customer_id"] = [f"C{len(clean) + i:05d}" for i in range(1, len(again) + 1)]
    return pd.concat([clean, again], ignore_index=True)


def campaigns(world: dict[str, pd.DataFrame], draw: np.random.Generator) -> pd.DataFrame:
    """The promise of one day stands with its planned last day, a week after Black Week took over."""
    frame = world["campaigns"].copy()
    frame.loc[frame.first_day == pd.Timestamp(ONE_DAY_PROMISE[0]), "last_day"] = pd.Timestamp(ONE_DAY_PROMISE[1] + 7)
    return frame


def orders(world: dict[str, pd.DataFrame], draw: np.random.Generator) -> pd.DataFrame:
    """Test orders of a customer who does not exist, and one week of revenue in cents."""
    clean, products = world["orders"], world["products"]
    dates = clean[clean.promised_days == 3].order_date.to_numpy()
    product = products.iloc[draw.integers(0, len(products), TEST_ORDERS)]
    test = pd.DataFrame(
        {
            "order_id": [f"O{len(clean) + i:05d}" for i in range(1, TEST_ORDERS + 1)],
            "customer_id": NOBODY,
            "order_date": np.sort(draw.choice(dates, TEST_ORDERS)),
            "channel": "web",
            "product_id": product.product_id.to_numpy(),
            "quantity": TEST_QUANTITY,
            "discount": 0.0,
            "revenue": (product.list_price.to_numpy() * TEST_QUANTITY).round(2),
            "promised_days": 3.0,
            "campaign_id": None,
            "stockout": 0,
        }
    )
    frame = pd.concat([clean, test.astype(clean[test.columns].dtypes)], ignore_index=True)
    frame = frame.sort_values("order_date", kind="stable", ignore_index=True)
    cents = within(frame.order_date.to_numpy(), CENTS_WEEK)
    return frame.assign(revenue=np.where(cents, (frame.revenue * 100).round(), frame.revenue))


def deliveries(world: dict[str, pd.DataFrame], draw: np.random.Generator) -> pd.DataFrame:
    """For seven weeks every parcel of ParcelCo arrives a day early in the file, some on the day of the order."""
    frame = world["deliveries"]
    ordered = frame.order_id.map(world["orders"].set_index("order_id").order_date).to_numpy()
    early = (frame.carrier == "ParcelCo").to_numpy() & within(ordered, UTC_WEEKS)
    date = frame.delivered_date - pd.to_timedelta(early.astype(int), unit="D")
    return frame.assign(delivered_date=date, days_late=frame.days_late - early)


def inventory_weekly(world: dict[str, pd.DataFrame], draw: np.random.Generator) -> pd.DataFrame:
    """On some empty shelves more was booked out than in: the stock is below zero."""
    frame = world["inventory_weekly"].copy()
    rows = draw.choice(np.flatnonzero(frame.monday_stock == 0), NEGATIVE_STOCKS, replace=False)
    frame.loc[rows, "monday_stock"] = -draw.integers(1, 13, NEGATIVE_STOCKS)
    return frame


def experiment_assignments(world: dict[str, pd.DataFrame], draw: np.random.Generator) -> pd.DataFrame:
    """The uneven day and all, and a second entry in the other group for who got the other treatment."""
    frame = everybody(world["customers"])
    crossed = world["customers"].set_index("customer_id")._crossed
    again = frame[frame.customer_id.map(crossed)]
    later = again.assigned_on + pd.to_timedelta(draw.integers(1, SECOND_ENTRY_AFTER + 1, len(again)), unit="D")
    again = again.assign(
        arm=np.where(again.arm == "notice", "control", "notice"),
        assigned_on=later.clip(upper=pd.Timestamp(NOTICE_TRIAL[1])),
    )
    return pd.concat([frame, again]).sort_values("customer_id", kind="stable", ignore_index=True)


SPOILERS = {
    "customers": customers,
    "campaigns": campaigns,
    "orders": orders,
    "deliveries": deliveries,
    "inventory_weekly": inventory_weekly,
    "experiment_assignments": experiment_assignments,
}
