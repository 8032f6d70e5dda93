"""The contract of the tables about buying: customers, campaigns, orders, deliveries, returns, stock and the trial."""

from __future__ import annotations

from datasets.model import Column as C
from datasets.model import Raw, Table
from datasets.window import FIRST_DAY, LAST_DAY

CHANNELS = ("store", "web", "app")
CUSTOMER = C("customer_id", "text", "The customer.", references="customers.customer_id")

CUSTOMERS = Table(
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
        C("age_band", "text", "Age in years.", allowed=("18-29", "30-44", "45-59", "60+")),
        C("tier", "text", "Level in the loyalty programme.", allowed=("Basic", "Plus", "Premium")),
        C(
            "hub_brand",
            "text",
            "Maker of the smart-home hub at home.",
            allowed=("Fernwick", "Other", "No hub"),
        ),
        C(
            "email_hash",
            "text",
            "Stands for the e-mail address: the same person always has the same one.",
            pattern="[0-9a-f]{12}",
        ),
        C("newsletter", "yes/no", "The customer agreed to get the newsletter."),
    ),
    raw=Raw(columns=(C("region", "text", "Where the customer lives, as it was typed in."),)),
)

CAMPAIGNS = Table(
    "campaigns",
    "one marketing campaign",
    ("campaign_id",),
    (
        C("campaign_id", "text", "Number of the campaign.", pattern=r"K\d{2}"),
        C("campaign_name", "text", "Name of the campaign."),
        C("channel", "text", "For which orders it was: all of them, or web and app only.", allowed=("all", "online")),
        C(
            "audience",
            "text",
            "For whom it was: for everybody, or for customers who get the newsletter.",
            allowed=("everybody", "newsletter"),
        ),
        C("first_day", "date", "First day.", low=FIRST_DAY, high=LAST_DAY),
        C("last_day", "date", "Last day.", low=FIRST_DAY, high=LAST_DAY),
        C(
            "promise_days",
            "integer",
            "Days until delivery that it promised for web and app orders.",
            "days",
            low=1,
            high=3,
        ),
        C("discount", "number", "Share taken off the list price.", allowed=(0.0, 0.05, 0.10, 0.20)),
        C("cost_eur", "integer", "What the campaign cost, without the discounts.", "€", low=1, high=100_000),
    ),
    raw=Raw(),
)

ORDERS = Table(
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
        C(
            "revenue",
            "number",
            "What the customer paid: list price × quantity × (1 − discount).",
            "€",
            low=1,
            high=50_000,
        ),
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
            references="campaigns.campaign_id",
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
    raw=Raw(
        columns=(
            C("customer_id", "text", "The customer; C00000 is nobody.", pattern=r"C\d{5}"),
            C("revenue", "number", "What the customer paid, as it was exported.", "€", low=1, high=5_000_000),
        )
    ),
)

DELIVERIES = Table(
    "deliveries",
    "the delivery of one web or app order",
    ("order_id",),
    (
        C("order_id", "text", "The order.", references="orders.order_id"),
        C("carrier", "text", "Who brought it.", allowed=("ParcelCo", "Larkway", "Dunpost", "OwnVan")),
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
    note="Store orders have no delivery. A parcel leaves on the evening of the order, so it cannot arrive before the "
    "next day. From January to June 2024 a random half of the customers was told about delays "
    "(`experiment_assignments`); from August 2024 everybody was. "
    "Deliveries of the last orders reach into January 2025.",
    raw=Raw(),
)

RETURNS = Table(
    "returns",
    "one order that came back",
    ("order_id",),
    (
        C("order_id", "text", "The order.", references="orders.order_id"),
        C("returned_on", "date", "Day on which it came back.", low=FIRST_DAY, high=LAST_DAY),
        C(
            "reason",
            "text",
            "Why, as it was filed.",
            allowed=(
                "faulty",
                "not as expected",
                "ordered by mistake",
                "does not pair",
                "damaged",
                "incomplete",
                "too late",
                "other",
            ),
        ),
    ),
    note="Customers may return an order up to 42 days after it arrived. What came back after 31 December 2024 is not "
    "in the table, so the orders of the last six weeks look better than they are.",
)

INVENTORY_WEEKLY = Table(
    "inventory_weekly",
    "one product in one warehouse in one week",
    ("week", "warehouse", "product_id"),
    (
        C("week", "date", "Monday of the week.", low=FIRST_DAY, high="2024-12-23"),
        C("warehouse", "text", "The warehouse.", allowed=("W1", "W2", "W3")),
        C("product_id", "text", "The product.", references="products.product_id"),
        C(
            "days_out_of_stock",
            "integer",
            "Working days of the week without stock.",
            "days",
            low=0,
            high=5,
        ),
        C(
            "monday_stock",
            "integer",
            "Pieces on the shelf on Monday morning; 0 is out of stock.",
            "pieces",
            low=0,
            high=5000,
        ),
    ),
    note="From July 2024 an early warning tells warehouse W2 when a product will soon run out.",
    raw=Raw(
        columns=(
            C(
                "monday_stock",
                "integer",
                "Pieces on the shelf on Monday morning, as the system booked them.",
                "pieces",
                low=-20,
                high=5000,
            ),
        )
    ),
)

EXPERIMENT_ASSIGNMENTS = Table(
    "experiment_assignments",
    "one customer in the trial of the delay notice",
    ("customer_id",),
    (
        CUSTOMER,
        C("arm", "text", "The group, drawn at random: told about delays, or not.", allowed=("notice", "control")),
        C("assigned_on", "date", "Day on which the group was drawn.", low="2023-12-11", high="2024-06-30"),
    ),
    note="The trial ran from 1 January to 30 June 2024. Customers of that time were put on the lists on the working "
    "days from 11 to 29 December 2023, later ones when they signed up.",
    raw=Raw(key=("customer_id", "arm")),
)

TABLES = (CUSTOMERS, CAMPAIGNS, ORDERS, DELIVERIES, RETURNS, INVENTORY_WEEKLY, EXPERIMENT_ASSIGNMENTS)
