"""What flows between customers and Finance, and what Fernwick could spend it on."""

from datasets.generators.money.assumptions import finance_assumptions
from datasets.generators.money.initiatives import initiatives
from datasets.generators.money.invoices import invoices
from datasets.generators.money.status import monthly_status
from datasets.generators.money.subscriptions import subscriptions

GENERATORS = {
    "subscriptions": (subscriptions, ("customers", "orders", "contacts")),
    "invoices": (invoices, ("subscriptions",)),
    "monthly_status": (monthly_status, ("subscriptions", "orders")),
    "finance_assumptions": (finance_assumptions, ()),
    "initiatives": (initiatives, ()),
}
