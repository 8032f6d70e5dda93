"""The contract of the tables about asking: customers after an event, a panel every half-year, and managers."""

from __future__ import annotations

from datasets.contract.trade import CUSTOMER
from datasets.model import Column as C
from datasets.model import Raw, Table
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
    raw=Raw(),
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
    raw=Raw(
        columns=(
            C(
                "ces_version",
                "text",
                "2.0 (from 2024): 'Was it easy?', high is easy.",
                allowed=("2.0",),
                missing="asked before the field was there, that is before 2024: "
                "'How much effort was it?', high is much effort",
            ),
            C(
                "asked_by",
                "text",
                "How we asked. Text messages asked for an nps mark from 1 to 10, e-mails from 0 to 10.",
                allowed=("e-mail", "text message"),
            ),
        )
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
    opened_by="who-is-silent",
)

DRIVERS = ("ease", "speed", "staff_knowledge", "price_fairness", "product_quality")

RELATIONSHIP_SURVEY = Table(
    "relationship_survey",
    "one answer of a panel member in one wave",
    ("customer_id", "wave"),
    (
        CUSTOMER,
        C(
            "wave",
            "text",
            "Half-year in which we asked: in March (H1) or in September (H2).",
            allowed=("2023-H1", "2023-H2", "2024-H1", "2024-H2"),
        ),
        C("ease", "integer", "'It is easy to get things done with Fernwick.' 5 is the best.", low=1, high=5),
        C("speed", "integer", "'Fernwick is fast.' 5 is the best.", low=1, high=5),
        C("staff_knowledge", "integer", "'The staff know what they talk about.' 5 is the best.", low=1, high=5),
        C("price_fairness", "integer", "'The prices are fair.' 5 is the best.", low=1, high=5),
        C("product_quality", "integer", "'The products are good.' 5 is the best.", low=1, high=5),
        C("overall", "integer", "'All in all, how good is your experience with us?' 10 is the best.", low=1, high=10),
        C(
            "stated_most_important",
            "text",
            "Which of the five matters most, as the customer says; asked once, on joining the panel.",
            allowed=DRIVERS,
        ),
    ),
    note="The panel is 1,000 customers who had a subscription in March 2023. Who has no subscription any more is not "
    "asked, and nobody new joins. Some skip a wave. Clean: no answers with one mark for all five questions.",
    raw=Raw(),
)

MANAGER_VIEW = Table(
    "manager_view",
    "one manager who was asked in 2024",
    ("manager_id",),
    (
        C("manager_id", "text", "Number of the manager.", pattern=r"M\d{2}"),
        C("dept_id", "text", "The manager's department.", references="departments.dept_id"),
        C("superior_experience", "yes/no", "'We give our customers a superior experience': yes or no."),
        C("expected_overall", "integer", "The overall mark that the manager expects of customers.", low=1, high=10),
    ),
    note="With 40 managers, one manager is 2.5 percentage points of all, and much more of a department.",
)

TABLES = (SURVEY_INVITES, SURVEY_RESPONSES, SURVEY_TRUTH, RELATIONSHIP_SURVEY, MANAGER_VIEW)
