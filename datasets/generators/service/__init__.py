"""Customers who get in touch, who answers them, and what becomes of their complaints."""

from datasets.generators.service.complaints import complaints
from datasets.generators.service.contacts import contacts

GENERATORS = {
    "contacts": (contacts, ("customers", "products", "employees", "orders", "deliveries")),
    "complaints": (complaints, ("contacts", "orders")),
}
