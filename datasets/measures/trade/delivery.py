"""Measurements of what was planted in deliveries: lateness, the notice of a delay, the promise of one day."""

from __future__ import annotations

from datasets.measures.model import Measures, Tables, nps


def late_delivery(tables: Tables) -> Measures:
    """P01: NPS of delivered web and app orders by days late."""
    answers = tables["survey_responses"].query("kind == 'post_order'")
    answers = answers.merge(tables["deliveries"], left_on="ref", right_on="order_id")
    days = answers.days_late
    return {
        "NPS on time": nps(answers.nps[days <= 0]),
        "NPS one day late": nps(answers.nps[days == 1]),
        "NPS two or more days late": nps(answers.nps[days >= 2]),
    }


def delay_notice(tables: Tables) -> Measures:
    """P02: per cent of orders of the trial with a contact, by the group drawn, among late orders and among all."""
    orders = tables["orders"].query("'2024-01-01' <= order_date <= '2024-06-30'")
    orders = orders.merge(tables["experiment_assignments"], on="customer_id")
    late = orders.order_id.isin(tables["deliveries"].query("days_late > 0").order_id)
    asked = 100 * orders.order_id.isin(tables["contacts"].order_id)
    among_late, among_all = asked[late].groupby(orders.arm).agg(["size", "mean"]), asked.groupby(orders.arm).mean()
    return {
        "late orders, notice": float(among_late["size"].notice),
        "late orders, control": float(among_late["size"].control),
        "contact rate, notice": float(among_late["mean"].notice),
        "contact rate, control": float(among_late["mean"].control),
        "difference among late orders": float(among_late["mean"].notice - among_late["mean"].control),
        "difference among all orders": float(among_all.notice - among_all.control),
    }


def one_day_promise(tables: Tables) -> Measures:
    """P11: web and app orders of 2023, under the promise of one day (inside) and of three (outside)."""
    orders = tables["orders"].query("channel != 'store' and order_date < '2024-01-01'")
    orders = orders.merge(tables["deliveries"], on="order_id")
    inside = orders.promised_days == 1
    days = (orders.delivered_date - orders.order_date).dt.days
    there = days.notna()
    late, asked = 100 * (orders.days_late > 0), 100 * orders.order_id.isin(tables["contacts"].order_id)
    answers = tables["survey_responses"].merge(orders, left_on="ref", right_on="order_id")
    short = answers.promised_days == 1
    twelve_weeks_before = orders.order_date.between("2023-06-05", "2023-08-27")
    return {
        "days on the way inside": float(days[inside].mean()),
        "days on the way outside": float(days[~inside].mean()),
        "late inside": float(late[inside & there].mean()),
        "late outside": float(late[~inside & there].mean()),
        "NPS, inside minus outside": nps(answers.nps[short]) - nps(answers.nps[~short]),
        "contacts per 100 orders, inside minus outside": float(asked[inside].mean() - asked[~inside].mean()),
        "more orders than in the twelve weeks before": 100 * float(inside.sum() / twelve_weeks_before.sum() - 1),
    }
