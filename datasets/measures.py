"""The planted effects, measured as a learner would measure them: from the published tables only."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

Tables = Mapping[str, pd.DataFrame]
Measures = dict[str, float]


def nps(marks: pd.Series) -> float:
    """Net promoter score of marks from 0 to 10, in points from -100 to +100."""
    return 100 * float((marks >= 9).mean() - (marks <= 6).mean())


def late_delivery(tables: Tables) -> Measures:
    """P01: NPS of delivered web and app orders by days late."""
    answers = _order_answers(tables).merge(tables["deliveries"], on="order_id")
    days = answers.days_late
    return {
        "NPS on time": nps(answers.nps[days <= 0]),
        "NPS one day late": nps(answers.nps[days == 1]),
        "NPS two or more days late": nps(answers.nps[days >= 2]),
    }


def delay_notice(tables: Tables) -> Measures:
    """P02: share of late orders with a contact, in the weeks of the trial, by whether the customer was told; points."""
    late = tables["deliveries"].query("days_late > 0").merge(tables["orders"], on="order_id")
    late = late[late.order_date.between("2024-01-01", "2024-06-30")]
    asked = late.order_id.isin(tables["contacts"].order_id)
    difference = asked[late.notified].mean() - asked[~late.notified].mean()
    return {"contact rate, told minus not told": 100 * float(difference)}


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


def channel_mix(tables: Tables) -> Measures:
    """P06: change of the post-order NPS from 2023 to 2024, in all and by order channel; points."""
    answers = _order_answers(tables)
    year = answers.order_date.dt.year
    total = answers.groupby(year).nps.agg(nps)
    by_channel = answers.groupby([answers.channel, year]).nps.agg(nps).unstack()
    change = (by_channel[2024] - by_channel[2023]).to_dict()
    return {"total": float(total[2024] - total[2023]), **{name: float(value) for name, value in change.items()}}


def phone_and_chat(tables: Tables) -> Measures:
    """P07: solved at the first contact, phone minus chat, in all and by complexity; points."""
    first = _issues(tables)
    by_channel = first.groupby("channel").solved.mean()
    by_both = first.groupby(["complexity", "channel"]).solved.mean().unstack()
    gap = 100 * (by_both.phone - by_both.chat)
    return {"total": 100 * float(by_channel.phone - by_channel.chat), **{k: float(v) for k, v in gap.items()}}


def non_response(tables: Tables) -> Measures:
    """P08: NPS of the answers and of everybody invited after an order; response rate in per cent by opinion."""
    invited = tables["survey_invites"].query("kind == 'post_order'").merge(tables["survey_truth"], on="invite_id")
    group = pd.cut(invited.true_nps, [-1, 6, 8, 10], labels=["detractors", "passives", "promoters"]).astype("str")
    rates = invited.groupby(group).responded.mean()
    return {
        "NPS of all invited": nps(invited.true_nps),
        "NPS of the answers": nps(invited.true_nps[invited.responded]),
        **{f"response of {name}": 100 * float(rate) for name, rate in rates.items()},
    }


def selective_agents(tables: Tables) -> Measures:
    """P09: the six agents who invite least (of those with 25 contacts or more), against all others."""
    answered = tables["contacts"].query("not abandoned")
    invited = answered.contact_id.isin(tables["survey_invites"].query("kind == 'post_contact'").ref)
    by_agent = invited.groupby(answered.agent_id).agg(["mean", "size"])
    six = by_agent[by_agent["size"] >= 25].nsmallest(6, "mean").index
    chosen, answers = answered.agent_id.isin(six), tables["survey_responses"].query("kind == 'post_contact'")
    return {
        "invited by the six": 100 * float(invited[chosen].mean()),
        "invited by others": 100 * float(invited[~chosen].mean()),
        "NPS of the six": nps(answers.nps[answers.agent_id.isin(six)]),
        "NPS of others": nps(answers.nps[~answers.agent_id.isin(six)]),
    }


def own_tick(tables: Tables) -> Measures:
    """P15: per cent of issues solved at the first contact, of answered contacts ticked, and of unsolved ones ticked.

    Unsolved here means that another contact about the same issue followed.
    """
    answered = tables["contacts"].query("not abandoned")
    last = tables["contacts"].groupby("issue_id").attempt.max()
    unsolved = answered.attempt < answered.issue_id.map(last)
    return {
        "solved at first contact": 100 * float(_issues(tables).solved.mean()),
        "ticked by agents": 100 * float(answered.agent_marked_resolved.mean()),
        "ticked although unsolved": 100 * float(answered.agent_marked_resolved[unsolved].mean()),
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


def _order_answers(tables: Tables) -> pd.DataFrame:
    answers = tables["survey_responses"].query("kind == 'post_order'")
    return answers.merge(tables["orders"], left_on="ref", right_on="order_id")


def _issues(tables: Tables) -> pd.DataFrame:
    """First contacts of the issues that were answered at least once; `solved` is True if no second contact followed."""
    contacts = tables["contacts"]
    answered = contacts.issue_id.isin(contacts.issue_id[~contacts.abandoned])
    first = contacts[answered & (contacts.attempt == 1)]
    return first.assign(solved=first.issue_id.map(contacts.groupby("issue_id").size()) == 1)
