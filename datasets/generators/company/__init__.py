"""Departments, reasons and products: what Fernwick is, whoever buys."""

from datasets.generators.company.fixed import contact_reasons, departments
from datasets.generators.company.products import products

GENERATORS = {
    "departments": (departments, ()),
    "contact_reasons": (contact_reasons, ()),
    "products": (products, ()),
}
