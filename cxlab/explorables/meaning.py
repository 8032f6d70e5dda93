"""`shared_word()`: lay two departments' meanings of one word side by side, and agree on an entry for the glossary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from cxlab.explorables.panel import Answer, Panel, choice
from cxlab.tables import table

THIS, LAST = 2024, 2023
SALES, FINANCE, SERVICE = "Sales & Stores", "Finance", "Customer Service"
GOOD_ORDERS, GOOD_YEARS = 4, 3

EITHER, BOTH, FIRST, SECOND = "one of the two is enough", "both together", "only the first", "only the second"
ALONE, TWO, ALL = "one department", "these two departments", "all departments, in one room"
NO_DAY, DAY = "no day", "a day next January, with a name"

PITFALLS = {
    ALONE: "Pitfall: no broad support. The departments that were not in the room will keep their own meaning.",
    TWO: "Pitfall: no broad support. Other departments meet these people too, and were not in the room.",
    NO_DAY: "Pitfall: loss of interest. Nobody reads the entry again.",
    FIRST: "One department gives up its word. Has it got a new name for its own list?",
    SECOND: "One department gives up its word. Has it got a new name for its own list?",
}


@dataclass(frozen=True)
class Meaning:
    """What one department means by a word: `says` ends “a person who …”, `people` are their customer numbers."""

    says: str
    people: frozenset[str]


def meanings(customers, orders, contacts, subscriptions, invoices) -> dict[str, dict[str, Meaning]]:
    """Word → department → meaning, all for the year 2024."""
    years = {year: set(orders.customer_id[orders.order_date.dt.year == year]) for year in (LAST, THIS)}
    asked = {year: set(contacts.customer_id[contacts.opened_at.dt.year == year]) for year in (LAST, THIS)}
    billed = subscriptions.subscription_id.isin(invoices.subscription_id[invoices.issued_on.dt.year == THIS])
    began = subscriptions.groupby("customer_id").start_date.min()
    running = subscriptions[subscriptions.end_date.isna()]
    often = orders.customer_id[orders.order_date.dt.year == THIS].value_counts()
    ended = set(subscriptions.customer_id[subscriptions.end_date.dt.year == THIS])
    loyal = running.customer_id[running.start_date < f"{THIS + 1 - GOOD_YEARS}-01-01"]
    older = set(customers.customer_id[customers.signup_date.dt.year < THIS])
    found = {
        "customer": {
            SALES: ("ordered in 2024", years[THIS]),
            FINANCE: ("got a bill for a service in 2024", set(subscriptions.customer_id[billed])),
            SERVICE: ("got in touch in 2024", asked[THIS]),
        },
        "new customer": {
            SALES: ("ordered in 2024 and not in 2023", years[THIS] - years[LAST]),
            FINANCE: ("began a first subscription in 2024", set(began[began.dt.year == THIS].index)),
            SERVICE: ("got in touch in 2024 and not in 2023", asked[THIS] - asked[LAST]),
        },
        "lost customer": {
            SALES: ("ordered in 2023 and not in 2024", years[LAST] - years[THIS]),
            FINANCE: ("had a subscription that ended in 2024, and has none now", ended - set(running.customer_id)),
            SERVICE: ("got in touch in 2023 and not in 2024", asked[LAST] - asked[THIS]),
        },
        "good customer": {
            SALES: (f"ordered {GOOD_ORDERS} times or more in 2024", set(often[often >= GOOD_ORDERS].index)),
            FINANCE: (f"has paid for a service for {GOOD_YEARS} years or more", set(loyal)),
            SERVICE: ("has an older account, and never got in touch in 2024", older - asked[THIS]),
        },
    }
    return {
        word: {owner: Meaning(says, frozenset(people)) for owner, (says, people) in owners.items()}
        for word, owners in found.items()
    }


def agreed(first: Meaning, second: Meaning, rule: str) -> frozenset[str]:
    """The people whom the entry means."""
    return {
        EITHER: first.people | second.people,
        BOTH: first.people & second.people,
        FIRST: first.people,
        SECOND: second.people,
    }[rule]


def entry(word: str, first: Meaning, second: Meaning, rule: str) -> str:
    """The sentence for the glossary."""
    says = {
        EITHER: f"{first.says}, or {second.says}, or both",
        BOTH: f"{first.says}, and also {second.says}",
        FIRST: first.says,
        SECOND: second.says,
    }[rule]
    return f"“{word}”: a person who {says}. Each person counts once."


def shared_word() -> None:
    """Show the explorable with Fernwick's departments."""
    panel(
        meanings(
            table("customers", ["customer_id", "signup_date"]),
            table("orders", ["customer_id", "order_date"]),
            table("contacts", ["customer_id", "opened_at"]),
            table("subscriptions"),
            table("invoices", ["subscription_id", "issued_on"]),
        )
    ).show()


def panel(known: Mapping[str, Mapping[str, Meaning]]) -> Panel:
    """The explorable with these words."""
    owners = list(next(iter(known.values())))
    return Panel(
        question="Two departments use one word. Do they mean the same people?",
        task="Choose a word and two departments. Then agree on an entry that no pitfall can end.",
        controls={
            "word": choice("The word", list(known), "lost customer"),
            "one": choice("The first department", owners, owners[0]),
            "other": choice("The second department", owners, owners[1]),
            "rule": choice("The entry means", [EITHER, BOTH, FIRST, SECOND], FIRST),
            "room": choice("It is agreed by", [ALONE, TWO, ALL], ALONE),
            "again": choice("It is read again on", [NO_DAY, DAY], NO_DAY),
        },
        answer=lambda word, **parts: _answer(word, known[word], **parts),
    )


def _answer(word: str, owners: Mapping[str, Meaning], one: str, other: str, rule: str, room: str, again: str) -> Answer:
    first, second = owners[one], owners[other]
    if one == other:
        alone = pd.DataFrame([(f"{one}: {first.says}", f"{len(first.people):,}")], columns=["Who", "People"])
        return Answer("Choose two different departments.", alone, f"“{word}”, in one department")
    both, either = first.people & second.people, first.people | second.people
    counted = {
        f"{one}: {first.says}": first.people,
        f"{other}: {second.says}": second.people,
        "on both lists": both,
        f"only on the list of {one}": first.people - second.people,
        f"only on the list of {other}": second.people - first.people,
        "meant by your entry": agreed(first, second, rule),
    }
    warnings = [PITFALLS[part] for part in (rule, room, again) if part in PITFALLS]
    return Answer(
        finding=f"Of {len(either):,} people whom at least one of the two means, both mean {len(both):,}.",
        table=pd.DataFrame([(who, f"{len(people):,}") for who, people in counted.items()], columns=["Who", "People"]),
        caption=f"“{word}”, in two departments",
        notes=(
            f"Your entry: {entry(word, first, second, rule)}",
            *(warnings or ["No pitfall in sight. Now ask five colleagues whether they can say the sentence."]),
        ),
    )
