"""Measurements of what was planted in the goods: a TV that comes back, shelves that run empty."""

from __future__ import annotations

from datasets.measures.model import Measures, Tables

COMPLETE_UNTIL = "2024-11-15"
"""The last day of order whose returns were nearly all in by the end of the window."""


def pairing_fix(tables: Tables) -> Measures:
    """P10: per cent of arrived orders of TV C that came back, by hub at home and by the day of the fix."""
    sold = tables["orders"].merge(tables["products"], on="product_id").merge(tables["customers"], on="customer_id")
    lost = tables["deliveries"].query("days_late.isna()").order_id
    sold = sold[(sold.order_date <= COMPLETE_UNTIL) & ~sold.order_id.isin(lost)]
    back = 100 * sold.order_id.isin(tables["returns"].order_id)
    models = back[sold.category == "TV"].groupby(sold.product_name).mean()
    tv_c, other, before = sold.product_name == "TV C", sold.hub_brand == "Other", sold.order_date < "2024-06-03"
    return {
        "all products": float(back.mean()),
        "TV C": float(models["TV C"]),
        "next worst TV": float(models.drop("TV C").max()),
        "TV C before": float(back[tv_c & before].mean()),
        "TV C before, hub of another maker": float(back[tv_c & before & other].mean()),
        "TV C before, our hub or none": float(back[tv_c & before & ~other].mean()),
        "TV C after, hub of another maker": float(back[tv_c & ~before & other].mean()),
    }


def early_warning(tables: Tables) -> Measures:
    """P16: per cent of weeks with a stock-out, W2 and others, before and from July 2024; how much more W2 changed."""
    stock = tables["inventory_weekly"]
    share = 100 * (stock.days_out_of_stock > 0).groupby([stock.warehouse == "W2", stock.week >= "2024-07-01"]).mean()
    values = {
        "W2 before": share[True, False],
        "W2 after": share[True, True],
        "others before": share[False, False],
        "others after": share[False, True],
    }
    change = (share[True, True] - share[True, False]) - (share[False, True] - share[False, False])
    return {name: float(value) for name, value in {**values, "difference in differences": change}.items()}


def monday_snapshot(tables: Tables) -> Measures:
    """P17: weeks with a stock-out, weeks that began with an empty shelf, and how many of the first the second sees."""
    stock = tables["inventory_weekly"]
    weeks, mondays = 100 * (stock.days_out_of_stock > 0).mean(), 100 * (stock.monday_stock == 0).mean()
    return {"stock-out weeks": float(weeks), "empty Mondays": float(mondays), "seen": 100 * float(mondays / weeks)}
