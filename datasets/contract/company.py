"""The contract of the tables about Fernwick itself: its departments, people and products."""

from __future__ import annotations

from datasets.model import Column as C
from datasets.model import Table

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

DEPARTMENTS = Table(
    "departments",
    "one department",
    ("dept_id",),
    (
        C("dept_id", "text", "Short code of the department.", pattern="[A-Z]{2,3}"),
        C("dept_name", "text", "Name of the department."),
        C("budgeted_heads", "integer", "People for whom there is money in the budget.", "people", low=1, high=1000),
    ),
)

CONTACT_REASONS = Table(
    "contact_reasons",
    "one reason to contact us",
    ("reason",),
    (
        C("reason", "text", "Why a customer gets in touch.", allowed=REASONS),
        C("caused_by", "text", "The department whose work causes this reason.", references="departments.dept_id"),
        C("handled_by", "text", "The department that answers.", references="departments.dept_id"),
    ),
    note="Customer Service answers every contact, whichever department caused it.",
)

PRODUCTS = Table(
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
)

TABLES = (DEPARTMENTS, CONTACT_REASONS, PRODUCTS)
