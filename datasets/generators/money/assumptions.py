"""What Finance reckons with: unit costs, margins, rates, limits and targets. Nothing is random here."""

from __future__ import annotations

import pandas as pd

from datasets.streams import Streams

ASSUMPTIONS = (
    (
        "agent_minute",
        0.75,
        "€ a minute",
        "measured",
        "FIN",
        "Pay and workplace of an agent, by minute with a customer.",
    ),
    ("contact_overhead", 1.60, "€ a contact", "measured", "IT", "Telephone line, chat and desktop software."),
    ("contact", 6.50, "€ a contact", "estimate", "FIN", "Handle time times agent_minute plus overhead, rounded."),
    (
        "manager_decision",
        12.00,
        "€ a decision",
        "estimate",
        "CS",
        "A quarter of an hour of a team leader, and the wait.",
    ),
    ("return", 14.00, "€ a return", "measured", "OPS", "Freight, check and repacking; loss of value not included."),
    (
        "redelivery",
        9.00,
        "€ a parcel",
        "measured",
        "OPS",
        "A second parcel after a lost or damaged one, without goods.",
    ),
    ("delay_notice", 0.06, "€ a notice", "measured", "IT", "Text message or e-mail."),
    ("notice_project", 2400.00, "€ once", "measured", "IT", "Four days of work to set up the delay notice."),
    ("early_warning_month", 450.00, "€ a month", "measured", "OPS", "Licence and planner's time, for one warehouse."),
    ("training_tech1", 220.00, "€ a person", "measured", "HR", "Course TECH-1: trainer and two half days away."),
    (
        "new_subscriber",
        48.00,
        "€ a subscription",
        "estimate",
        "MKT",
        "Advertising and set-up for one new subscription.",
    ),
    ("goods_margin", 0.28, "share", "measured", "FIN", "Gross margin of products, of what the customer paid."),
    ("service_margin", 0.45, "share", "measured", "FIN", "Gross margin of Home Network and IT Care, of the fee."),
    (
        "discount_rate_month",
        0.01,
        "share a month",
        "policy",
        "FIN",
        "What a euro loses in value by coming a month later.",
    ),
    ("goodwill_limit", 30.00, "€ a case", "policy", "CS", "Up to here an agent could decide without a manager."),
    ("cx_budget", 200000.00, "€ a year", "policy", "EXE", "What the CEO gives for the customer experience in 2025."),
    (
        "answer_seconds",
        120.00,
        "seconds",
        "policy",
        "CS",
        "A contact answered within this time is in the service level.",
    ),
    ("target_service_level", 0.80, "share", "policy", "CS", "Contacts answered in time, of all that were offered."),
    ("target_first_contact", 0.80, "share", "policy", "CS", "Issues solved at the first contact."),
    ("target_on_time", 0.90, "share", "policy", "OPS", "Deliveries on or before the promised day."),
    ("target_churn_year", 0.12, "share a year", "policy", "EXE", "Subscriptions lost, of those active on 1 January."),
)
"""Name, value, unit, where the value comes from, the department that answers for it, a note."""


def finance_assumptions(world: dict[str, pd.DataFrame], streams: Streams) -> pd.DataFrame:
    """One row an assumption."""
    return pd.DataFrame(ASSUMPTIONS, columns=["assumption", "value", "unit", "basis", "owner", "note"])
