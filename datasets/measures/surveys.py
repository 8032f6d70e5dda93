"""Measurements of what was planted in asking and answering."""

from __future__ import annotations

import numpy as np
import pandas as pd

from datasets.measures.model import Measures, Tables, nps

DRIVERS = ["ease", "speed", "staff_knowledge", "price_fairness", "product_quality"]


def non_response(tables: Tables) -> Measures:
    """P08: NPS of everybody invited after an order and of the answers; what weighting by age adds; response rates.

    The weights give each age band the share that it has among all invitations; rates are per cent by opinion.
    """
    invited = tables["survey_invites"].query("kind == 'post_order'").merge(tables["survey_truth"], on="invite_id")
    invited = invited.merge(tables["customers"][["customer_id", "age_band"]], on="customer_id")
    answers = invited[invited.responded]
    weighted = answers.groupby("age_band").true_nps.agg(nps) @ invited.age_band.value_counts(normalize=True)
    group = pd.cut(invited.true_nps, [-1, 6, 8, 10], labels=["detractors", "passives", "promoters"]).astype("str")
    rates = invited.groupby(group).responded.mean()
    return {
        "NPS of all invited": nps(invited.true_nps),
        "NPS of the answers": nps(answers.true_nps),
        "added by weighting by age": float(weighted) - nps(answers.true_nps),
        "response": 100 * float(invited.responded.mean()),
        **{f"response of {name}": 100 * float(rate) for name, rate in rates.items()},
    }


def selective_agents(tables: Tables) -> Measures:
    """P09: the six agents who invite least (of those with 25 contacts or more), against all others.

    The gap is what lies between the highest rate of the six and the lowest of the others, in points.
    """
    answered = tables["contacts"].query("not abandoned")
    invited = answered.contact_id.isin(tables["survey_invites"].query("kind == 'post_contact'").ref)
    by_agent = invited.groupby(answered.agent_id).agg(["mean", "size"])
    rates = by_agent[by_agent["size"] >= 25]["mean"].nsmallest(7)
    six = rates.index[:6]
    chosen, answers = answered.agent_id.isin(six), tables["survey_responses"].query("kind == 'post_contact'")
    return {
        "invited by the six": 100 * float(invited[chosen].mean()),
        "invited by others": 100 * float(invited[~chosen].mean()),
        "gap": 100 * float(rates.iloc[6] - rates.iloc[5]),
        "NPS of the six": nps(answers.nps[answers.agent_id.isin(six)]),
        "NPS of others": nps(answers.nps[~answers.agent_id.isin(six)]),
    }


def delivery_gap(tables: Tables) -> Measures:
    """P21: per cent of managers who say 'superior', of customers' overall marks that are 9 or 10, and the gap; points.

    The managers' expected mark and the customers' mean mark are on the scale from 1 to 10.
    """
    managers, marks = tables["manager_view"], tables["relationship_survey"].overall
    say, superior = 100 * float(managers.superior_experience.mean()), 100 * float((marks >= 9).mean())
    return {
        "managers": say,
        "customers": superior,
        "gap": say - superior,
        "mark expected": float(managers.expected_overall.mean()),
        "mark given": float(marks.mean()),
    }


def drivers(tables: Tables) -> Measures:
    """P22: what one standard deviation of each question adds to the overall mark, the other four held (least squares).

    Also per cent who name the price as most important, and the step in the overall mark for one mark more, unscaled,
    for ease and staff.
    """
    answers = tables["relationship_survey"]
    marks = answers[DRIVERS].to_numpy(dtype=float)
    centred, overall = marks - marks.mean(axis=0), answers.overall.to_numpy(dtype=float)
    step = np.linalg.lstsq(centred, overall - overall.mean(), rcond=None)[0]
    scaled = step * marks.std(axis=0, ddof=1)
    return {
        **dict(zip(DRIVERS, map(float, scaled), strict=True)),
        "unscaled ease": float(step[DRIVERS.index("ease")]),
        "unscaled staff_knowledge": float(step[DRIVERS.index("staff_knowledge")]),
        "name the price": 100 * float((answers.stated_most_important == "price_fairness").mean()),
    }


def survivors(tables: Tables) -> Measures:
    """P25: change of the mean overall mark from the first wave to the last, of all and of the same people.

    The same people are those who answered in all four waves. Also: how much lower those stood in the first wave who
    had no subscription any more in the last one, and per cent of the first wave's people who are gone.
    """
    answers, subs = tables["relationship_survey"], tables["subscriptions"]
    waves = sorted(answers.wave.unique())
    first = answers[answers.wave == waves[0]]
    always = answers.groupby("customer_id").wave.transform("size") == len(waves)
    change = [_mean(part, waves[-1]) - _mean(part, waves[0]) for part in (answers, answers[always])]
    runs = subs[subs.end_date.isna() | (subs.end_date > "2024-09-15")]
    stayed = first.customer_id.isin(runs.customer_id)
    return {
        "all": float(change[0]),
        "same people": float(change[1]),
        "leavers below stayers": float(first.overall[stayed].mean() - first.overall[~stayed].mean()),
        "gone": 100 * float((~stayed).mean()),
    }


def _mean(answers: pd.DataFrame, wave: str) -> float:
    return answers.overall[answers.wave == wave].mean()
