"""The contract of the tables in which customers speak: contacts and surveys."""

from __future__ import annotations

from datasets.contract.trade import CUSTOMER
from datasets.model import Column as C
from datasets.model import Table
from datasets.window import FIRST_DAY, LAST_DAY

SURVEYS = ("post_order", "post_contact", "billing")
INVITE = C("invite_id", "text", "The invitation.", pattern=r"V\d{5}", references="survey_invites.invite_id")
KIND = C("kind", "text", "What the survey was about: an order, a contact with us, or a bill.", allowed=SURVEYS)
REF = C(
    "ref",
    "text",
    "What exactly it was about: an order_id (post_order), contact_id (post_contact) or subscription_id (billing).",
)
SENT = C("sent_on", "date", "The day on which the invitation was sent.", low=FIRST_DAY, high=LAST_DAY)

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
        C("abandoned", "yes/no", "The customer gave up before anybody answered."),
        C("agent_marked_resolved", "yes/no", "The agent ticked 'resolved'. No if nobody answered."),
    ),
)

SURVEY_INVITES = Table(
    "survey_invites",
    "one invitation to a survey",
    ("invite_id",),
    (
        C("invite_id", "text", "Number of the invitation.", pattern=r"V\d{5}"),
        KIND,
        REF,
        CUSTOMER,
        SENT,
        C("responded", "yes/no", "The customer answered."),
    ),
)

SURVEY_RESPONSES = Table(
    "survey_responses",
    "one answered survey",
    ("invite_id",),
    (
        INVITE,
        KIND,
        REF,
        CUSTOMER,
        SENT,
        C(
            "nps",
            "integer",
            "'How likely are you to recommend us?' 0 is not at all, 10 is very likely.",
            low=0,
            high=10,
        ),
        C("csat", "integer", "'How satisfied are you?' 1 is very dissatisfied, 5 is very satisfied.", low=1, high=5),
        C(
            "ces",
            "integer",
            "Effort, 1 to 7. The direction depends on ces_version.",
            low=1,
            high=7,
        ),
        C(
            "ces_version",
            "text",
            "1.0 (until 2023): 'How much effort was it?', high is much effort. "
            "2.0 (from 2024): 'Was it easy?', high is easy.",
            allowed=("1.0", "2.0"),
        ),
        C(
            "agent_id",
            "text",
            "Who had answered the contact.",
            references="employees.employee_id",
            missing="the survey is not about a contact",
        ),
        C("comment", "text", "What the customer wrote.", missing="the customer wrote nothing"),
    ),
)

SURVEY_TRUTH = Table(
    "survey_truth",
    "one invitation to a survey",
    ("invite_id",),
    (
        INVITE,
        C("true_nps", "integer", "The mark that this customer gave, or would have given.", low=0, high=10),
        C("true_csat", "integer", "The mark that this customer gave, or would have given.", low=1, high=5),
    ),
    note="Nobody has such a table in real life. It shows what the people who did not answer would have said.",
    audience="instructors",
)
