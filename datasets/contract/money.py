"""The contract of the tables about money: subscriptions, bills, what Finance assumes and what it could pay for."""

from __future__ import annotations

from datasets.contract.trade import CUSTOMER
from datasets.model import Column as C
from datasets.model import Raw, Table
from datasets.window import FIRST_DAY, LAST_DAY

SUBSCRIPTION = C("subscription_id", "text", "The subscription.", references="subscriptions.subscription_id")
OWNER = C("owner", "text", "The department that answers for it.", references="departments.dept_id")

SUBSCRIPTIONS = Table(
    "subscriptions",
    "one subscription to a service",
    ("subscription_id",),
    (
        C("subscription_id", "text", "Number of the subscription.", pattern=r"S\d{4}"),
        CUSTOMER,
        C("plan", "text", "The service.", allowed=("Home Network", "IT Care")),
        C("start_date", "date", "First day.", low="2018-01-01", high=LAST_DAY),
        C("end_date", "date", "Last day.", low=FIRST_DAY, high=LAST_DAY, missing="still active on 31 December 2024"),
        C(
            "monthly_fee",
            "number",
            "Fee a month since the price rise of 1 May 2024; until then 2 € (Home Network) or 1 € (IT Care) less.",
            "€",
            allowed=(14.90, 29.90),
        ),
        C(
            "flex_offered",
            "integer",
            "1 if flexible payment was offered, 0 if not (at random); -1 where the pilot did not take place.",
            allowed=(-1, 0, 1),
        ),
        C("payment_option", "text", "How the customer pays.", allowed=("upfront", "monthly", "flex")),
    ),
    note="Subscriptions that ended before 2 January 2023 are not in the table. "
    "The pilot of flexible payment took place in the regions North, West and East.",
    raw=Raw(
        columns=(
            C(
                "end_date",
                "date",
                "Last day; for a paused subscription the first day of the pause.",
                low=FIRST_DAY,
                high=LAST_DAY,
                missing="still active on 31 December 2024",
            ),
            C("status", "text", "State on 31 December 2024.", allowed=("active", "ended", "paused")),
        )
    ),
)

INVOICES = Table(
    "invoices",
    "one bill for a subscription",
    ("invoice_id",),
    (
        C("invoice_id", "text", "Number of the bill.", pattern=r"B\d{5}"),
        SUBSCRIPTION,
        C("issued_on", "date", "Day of the bill.", low="2024-01-01", high=LAST_DAY),
        C(
            "amount",
            "number",
            "What is to be paid.",
            "€",
            allowed=(13.90, 14.90, 27.90, 29.90, 166.80, 178.80, 334.80, 358.80),
        ),
        C("disputed", "yes/no", "The customer says that the bill is wrong."),
        C(
            "days_to_pay",
            "number",
            "Days from the bill to the payment.",
            "days",
            low=0,
            high=200,
            missing="not paid by 31 December 2024",
        ),
    ),
    note="Bills of 2024 only. Who pays upfront gets one bill a year; with `monthly` and `flex` there is one a month. "
    "No bill is issued after the end of a subscription.",
)

MONTHLY_STATUS = Table(
    "monthly_status",
    "one subscription in one month on whose first day it was active",
    ("month", "subscription_id"),
    (
        C("month", "date", "First day of the month.", low="2023-01-01", high="2024-12-01"),
        SUBSCRIPTION,
        C("months_since_start", "integer", "Months since the month in which it began.", "months", low=0, high=90),
        C(
            "stockout_recent",
            "integer",
            "1 if the customer had an order with `stockout` in the 120 days before the month, else 0.",
            allowed=(0, 1),
        ),
        C("left", "integer", "1 if the subscription ended in this month, else 0.", allowed=(0, 1)),
    ),
    note="Worked out from `subscriptions` and `orders`. The mean of `left` in a month is the monthly churn rate.",
    derived_from=("subscriptions", "customers", "orders"),
)

FINANCE_ASSUMPTIONS = Table(
    "finance_assumptions",
    "one number that Finance reckons with",
    ("assumption",),
    (
        C("assumption", "text", "Name of the assumption.", pattern=r"[a-z][a-z0-9_]+"),
        C("value", "number", "The number.", low=0, high=1_000_000),
        C("unit", "text", "What the number counts."),
        C(
            "basis",
            "text",
            "Where it comes from: from records, from an expert's guess, or somebody decided it.",
            allowed=("measured", "estimate", "policy"),
        ),
        OWNER,
        C("note", "text", "What is in it and what is not."),
    ),
)

INITIATIVES = Table(
    "initiatives",
    "one measure that Fernwick could take",
    ("initiative_id",),
    (
        C("initiative_id", "text", "Number of the initiative.", pattern=r"N\d{2}"),
        C("title", "text", "What would be done."),
        OWNER,
        C("contributing", "text", "Departments that must help.", pattern=r"[A-Z]{2,3}(, [A-Z]{2,3})*"),
        C(
            "for_table",
            "text",
            "For whom it is: the table in which one sees it.",
            allowed=("customers", "orders", "contacts", "subscriptions"),
            missing="for everybody",
        ),
        C("for_column", "text", "The column of that table.", missing="for everybody"),
        C("for_value", "text", "The value in that column.", missing="for everybody"),
        C("cost_eur", "integer", "Cost in the first year.", "€", low=1, high=200_000),
        C("months", "integer", "Time until it works.", "months", low=1, high=24),
        C("impact", "integer", "The owner's mark: 1 is little, 10 is much.", low=1, high=10),
        C("ease", "integer", "The owner's mark: 1 is hard to do, 5 is easy.", low=1, high=5),
        C("confidence", "integer", "How sure the owner is.", "%", low=0, high=100),
        C("promise", "text", "What the owner promises."),
    ),
    note="The marks have three different scales. They are opinions: compare the promises with the other tables.",
)

TABLES = (SUBSCRIPTIONS, INVOICES, MONTHLY_STATUS, FINANCE_ASSUMPTIONS, INITIATIVES)
