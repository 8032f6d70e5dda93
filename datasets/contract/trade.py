"""The contract of the tables about buying: customers, orders, deliveries, stock and subscriptions."""

from __future__ import annotations

from datasets.model import Column as C
from datasets.model import Table
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
            "Maker of the smart-home hub at home; 'None' means no hub.",
            allowed=("Fernwick", "Other", "None"),
        ),
    ),
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
)

DELIVERIES = Table(
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
)

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
)
