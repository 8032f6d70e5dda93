"""The contract of Fernwick's tables, read by the generators' build, the checker, the dictionary and the tests."""

from __future__ import annotations

from datasets.model import Column as C
from datasets.model import Table

FIRST_DAY, LAST_DAY = "2023-01-02", "2024-12-31"
CHANNELS = ("store", "web", "app")
REASONS = (
    "late delivery",
    "missing or damaged item",
    "out of stock",
    "billing question",
    "price or promotion unclear",
    "device does not pair",
    "app or website error",
    "account access",
    "store advice was wrong",
    "product question",
)
SURVEYS = ("post_order", "post_contact", "billing")
CUSTOMER = C("customer_id", "text", "The customer.", references="customers.customer_id")
INVITE = C("invite_id", "text", "The invitation.", pattern=r"V\d{5}", references="survey_invites.invite_id")
KIND = C("kind", "text", "What the survey was about: an order, a contact with us, or a bill.", allowed=SURVEYS)
REF = C("ref", "text", "What exactly it was about: an order_id (post_order), contact_id (post_contact) or subscription_id (billing).")
SENT = C("sent_on", "date", "The day on which the invitation was sent.", low=FIRST_DAY, high=LAST_DAY)

TABLES = (
    Table(
        "departments",
        "one department",
        ("dept_id",),
        (
            C("dept_id", "text", "Short code of the department.", pattern="[A-Z]{2,3}"),
            C("dept_name", "text", "Name of the department."),
            C("budgeted_heads", "integer", "People for whom there is money in the budget.", "people", low=1, high=1000),
        ),
    ),
    Table(
        "contact_reasons",
        "one reason to contact us",
        ("reason",),
        (
            C("reason", "text", "Why a customer gets in touch.", allowed=REASONS),
            C("caused_by", "text", "The department whose work causes this reason.", references="departments.dept_id"),
            C("handled_by", "text", "The department that answers.", references="departments.dept_id"),
        ),
        note="Customer Service answers every contact. It causes only few of them.",
    ),
    Table(
        "employees",
        "one person who works or worked at Fernwick",
        ("employee_id",),
        (
            C("employee_id", "text", "Number of the person.", pattern=r"E\d{4}"),
            C("dept_id", "text", "The person's department.", references="departments.dept_id"),
            C("team_id", "text", "The person's team.", pattern=r"[A-Z]{2,3}-\d{2}"),
            C("hire_date", "date", "First day of work.", low="2010-01-01", high=LAST_DAY),
            C("end_date", "date", "Last day of work.", low=FIRST_DAY, high=LAST_DAY, missing="still employed"),
        ),
        note="People who left before 2 January 2023 are not in the table.",
    ),
    Table(
        "products",
        "one product",
        ("product_id",),
        (
            C("product_id", "text", "Number of the product.", pattern=r"P\d{3}"),
            C("product_name", "text", "Name of the product: its category and a letter."),
            C(
                "category",
                "text",
                "Kind of product.",
                allowed=("TV", "Hub", "Speaker", "Lighting", "Router", "Sensor", "Camera"),
            ),
            C("list_price", "number", "Price without discount.", "€", low=1, high=5000),
            C("launch_date", "date", "First day on sale.", low="2018-01-01", high="2022-12-31"),
        ),
    ),
    Table(
        "customers",
        "one customer",
        ("customer_id",),
        (
            C("customer_id", "text", "Number of the customer.", pattern=r"C\d{5}"),
            C("signup_date", "date", "Day on which the customer opened an account.", low="2018-01-01", high=LAST_DAY),
            C(
                "region",
                "text",
                "Where the customer lives. Islands is small: about 2 % of all customers.",
                allowed=("North", "South", "East", "West", "Islands"),
            ),
            C("age_band", "text", "Age in years.", "years", allowed=("18-29", "30-44", "45-59", "60+")),
            C("tier", "text", "Level in the loyalty programme.", allowed=("Basic", "Plus", "Premium")),
            C(
                "hub_brand",
                "text",
                "Maker of the smart-home hub at home; 'None' means no hub.",
                allowed=("Fernwick", "Other", "None"),
            ),
        ),
    ),
    Table(
        "orders",
        "one order of one product",
        ("order_id",),
        (
            C("order_id", "text", "Number of the order.", pattern=r"O\d{5}"),
            CUSTOMER,
            C("order_date", "date", "Day of the order.", low=FIRST_DAY, high=LAST_DAY),
            C("channel", "text", "Where the customer ordered.", allowed=CHANNELS),
            C("product_id", "text", "The product.", references="products.product_id"),
            C("quantity", "integer", "Pieces ordered.", "pieces", low=1, high=20),
            C("discount", "number", "Share taken off the list price.", allowed=(0.0, 0.05, 0.10, 0.20)),
            C("revenue", "number", "What the customer paid: list price × quantity × (1 − discount).", "€", low=1, high=50_000),
            C(
                "promised_days",
                "number",
                "Days until delivery that we promised.",
                "days",
                allowed=(1.0, 3.0),
                missing="a store order: the customer takes it home",
            ),
            C(
                "campaign_id",
                "text",
                "The marketing campaign that the order belongs to.",
                pattern=r"K\d{2}",
                missing="no campaign",
            ),
            C(
                "stockout",
                "integer",
                "1 if what the customer wanted first was out of stock (the order is for another product), else 0.",
                allowed=(0, 1),
            ),
        ),
        note="Campaign K05 (28 August to 19 November 2023) promised delivery in one day for all web and app orders. "
        "`stockout` is what the customer met; it is not worked out from `inventory_weekly`.",
    ),
    Table(
        "deliveries",
        "the delivery of one web or app order",
        ("order_id",),
        (
            C("order_id", "text", "The order.", references="orders.order_id"),
            C("carrier", "text", "Who brought it.", allowed=("ParcelCo", "SwiftLine", "PostNow", "OwnVan")),
            C("warehouse", "text", "Where it was packed.", allowed=("W1", "W2", "W3")),
            C("delivered_date", "date", "Day of arrival.", low=FIRST_DAY, high="2025-03-31", missing="the parcel was lost"),
            C("promised_date", "date", "Order date plus the promised days.", low=FIRST_DAY, high="2025-01-05"),
            C(
                "days_late",
                "number",
                "Delivered date minus promised date. Zero or less is on time.",
                "days",
                low=-3,
                high=90,
                missing="the parcel was lost",
            ),
            C("notified", "yes/no", "We told the customer about the delay before the promised day."),
            C("in_full", "yes/no", "Everything that was ordered was in the parcel."),
            C("undamaged", "yes/no", "Nothing was broken."),
            C("documents_ok", "yes/no", "The right invoice and papers were in the parcel."),
        ),
        note="Store orders have no delivery. From January to June 2024 a random half of the customers was told about "
        "delays; from August 2024 everybody was. Deliveries of the last orders reach into January 2025.",
    ),
    Table(
        "inventory_weekly",
        "one product in one warehouse in one week",
        ("week", "warehouse", "product_id"),
        (
            C("week", "date", "Monday of the week.", low=FIRST_DAY, high="2024-12-23"),
            C("warehouse", "text", "The warehouse.", allowed=("W1", "W2", "W3")),
            C("product_id", "text", "The product.", references="products.product_id"),
            C("days_out_of_stock", "integer", "Working days of the week on which the product ran out.", "days", low=0, high=5),
            C("monday_stock", "integer", "Pieces on the shelf on Monday morning; 0 is out of stock.", "pieces", low=0, high=5000),
        ),
        note="From July 2024 an early warning tells warehouse W2 when a product will soon run out.",
    ),
    Table(
        "subscriptions",
        "one subscription to a service",
        ("subscription_id",),
        (
            C("subscription_id", "text", "Number of the subscription.", pattern=r"S\d{4}"),
            CUSTOMER,
            C("plan", "text", "The service.", allowed=("Home Network", "IT Care")),
            C("start_date", "date", "First day.", low="2018-01-01", high=LAST_DAY),
            C("end_date", "date", "Last day.", low=FIRST_DAY, high=LAST_DAY, missing="still active on 31 December 2024"),
            C("monthly_fee", "number", "Fee a month.", "€", allowed=(14.90, 29.90)),
            C(
                "flex_offered",
                "integer",
                "1 if flexible payment was offered, 0 if not (at random); -1 where the pilot did not take place.",
                allowed=(-1, 0, 1),
            ),
            C("payment_option", "text", "How the customer pays.", allowed=("upfront", "monthly", "flex")),
        ),
        note="Subscriptions that ended before 2 January 2023 are not in the table.",
    ),
    Table(
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
            C("screens_opened", "integer", "Screens that the agent opened; 0 if nobody answered.", "screens", low=0, high=40),
            C("wait_s", "integer", "Time until an agent answered or the customer gave up.", "seconds", low=0, high=7200),
            C("talk_s", "integer", "Time in conversation; 0 if nobody answered.", "seconds", low=0, high=7200),
            C("hold_s", "integer", "Time on hold; 0 if nobody answered.", "seconds", low=0, high=3600),
            C("wrap_s", "integer", "Time to finish the notes; 0 if nobody answered.", "seconds", low=0, high=3600),
            C("abandoned", "yes/no", "The customer gave up before anybody answered."),
            C("agent_marked_resolved", "yes/no", "The agent ticked 'resolved'. No if nobody answered."),
        ),
    ),
    Table(
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
    ),
    Table(
        "survey_responses",
        "one answered survey",
        ("invite_id",),
        (
            INVITE,
            KIND,
            REF,
            CUSTOMER,
            SENT,
            C("nps", "integer", "'How likely are you to recommend us?' 0 is not at all, 10 is very likely.", low=0, high=10),
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
    ),
    Table(
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
    ),
)


def names() -> tuple[str, ...]:
    """The names of all tables, in the order of the dictionary."""
    return tuple(table.name for table in TABLES)


def named(name: str) -> Table:
    """The table `name`. Raises KeyError when there is none."""
    return {table.name: table for table in TABLES}[name]
