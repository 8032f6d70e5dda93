"""Measurements of what was planted in paying and leaving."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.measures.model import Measures, Tables

FOLLOW_UP_DAYS = 180
PRICE_RISE_MONTHS = ("2024-05-01", "2024-06-01")


def stockout_and_churn(tables: Tables) -> Measures:
    """P03: subscriptions ended, after any stock-out minus without, plain and at the same mix of tiers; points."""
    subs = tables["subscriptions"].merge(tables["customers"], on="customer_id")
    met = subs.customer_id.isin(tables["orders"].query("stockout == 1").customer_id).rename("met")
    left = subs.end_date.notna()
    by_tier = left.groupby([subs.tier, met]).mean().unstack()
    gap = (by_tier[True] - by_tier[False]) * subs.tier.value_counts(normalize=True)
    return {"naive": 100 * float(left[met].mean() - left[~met].mean()), "same tiers": 100 * float(gap.sum())}


def flexible_payment(tables: Tables) -> Measures:
    """P05: CSAT top-2 of billing surveys: offered minus not (at random), and flex minus others where people chose."""
    bills = tables["survey_responses"].query("kind == 'billing'")
    bills = bills.merge(tables["subscriptions"], left_on="ref", right_on="subscription_id")
    top, offer, flex = bills.csat >= 4, bills.flex_offered, bills.payment_option == "flex"
    chose = offer == -1
    return {
        "offered minus not": 100 * float(top[offer == 1].mean() - top[offer == 0].mean()),
        "chosen minus not": 100 * float(top[chose & flex].mean() - top[chose & ~flex].mean()),
    }


def disputes(tables: Tables) -> Measures:
    """P20: disputed bills of 2024, in per cent of the bills and for 100 billed subscriptions; upfront and flex."""
    bills = tables["invoices"].merge(tables["subscriptions"], on="subscription_id")
    by_option = bills.groupby("payment_option").agg(
        disputed=("disputed", "sum"), bills=("disputed", "size"), subscriptions=("subscription_id", "nunique")
    )
    return {
        f"for 100 {unit}, {option}": 100 * float(by_option.disputed[option] / by_option[unit][option])
        for unit in ("bills", "subscriptions")
        for option in ("upfront", "flex")
    }


def price_rise(tables: Tables) -> Measures:
    """P26: monthly churn in May and June 2024 and in the four months before and after, per cent; and their ratio."""
    status = tables["monthly_status"]
    risen = status.month.isin(pd.to_datetime(PRICE_RISE_MONTHS))
    around = status.month.between("2024-01-01", "2024-10-01") & ~risen
    values = {"May and June": 100 * float(status.left[risen].mean()), "around": 100 * float(status.left[around].mean())}
    return {**values, "ratio": values["May and June"] / values["around"]}


def effort_and_churn(tables: Tables) -> Measures:
    """P27: subscriptions left within 180 days of an answer about a contact: it was hard (ease 1-4) or easy (5-7).

    Only answers with 180 days of follow-up, and only subscriptions that were active on the day of the answer.
    """
    answers = tables["survey_responses"].query("kind == 'post_contact'")
    answers = answers.assign(ease=np.where(answers.ces_version == "2.0", answers.ces, 8 - answers.ces))
    both = answers.merge(tables["subscriptions"], on="customer_id")
    active = (both.start_date <= both.sent_on) & ~(both.end_date < both.sent_on)
    both = both[active & (both.sent_on <= pd.Timestamp("2024-12-31") - pd.Timedelta(days=FOLLOW_UP_DAYS))]
    left = (both.end_date - both.sent_on).dt.days <= FOLLOW_UP_DAYS
    hard = both.ease <= 4
    values = {
        "after a hard contact": 100 * float(left[hard].mean()),
        "after an easy one": 100 * float(left[~hard].mean()),
    }
    return {**values, "difference": values["after a hard contact"] - values["after an easy one"]}


def churn(tables: Tables) -> Measures:
    """P29: lost in 2024 of those active on 1 January, ended of all, and the mean month of 2024; per cent."""
    subs, status = tables["subscriptions"], tables["monthly_status"]
    active = (subs.start_date <= "2024-01-01") & ~(subs.end_date < "2024-01-01")
    months = status[status.month >= "2024-01-01"].groupby("month").left.mean()
    return {
        "lost in 2024": 100 * float(subs.end_date[active].notna().mean()),
        "ended of all": 100 * float(subs.end_date.notna().mean()),
        "mean month": 100 * float(months.mean()),
    }
