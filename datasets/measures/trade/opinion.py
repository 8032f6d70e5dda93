"""Measurements of what was planted in opinions about orders: the mix of channels, and the smallest region."""

from __future__ import annotations

import pandas as pd

from datasets.measures.model import Measures, Tables, nps


def channel_mix(tables: Tables) -> Measures:
    """P06: change of the post-order NPS from 2023 to 2024, in all and by order channel; points."""
    answers = _answers(tables)
    year = answers.order_date.dt.year
    total = answers.groupby(year).nps.agg(nps)
    by_channel = answers.groupby([answers.channel, year]).nps.agg(nps).unstack()
    change = (by_channel[2024] - by_channel[2023]).to_dict()
    return {"total": float(total[2024] - total[2023]), **{name: float(value) for name, value in change.items()}}


def small_region(tables: Tables) -> Measures:
    """P23: post-order NPS of Islands and of the four large regions, with 95 % intervals (1.96 standard errors)."""
    answers = _answers(tables).merge(tables["customers"], on="customer_id")
    by_region = answers.groupby("region").nps.agg([nps, standard_error, "size"])
    islands, large = by_region.loc["Islands"], by_region.drop("Islands")
    rest = answers.nps[answers.region != "Islands"]
    apart = (islands.nps - nps(rest)) / (islands.standard_error**2 + standard_error(rest) ** 2) ** 0.5
    inside = (large.nps - islands.nps).abs() <= 1.96 * islands.standard_error
    return {
        "answers of Islands": float(islands["size"]),
        "interval of Islands": 1.96 * float(islands.standard_error),
        "widest interval of a large region": 1.96 * float(large.standard_error.max()),
        "highest minus lowest large region": float(large.nps.max() - large.nps.min()),
        "Islands minus the rest, in standard errors": float(apart),
        "large regions inside the interval of Islands": float(inside.sum()),
    }


def standard_error(marks: pd.Series) -> float:
    """Standard error of a net promoter score, in points."""
    sign = (marks >= 9).astype(int) - (marks <= 6).astype(int)
    return 100 * float(sign.std(ddof=0)) / len(marks) ** 0.5


def _answers(tables: Tables) -> pd.DataFrame:
    answers = tables["survey_responses"].query("kind == 'post_order'").drop(columns="customer_id")
    return answers.merge(tables["orders"], left_on="ref", right_on="order_id")
