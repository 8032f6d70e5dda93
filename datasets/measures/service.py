"""Measurements of what was planted in getting in touch."""

from __future__ import annotations

import pandas as pd

from datasets.measures.model import Measures, Tables


def phone_and_chat(tables: Tables) -> Measures:
    """P07: solved at the first contact, phone minus chat, in all and by complexity; points."""
    first = _issues(tables)
    by_channel = first.groupby("channel").solved.mean()
    by_both = first.groupby(["complexity", "channel"]).solved.mean().unstack()
    gap = 100 * (by_both.phone - by_both.chat)
    return {"total": 100 * float(by_channel.phone - by_channel.chat), **{k: float(v) for k, v in gap.items()}}


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


def recognised_callers(tables: Tables) -> Measures:
    """P13: handle time (seconds) and effort score (1-7, high is easy), recognised customers minus the others."""
    answered = _handled(tables["contacts"])
    seconds = answered.groupby("recognised").seconds.mean()
    answers = tables["survey_responses"].query("kind == 'post_contact'")
    answers = answers.merge(answered[["contact_id", "recognised"]], left_on="ref", right_on="contact_id")
    ease = answers.ces.where(answers.ces_version == "2.0", 8 - answers.ces).groupby(answers.recognised).mean()
    return {"handle time": float(seconds[True] - seconds[False]), "effort score": float(ease[True] - ease[False])}


def many_screens(tables: Tables) -> Measures:
    """P14: handle time (seconds) and FCR (per cent) by screens opened; FCR above eight screens minus up to eight."""
    answered = _handled(tables["contacts"])
    seconds = answered.seconds.groupby(_screens(answered)).mean()
    first = _issues(tables).query("not abandoned")
    solved = 100 * first.solved.groupby(_screens(first)).mean()
    many = (first.screens_opened > 8).rename("many")
    inside = 100 * first.solved.groupby([first.complexity, many]).mean().unstack()
    return {
        "seconds at two or fewer": float(seconds["2 or fewer"]),
        "seconds above eight": float(seconds["above 8"]),
        "lowest FCR up to eight": float(solved.drop("above 8").min()),
        "highest FCR up to eight": float(solved.drop("above 8").max()),
        "FCR above eight": float(solved["above 8"]),
        "above eight minus the rest, complex": float(inside.loc["complex", True] - inside.loc["complex", False]),
    }


def authority(tables: Tables) -> Measures:
    """P28: closed within ten days (per cent), by the calendar and with the stopped clock; up to 30 euro, mean days and
    share of the amount paid (per cent), decided by agents and by managers."""
    closed = tables["complaints"].dropna(subset=["closed_on"])
    days = (closed.closed_on - closed.received_on).dt.days
    small = closed[closed.amount_eur <= 30]
    by = small.assign(days=days).groupby("decided_by")
    paid = 100 * by.compensation_eur.sum() / by.amount_eur.sum()
    length = by.days.mean()
    return {
        "in ten days": 100 * float((days <= 10).mean()),
        "in ten days, stopped clock": 100 * float((days - closed.waiting_days <= 10).mean()),
        "days, agent": float(length["agent"]),
        "days, manager": float(length["manager"]),
        "paid, agent": float(paid["agent"]),
        "paid, manager": float(paid["manager"]),
    }


def _handled(contacts: pd.DataFrame) -> pd.DataFrame:
    """The answered contacts with their handle time: talk, hold and wrap-up, in seconds."""
    answered = contacts[~contacts.abandoned]
    return answered.assign(seconds=answered.talk_s + answered.hold_s + answered.wrap_s)


def _screens(contacts: pd.DataFrame) -> pd.Series:
    labels = ["2 or fewer", "3-4", "5-6", "7-8", "above 8"]
    return pd.cut(contacts.screens_opened, [0, 2, 4, 6, 8, 99], labels=labels).astype("str")


def _issues(tables: Tables) -> pd.DataFrame:
    """First contacts of the issues that were answered at least once; `solved` is True if no second contact followed."""
    contacts = tables["contacts"]
    answered = contacts.issue_id.isin(contacts.issue_id[~contacts.abandoned])
    first = contacts[answered & (contacts.attempt == 1)]
    return first.assign(solved=first.issue_id.map(contacts.groupby("issue_id").size()) == 1)
