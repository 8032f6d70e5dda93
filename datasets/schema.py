"""The contract of Fernwick's tables: one list, read by the build, the checker, the dictionary and the tests."""

from __future__ import annotations

from datasets.contract import company, trade, voice
from datasets.model import Table

TABLES = (
    company.DEPARTMENTS,
    company.CONTACT_REASONS,
    company.EMPLOYEES,
    company.PRODUCTS,
    trade.CUSTOMERS,
    trade.ORDERS,
    trade.DELIVERIES,
    trade.INVENTORY_WEEKLY,
    trade.SUBSCRIPTIONS,
    voice.CONTACTS,
    voice.SURVEY_INVITES,
    voice.SURVEY_RESPONSES,
    voice.SURVEY_TRUTH,
)
"""All tables, in the order of the dictionary."""


def names() -> tuple[str, ...]:
    """The names of all tables, in the order of the dictionary."""
    return tuple(table.name for table in TABLES)


def named(name: str) -> Table:
    """The table `name`. Raises KeyError when there is none."""
    return {table.name: table for table in TABLES}[name]
