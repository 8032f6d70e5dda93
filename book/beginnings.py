"""Where contacts begin: for each department, how many of 100 contacts it causes and answers, and for which reasons."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cxlab.tables import table

OWN_CHAPTER = {
    "FIN": "finance",
    "OPS": "operations",
    "DES": "product-design",
    "HR": "people",
    "MKT": "marketing",
    "CS": "customer-service",
    "IT": "it",
    "BRC": "brand",
    "SAL": "operations",
    "EXE": "who-answers",
}


@dataclass(frozen=True)
class Beginning:
    """A department: of 100 contacts, those that begin in it and those that it answers; its reasons with their part."""

    department: str
    begins: int
    answers: int
    reasons: tuple[tuple[str, int], ...]
    chapter: str


def beginnings(contacts: pd.DataFrame, reasons: pd.DataFrame, departments: pd.DataFrame) -> list[Beginning]:
    """One for each department, most contacts first; those where none begin, last, in the order of the table."""
    each = contacts[["reason"]].merge(reasons, on="reason", validate="many_to_one")
    begun, answered = (_parts(each[column]) for column in ("caused_by", "handled_by"))
    asked, cause = _parts(each.reason), reasons.set_index("reason").caused_by
    made = [
        Beginning(
            department=row.dept_name,
            begins=begun.get(row.dept_id, 0),
            answers=answered.get(row.dept_id, 0),
            reasons=tuple((reason, part) for reason, part in asked.items() if cause[reason] == row.dept_id),
            chapter=OWN_CHAPTER[row.dept_id],
        )
        for row in departments.itertuples()
    ]
    return sorted(made, key=lambda one: -one.begins)


def _parts(values: pd.Series) -> dict[str, int]:
    """Of 100 values, how many are the same: rounded as in the chapters, so that the sum may miss 100 by one or two."""
    return (100 * values.value_counts(normalize=True)).round().astype(int).to_dict()


def at_fernwick() -> tuple[list[Beginning], int, int]:
    """The departments of Fernwick, the number of contacts, and how many of 100 begin where they are not answered."""
    contacts, reasons = table("contacts", ["reason"]), table("contact_reasons")
    elsewhere = set(reasons.reason[reasons.caused_by != reasons.handled_by])
    found = beginnings(contacts, reasons, table("departments"))
    return found, len(contacts), round(100 * contacts.reason.isin(elsewhere).mean())
