"""What is wrong in the raw tables about paying and leaving, and how one sees it."""

from __future__ import annotations

from datasets.measures.model import Measures, Tables
from datasets.traps.model import Trap


def paused(raw: Tables, clean: Tables) -> Measures:
    """Per cent of subscriptions that are paused, have no end date, and would count as lost by the date alone."""
    subs = raw["subscriptions"]
    return {
        "paused": 100 * float((subs.status == "paused").mean()),
        "no end date": 100 * float(clean["subscriptions"].end_date.isna().mean()),
        "end date in the raw table": 100 * float(subs.end_date.notna().mean()),
    }


def rows_by_payment(raw: Tables, clean: Tables) -> Measures:
    """Bills for each billed subscription, and per cent of bills that nobody had time to pay."""
    bills = raw["invoices"].merge(raw["subscriptions"][["subscription_id", "payment_option"]], on="subscription_id")
    each = bills.groupby(["payment_option", "subscription_id"]).size().groupby("payment_option").mean()
    return {
        "bills of one who pays monthly": float(each["monthly"]),
        "bills of one who pays upfront": float(each["upfront"]),
        "not paid yet": 100 * float(bills.days_to_pay.isna().mean()),
    }


TRAPS: tuple[Trap, ...] = (
    Trap(
        "subscriptions",
        "3",
        "an empty end date means still active, not unknown; in 2 % of the rows the date is that of a pause (`status`)",
        "the end date of a paused subscription is emptied, because it goes on; `status` is dropped",
        paused,
        {"paused": (1.9, 2.1), "no end date": (77, 84), "end date in the raw table": (18, 25)},
    ),
    Trap(
        "invoices",
        "11",
        "structural: who pays monthly has up to 12 rows a year, who pays upfront one; the last bills had no time "
        "to be paid",
        "nothing; count each subscription once, and leave out the bills of the last weeks",
        rows_by_payment,
        {
            "bills of one who pays monthly": (9.5, 11),
            "bills of one who pays upfront": (1, 1),
            "not paid yet": (2.5, 6),
        },
    ),
)
