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
    begun, answered = (parts(each[column].value_counts(), 100) for column in ("caused_by", "handled_by"))
    why = {cause: parts(rows.reason.value_counts(), begun[cause]) for cause, rows in each.groupby("caused_by")}
    made = [
        Beginning(
            department=row.dept_name,
            begins=begun.get(row.dept_id, 0),
            answers=answered.get(row.dept_id, 0),
            reasons=tuple(why.get(row.dept_id, {}).items()),
            chapter=OWN_CHAPTER[row.dept_id],
        )
        for row in departments.itertuples()
    ]
    return sorted(made, key=lambda one: -one.begins)


def parts(counts: pd.Series, whole: int) -> dict[str, int]:
    """The counts as whole parts that add up to `whole`; those with the largest remainders are rounded up.

    >>> parts(pd.Series({"a": 2, "b": 2, "c": 2}), 100)
    {'a': 34, 'b': 33, 'c': 33}
    """
    exact = counts * whole / counts.sum()
    made = exact.astype(int)
    up = (exact - made).sort_values(ascending=False, kind="stable").index[: whole - made.sum()]
    made[up] += 1
    return made.to_dict()


def at_fernwick() -> tuple[list[Beginning], int]:
    """The departments of Fernwick, and the number of contacts that they are counted from."""
    contacts = table("contacts", ["reason"])
    return beginnings(contacts, table("contact_reasons"), table("departments")), len(contacts)
