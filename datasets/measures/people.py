"""Measurements of what was planted in working at Fernwick, in learning and in how people feel about it."""

from __future__ import annotations

import pandas as pd

from datasets.measures.model import Measures, Tables, nps

LAST_DAY = pd.Timestamp("2024-12-31")
TECHNICAL = ("device does not pair", "app or website error")


def technical_training(tables: Tables) -> Measures:
    """P04: technical issues, by whether the agent of the first contact held a valid TECH-1 certificate that day.

    FCR in per cent of the issues whose first contact was answered; handle time a contact and an issue in seconds,
    trained minus untrained; `ever` counts every agent who had earned the certificate by then, expired or not.
    """
    contacts = tables["contacts"].query("reason in @TECHNICAL and not abandoned")
    contacts = contacts.assign(seconds=contacts.talk_s + contacts.hold_s + contacts.wrap_s)
    valid, ever = _certified(contacts, tables["training"])
    first, size = contacts.attempt == 1, tables["contacts"].groupby("issue_id").size()
    solved = 100.0 * (contacts.issue_id[first].map(size) == 1)
    issue = contacts.issue_id[first].map(contacts.groupby("issue_id").seconds.sum())
    return {
        "FCR trained": float(solved[valid[first]].mean()),
        "FCR untrained": float(solved[~valid[first]].mean()),
        "FCR ever trained": float(solved[ever[first]].mean()),
        "handle time, trained minus not": float(contacts.seconds[valid].mean() - contacts.seconds[~valid].mean()),
        "time per issue, trained minus not": float(issue[valid[first]].mean() - issue[~valid[first]].mean()),
    }


def engaged_teams(tables: Tables) -> Measures:
    """P12: correlation between the teams' mean mark in the pulse and their NPS after contacts; number of teams."""
    pulse = tables["employee_pulse"].groupby("team_id").recommend_0_10.mean()
    answers = tables["survey_responses"].query("kind == 'post_contact'").drop(columns="customer_id")
    answers = answers.merge(tables["employees"], left_on="agent_id", right_on="employee_id")
    teams = pd.concat([pulse, answers.groupby("team_id").nps.agg(nps)], axis=1, join="inner")
    return {"r": float(teams.recommend_0_10.corr(teams.nps)), "teams": float(len(teams))}


def coverage(tables: Tables) -> Measures:
    """TECH-1 among the agents employed on 31 December 2024, per cent: valid, ever, certificates for 100 heads."""
    people, training = tables["employees"], tables["training"].query("course == 'TECH-1'")
    agents = people[(people.dept_id == "CS") & people.end_date.isna()].employee_id
    theirs = training[training.employee_id.isin(agents)]
    valid, ever = theirs[theirs.valid_until >= LAST_DAY].employee_id.nunique(), theirs.employee_id.nunique()
    return {
        "valid": 100 * valid / len(agents),
        "ever": 100 * ever / len(agents),
        "certificates": 100 * len(theirs) / len(agents),
        "expired, of those ever trained": 100 * (1 - valid / ever),
    }


def employee_score(tables: Tables) -> Measures:
    """eNPS of all waves and of the last one; teams left out of a quarter, and how their eNPS differs when shown."""
    pulse, people = tables["employee_pulse"], tables["employees"]
    asked = set()
    for quarter in pd.PeriodIndex(sorted(pulse.wave.unique()), freq="Q"):
        day = quarter.end_time.normalize()
        here = people[(people.hire_date <= day) & ~(people.end_date < day)]
        asked |= {(f"{quarter.year}-Q{quarter.quarter}", team) for team in here.team_id}
    left_out = asked - set(zip(pulse.wave, pulse.team_id, strict=True))
    often = pulse.team_id.isin({team for _, team in left_out})
    marks = pulse.recommend_0_10
    return {
        "eNPS last wave": nps(marks[pulse.wave == pulse.wave.max()]),
        "eNPS all waves": nps(marks),
        "team-quarters left out": 100 * len(left_out) / len(asked),
        "eNPS, sometimes left out minus never": nps(marks[often]) - nps(marks[~often]),
    }


def _certified(contacts: pd.DataFrame, training: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """For each contact: did its agent hold a valid TECH-1 certificate that day, and had one ever been earned."""
    pairs = contacts[["contact_id", "agent_id", "opened_at"]].merge(
        training.query("course == 'TECH-1'"), left_on="agent_id", right_on="employee_id"
    )
    day = pairs.opened_at.dt.normalize()
    had = pairs.completed_on <= day
    valid = contacts.contact_id.isin(pairs.contact_id[had & (day <= pairs.valid_until)])
    return valid, contacts.contact_id.isin(pairs.contact_id[had])
