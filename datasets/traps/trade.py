"""What is wrong in the raw tables about buying, arriving and running out, and how one sees it."""

from __future__ import annotations

from datasets.measures.model import Measures, Tables
from datasets.measures.trade.goods import COMPLETE_UNTIL
from datasets.traps.model import Trap


def same_person_twice(raw: Tables, clean: Tables) -> Measures:
    """Rows beyond the first of each e-mail address, in per cent of people, and how many ways to write five regions."""
    people = raw["customers"]
    again = people.duplicated("email_hash").sum()
    return {"second rows": 100 * float(again / people.email_hash.nunique()), "regions": float(people.region.nunique())}


def overlapping_dates(raw: Tables, clean: Tables) -> Measures:
    """Pairs of campaigns that share a day, and how many orders a join by date would put into two campaigns."""
    list_ = raw["campaigns"].sort_values("first_day")
    pairs = list_.last_day.to_numpy()[:-1] >= list_.first_day.to_numpy()[1:]
    both = clean["orders"].order_date.between(list_.first_day.to_numpy()[1:][pairs][0], list_.last_day[pairs.argmax()])
    return {"pairs": float(pairs.sum()), "orders in two campaigns": float(both.sum())}


def cents_and_tests(raw: Tables, clean: Tables) -> Measures:
    """Orders of nobody, orders that cost a hundred times the price list, and by how much they blow up all revenue."""
    orders = raw["orders"].merge(raw["products"][["product_id", "list_price"]], on="product_id")
    times = orders.revenue / (orders.list_price * orders.quantity * (1 - orders.discount))
    return {
        "test orders": float((~orders.customer_id.isin(raw["customers"].customer_id)).sum()),
        "orders in cents": float((times > 50).sum()),
        "revenue, times the right one": float(orders.revenue.sum() / clean["orders"].revenue.sum()),
    }


def lost_and_too_early(raw: Tables, clean: Tables) -> Measures:
    """Parcels without a date in per cent, parcels that arrive on the day of the order or before, and whose they are."""
    parcels = raw["deliveries"].merge(raw["orders"][["order_id", "order_date"]], on="order_id")
    early = parcels[parcels.delivered_date <= parcels.order_date]
    return {
        "lost": 100 * float(parcels.delivered_date.isna().mean()),
        "too early": float(len(early)),
        "too early, ParcelCo's": float((early.carrier == "ParcelCo").sum()),
    }


def recent_and_other(raw: Tables, clean: Tables) -> Measures:
    """Share of 'other' among the reasons; per cent returned of the orders of December 2024, and of all older ones."""
    orders, back = raw["orders"], raw["returns"]
    returned = 100 * orders.order_id.isin(back.order_id)
    return {
        "other": 100 * float((back.reason == "other").mean()),
        "returned, December 2024": float(returned[orders.order_date >= "2024-12-01"].mean()),
        "returned, complete": float(returned[orders.order_date <= COMPLETE_UNTIL].mean()),
    }


def negative_stock(raw: Tables, clean: Tables) -> Measures:
    """Shelves with fewer than no pieces, and the per cent of stock-out weeks that a count on Mondays sees."""
    stock = raw["inventory_weekly"]
    seen = (clean["inventory_weekly"].monday_stock == 0).sum() / (stock.days_out_of_stock > 0).sum()
    return {"negative": float((stock.monday_stock < 0).sum()), "seen on Mondays": 100 * float(seen)}


def uneven_lists(raw: Tables, clean: Tables) -> Measures:
    """Customers in both groups in per cent, and the share of the notice, first entries: on the worst day, on others."""
    rows = raw["experiment_assignments"]
    first = rows.sort_values("assigned_on", kind="stable").drop_duplicates("customer_id")
    notice = 100 * (first.arm == "notice")
    by_day = notice.groupby(first.assigned_on).agg(["mean", "size"]).query("size >= 100")
    worst = by_day["mean"].idxmax()
    return {
        "in both groups": 100 * float(len(rows) / len(first) - 1),
        "notice on the uneven day": float(by_day["mean"].max()),
        "notice on all other days": float(notice[first.assigned_on != worst].mean()),
    }


TRAPS: tuple[Trap, ...] = (
    Trap(
        "customers",
        "4",
        "135 people are in the table a second time, with a later number and the region typed by hand ('NORTH', 'N.')",
        "one row a person (email_hash): the first",
        same_person_twice,
        {"second rows": (1.5, 1.5), "regions": (16, 20)},
    ),
    Trap(
        "campaigns",
        "15",
        "K05 stands with its planned last day, 26 November 2023, although Black Week (K06) took over on the 20th",
        "K05 ends on 19 November 2023",
        overlapping_dates,
        {"pairs": (1, 1), "orders in two campaigns": (700, 1250)},
    ),
    Trap(
        "orders",
        "27",
        "the revenue of 7 to 13 October 2024 is in cents; 25 test orders of 20 pieces belong to C00000, who is nobody",
        "revenue in euro; no test orders",
        cents_and_tests,
        {"test orders": (25, 25), "orders in cents": (200, 380), "revenue, times the right one": (1.5, 2.3)},
    ),
    Trap(
        "deliveries",
        "12",
        "parcels of ParcelCo ordered from 2 September to 20 October 2024 have the date in UTC: all a day early, and "
        "some on the day of the order; 0.6 % of all parcels were lost and have no date (also in the clean copy)",
        "one day is added to delivered_date and days_late of those parcels; lost parcels stay empty",
        lost_and_too_early,
        {"lost": (0.4, 0.8), "too early": (90, 200), "too early, ParcelCo's": (90, 200)},
    ),
    Trap(
        "returns",
        "13",
        "a quarter of the reasons is 'other'; orders of the last six weeks have not had time to come back",
        "nothing: both are in the clean copy",
        recent_and_other,
        {"other": (22, 30), "returned, December 2024": (1.1, 3.1), "returned, complete": (4.3, 5.2)},
    ),
    Trap(
        "inventory_weekly",
        "12",
        "30 empty shelves have a stock below zero; "
        "the count on Mondays misses half of the stock-outs (also in the clean copy)",
        "stock below zero is zero",
        negative_stock,
        {"negative": (30, 30), "seen on Mondays": (48, 58.3)},
    ),
    Trap(
        "experiment_assignments",
        "25",
        "on 14 December 2023 the lists were filled 70 to 30; 3 % of the customers got the other treatment and were "
        "logged a second time in the other group",
        "without the customers of that day, and with the first entry of each customer only",
        uneven_lists,
        {
            "in both groups": (2.4, 3.7),
            "notice on the uneven day": (63, 77),
            "notice on all other days": (47.9, 52.1),
        },
    ),
)
