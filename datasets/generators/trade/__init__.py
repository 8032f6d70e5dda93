"""Who bought what, how it arrived, what came back, what was on the shelf, and who was in the trial."""

from datasets.generators.trade.campaigns import campaigns
from datasets.generators.trade.customers import customers
from datasets.generators.trade.deliveries import deliveries
from datasets.generators.trade.inventory import inventory_weekly
from datasets.generators.trade.orders import orders
from datasets.generators.trade.returns import returns
from datasets.generators.trade.trial import experiment_assignments

GENERATORS = {
    "customers": (customers, ()),
    "campaigns": (campaigns, ()),
    "orders": (orders, ("customers", "products")),
    "deliveries": (deliveries, ("customers", "orders")),
    "returns": (returns, ("customers", "products", "orders", "deliveries")),
    "inventory_weekly": (inventory_weekly, ("products",)),
    "experiment_assignments": (experiment_assignments, ("customers",)),
}
