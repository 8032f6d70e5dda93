"""The tables in the rooms of the company: how the dictionary and the picture group them for people."""

from __future__ import annotations

from typing import NamedTuple

from datasets.contract import company, digital, money, people, service, surveys, trade
from datasets.model import Table


class Room(NamedTuple):
    """A group of tables, its heading, and one sentence on what it is about."""

    title: str
    about: str
    tables: tuple[Table, ...]


ROOMS = (
    Room("The company", "What Fernwick is made of, and who answers for what.", company.TABLES),
    Room("People", "Who works at Fernwick, what they learned, and what they say.", people.TABLES),
    Room("Buying and delivery", "Customers, what they order, and how it reaches them.", trade.TABLES),
    Room("Money", "Subscriptions, bills, and what things cost.", money.TABLES),
    Room("Service", "What customers ask for, and how it is answered.", service.TABLES),
    Room("Surveys", "Who was asked, and what they said.", surveys.TABLES),
    Room("Website, app and public talk", "What happens on screens, and what people say in public.", digital.TABLES),
)
"""Every table of the schema stands in one room; the order is the dictionary's."""


def room_of(name: str) -> int:
    """The number of the room in which the table stands. Raises KeyError when it stands in none."""
    for number, room in enumerate(ROOMS):
        if any(table.name == name for table in room.tables):
            return number
    raise KeyError(name)
