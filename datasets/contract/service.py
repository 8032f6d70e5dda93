"""The contract of the tables about customers who get in touch."""

from __future__ import annotations

from datasets.contract.trade import CUSTOMER
from datasets.model import Column as C
from datasets.model import Raw, Table
from datasets.window import FIRST_DAY, LAST_DAY

CONTACTS = Table(
    "contacts",
    "one attempt of a customer to reach us",
    ("contact_id",),
    (
        C("contact_id", "text", "Number of the contact.", pattern=r"K\d{5}"),
        C("issue_id", "text", "The problem. One problem can need several contacts.", pattern=r"I\d{5}"),
        C("attempt", "integer", "First, second or third contact about this problem.", low=1, high=3),
        CUSTOMER,
        C(
            "order_id",
            "text",
            "The order that it is about.",
            references="orders.order_id",
            missing="the contact is not about an order",
        ),
        C("opened_at", "time", "When the customer reached us, local time.", low=FIRST_DAY, high="2025-01-01"),
        C("channel", "text", "How the customer reached us.", allowed=("phone", "chat", "email")),
        C("reason", "text", "Why the customer got in touch.", references="contact_reasons.reason"),
        C("complexity", "text", "How hard the problem is.", allowed=("simple", "complex")),
        C(
            "agent_id",
            "text",
            "Who answered.",
            references="employees.employee_id",
            missing="the customer gave up before anybody answered",
        ),
        C("recognised", "yes/no", "Our system knew the customer before anybody answered."),
        C(
            "screens_opened",
            "integer",
            "Screens that the agent opened; 0 if nobody answered.",
            "screens",
            low=0,
            high=40,
        ),
        C("wait_s", "integer", "Time until an agent answered or the customer gave up.", "seconds", low=0, high=7200),
        C("talk_s", "integer", "Time in conversation; 0 if nobody answered.", "seconds", low=0, high=7200),
        C("hold_s", "integer", "Time on hold; 0 if nobody answered.", "seconds", low=0, high=3600),
        C("wrap_s", "integer", "Time to finish the notes; 0 if nobody answered.", "seconds", low=0, high=3600),
        C(
            "parallel_chats",
            "integer",
            "Chats that the agent had open, this one included; 1 for phone and e-mail, 0 if nobody answered.",
            "chats",
            low=0,
            high=3,
        ),
        C(
            "transfers",
            "integer",
            "Times that the contact was passed on to another agent; agent_id is the last one.",
            "times",
            low=0,
            high=3,
        ),
        C("abandoned", "yes/no", "The customer gave up before anybody answered."),
        C("agent_marked_resolved", "yes/no", "The agent ticked 'resolved'. No if nobody answered."),
    ),
    raw=Raw(
        columns=(C("talk_s", "integer", "Time in conversation; 0 if nobody answered.", "seconds", low=0, high=9999),),
    ),
)

OPEN = "the complaint is still open on 31 December 2024"

COMPLAINTS = Table(
    "complaints",
    "one complaint",
    ("complaint_id",),
    (
        C("complaint_id", "text", "Number of the complaint.", pattern=r"Q\d{4}"),
        C("issue_id", "text", "The problem that it is about, as in contacts.", pattern=r"I\d{5}"),
        C("received_on", "date", "Day on which it was received.", low=FIRST_DAY, high=LAST_DAY),
        C("closed_on", "date", "Day on which it was closed.", low=FIRST_DAY, high=LAST_DAY, missing=OPEN),
        C(
            "waiting_days",
            "integer",
            "Days on which the clock was stopped as 'waiting for the customer'; they lie between the two dates.",
            "days",
            low=0,
            high=365,
        ),
        C("amount_eur", "number", "What the customer asked for.", "€", low=5, high=10_000),
        C("compensation_eur", "number", "What was paid; 0 if nothing was.", "€", low=0, high=10_000, missing=OPEN),
        C("decided_by", "text", "Who decided.", allowed=("agent", "manager"), missing=OPEN),
        C("reopened", "yes/no", "The customer came back after it had been closed."),
    ),
    note="Agents may decide up to 20 €; not every team keeps to it.",
)

TABLES = (CONTACTS, COMPLAINTS)
