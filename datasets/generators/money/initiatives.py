"""Twelve measures from which Fernwick must choose. Nothing is random here; some promises are too good."""

from __future__ import annotations

import pandas as pd

from datasets.streams import Streams

COLUMNS = (
    "initiative_id",
    "title",
    "owner",
    "contributing",
    "for_table",
    "for_column",
    "for_value",
    "cost_eur",
    "months",
    "impact",
    "ease",
    "confidence",
    "promise",
)
EVERYBODY = (None, None, None)
INITIATIVES = (
    ("Update for every TV C that does not pair", "DES", "IT, CS, SAL")
    + ("customers", "hub_brand", "Other", 26_000, 3, 6, 3, 85)
    + ("Returns of TV C with other makers' hubs stay below 10 in 100 (they were 29).",),
    ("Delay notice also for lost parcels", "OPS", "IT, CS")
    + (*EVERYBODY, 6_000, 1, 4, 5, 70)
    + ("A quarter fewer contacts about late deliveries.",),
    ("Early warning in warehouses W1 and W3", "OPS", "IT")
    + (*EVERYBODY, 18_000, 4, 6, 4, 75)
    + ("Stock-out weeks fall by four points in both warehouses, as they did in W2.",),
    ("Agent desktop: eight fields on one screen", "IT", "CS, HR")
    + (*EVERYBODY, 74_000, 9, 8, 2, 60)
    + ("Every contact becomes 90 seconds shorter.",),
    ("Course TECH-1 every year for all agents", "HR", "CS, DES")
    + ("contacts", "reason", "device does not pair", 42_000, 6, 7, 3, 80)
    + ("Technical issues solved at the first contact rise by 15 points where the certificate was missing.",),
    ("Flexible payment for everybody who pays upfront", "FIN", "IT, CS")
    + ("subscriptions", "payment_option", "upfront", 21_000, 4, 9, 4, 90)
    + ("Satisfaction with the bill rises by 34 points.",),
    ("A promised day that holds, shown by region", "MKT", "OPS, IT")
    + ("customers", "region", "Islands", 9_000, 2, 5, 4, 80)
    + ("95 of 100 parcels come on or before the promised day.",),
    ("Mend the delivery-date step of the app", "IT", "MKT, OPS")
    + ("orders", "channel", "app", 16_000, 2, 9, 4, 85)
    + ("The step keeps 86 of 100 sessions again, as before version 5.2.",),
    ("Status page and e-mail about interruptions", "IT", "BRC, CS")
    + (*EVERYBODY, 8_000, 2, 3, 5, 65)
    + ("Half as many contacts on a day like 8 November 2024.",),
    ("Gift for Premium customers", "MKT", "SAL")
    + ("customers", "tier", "Premium", 30_000, 2, 5, 4, 98)
    + ("A third fewer of all lost subscriptions.",),
    ("Call back within two days after a hard contact", "CS", "FIN, HR")
    + ("subscriptions", "plan", "Home Network", 38_000, 3, 8, 3, 55)
    + ("Of those who found a contact hard, half as many leave within half a year.",),
    ("Agents decide goodwill up to 30 euro", "CS", "FIN, EXE")
    + (*EVERYBODY, 12_000, 1, 5, 4, 70)
    + ("Complaints are closed two days sooner.",),
)
"""Title, owner, contributing departments, for whom, cost in euro, months, impact 1-10, ease 1-5, confidence 0-100,
and what the owner promises. Impact, ease and confidence are the owner's own marks, on purpose on three scales (M23)."""


def initiatives(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row an initiative."""
    return pd.DataFrame([(f"N{i:02d}", *row) for i, row in enumerate(INITIATIVES, 1)], columns=list(COLUMNS))
