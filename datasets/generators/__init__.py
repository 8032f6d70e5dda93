"""All generators, each with the tables that it may look at, in an order in which they can run."""

from __future__ import annotations

import pandas as pd

from datasets.generators.company import contact_reasons, departments
from datasets.generators.contacts import contacts
from datasets.generators.customers import customers
from datasets.generators.deliveries import deliveries
from datasets.generators.employees import employees
from datasets.generators.inventory import inventory_weekly
from datasets.generators.orders import orders
from datasets.generators.products import products
from datasets.generators.subscriptions import subscriptions
from datasets.generators.surveys import survey_invites, survey_responses, survey_truth
from datasets.streams import Streams

GENERATORS = {
    "departments": (departments, ()),
    "contact_reasons": (contact_reasons, ()),
    "employees": (employees, ()),
    "products": (products, ()),
    "customers": (customers, ()),
    "orders": (orders, ("customers", "products")),
    "deliveries": (deliveries, ("customers", "orders")),
    "inventory_weekly": (inventory_weekly, ("products",)),
    "subscriptions": (subscriptions, ("customers", "orders")),
    "contacts": (contacts, ("customers", "products", "employees", "orders", "deliveries")),
    "survey_invites": (
        survey_invites,
        ("customers", "employees", "orders", "deliveries", "contacts", "subscriptions"),
    ),
    "survey_responses": (survey_responses, ("survey_invites",)),
    "survey_truth": (survey_truth, ("survey_invites",)),
}


def generate(streams: Streams) -> dict[str, pd.DataFrame]:
    """All tables by name. Columns that begin with an underscore are hidden truth and are never stored."""
    world: dict[str, pd.DataFrame] = {}
    for name, (make, needs) in GENERATORS.items():
        frame = make({need: world[need] for need in needs}, streams)
        for column in frame.columns:
            if frame[column].dtype.kind == "M":
                frame[column] = frame[column].astype("datetime64[us]")
        world[name] = frame
    return world
