"""Measurements of what was planted in the website, the app and public talk."""

from __future__ import annotations

import pandas as pd

from datasets.contract.digital import STEPS
from datasets.measures.model import Measures, Tables

WEEK = ("2024-06-12", "2024-06-18")
AROUND = 21
"""Days before the ambassador's week, and after it, with which its orders are compared."""
RELEASE = pd.Timestamp("2024-05-13")
DAY, NEXT_DAY = pd.Timestamp("2024-11-08"), pd.Timestamp("2024-11-09")
MONTH = (pd.Timestamp("2024-11-01"), pd.Timestamp("2024-12-01"))


def app_release(tables: Tables) -> Measures:
    """P18: of the visits that reached the choice of a delivery date, per cent that went on; app and web, before and
    from 13 May 2024, and from then on the app by version.
    """
    sessions = tables["web_sessions"]
    place = sessions.last_step.map(STEPS.index)
    there = sessions[place >= STEPS.index("delivery date")]
    goes_on = place[there.index] > STEPS.index("delivery date")
    app, after = (there.device == "app").rename("app"), (there.started_at >= RELEASE).rename("after")
    share = 100 * goes_on.groupby([app, after]).mean()
    return {
        "app before": float(share[True, False]),
        "app after": float(share[True, True]),
        "web before": float(share[False, False]),
        "web after": float(share[False, True]),
        "app with 5.2": 100 * float(goes_on[there.app_version == "5.2"].mean()),
        "app after, older versions": 100 * float(goes_on[app & after & (there.app_version != "5.2")].mean()),
    }


def ambassador(tables: Tables) -> Measures:
    """P19: per cent of posts labelled negative, in the ambassador's week and on all other days, and both corrected by
    the program's two rates of error among the posts that a person has read; posts a day, that week by all others;
    days until negative posts are as few as before; orders of the week in per cent more than the mean of six weeks
    around it.
    """
    posts = tables["social_mentions"]
    week = posts.day.between(*WEEK)
    labelled = posts.sentiment == "negative"
    inside, else_ = 100 * labelled[week].mean(), 100 * labelled[~week].mean()
    days = pd.date_range("2023-01-02", "2024-12-31")
    daily = posts.groupby("day").size().reindex(days, fill_value=0)
    volume = daily[slice(*WEEK)].mean() / daily.drop(daily[slice(*WEEK)].index).mean()
    return {
        "negative in the week": float(inside),
        "negative else": float(else_),
        "negative in the week, corrected": _corrected(inside, posts),
        "negative else, corrected": _corrected(else_, posts),
        "volume ratio": float(volume),
        "days to normal": _days_to_normal(posts[labelled].groupby("day").size().reindex(days, fill_value=0)),
        "orders": _orders_against_neighbours(tables["orders"]),
    }


def _corrected(share: float, posts: pd.DataFrame) -> float:
    """The per cent that would be negative if a person had read every post."""
    read = posts[posts.by_hand.notna()]
    called = (read.sentiment == "negative").groupby(read.by_hand == "negative").mean()
    return float((share - 100 * called[False]) / (called[True] - called[False]))


def _days_to_normal(daily: pd.Series) -> float:
    """Days from the end of the week until a mean of three days lies within two standard errors of the usual mean."""
    usual = daily[: pd.Timestamp(WEEK[0]) - pd.Timedelta("1D")].mean()
    smooth = daily.rolling(3, center=True).mean()[WEEK[1] :].iloc[1:]
    calm = smooth <= usual + 2 * (usual / 3) ** 0.5
    return float((calm.idxmax() - pd.Timestamp(WEEK[1])).days)


def _orders_against_neighbours(orders: pd.DataFrame) -> float:
    first, last = (pd.Timestamp(day) for day in WEEK)
    around = orders.order_date.between(first - pd.Timedelta(days=AROUND), last + pd.Timedelta(days=AROUND))
    week = orders.order_date.between(first, last)
    return 100 * float(week.sum() / ((around & ~week).sum() / (2 * AROUND / 7)) - 1)


def outage(tables: Tables) -> Measures:
    """P24: on 8 November 2024 the minutes down; the median wait of phone and chat by that of all other days; negative
    posts about the app or the website, that day and on a usual day; visits that ended at an error. For November, the
    website's availability in per cent: by minutes, and by visits that did not end at an error.
    """
    calls = tables["contacts"].query("channel != 'email'")
    that_day = calls.opened_at.dt.normalize() == DAY
    posts = tables["social_mentions"].query("topic == 'app or website' and sentiment == 'negative'")
    sessions, down = tables["web_sessions"], tables["it_incidents"].query("severity == 'down'")
    failed = sessions.error & (sessions.started_at.dt.normalize() == DAY)
    web = sessions[(sessions.device != "app") & sessions.started_at.between(*MONTH, inclusive="left")]
    site = down[(down.system == "website") & down.started_at.between(*MONTH, inclusive="left")]
    minutes = (site.ended_at - site.started_at).dt.total_seconds().sum() / 60
    of_day = down[down.started_at.dt.normalize().eq(DAY) & (down.system == "website")]
    return {
        "minutes down": float((of_day.ended_at - of_day.started_at).dt.total_seconds().sum() / 60),
        "wait ratio": float(calls.wait_s[that_day].median() / calls.wait_s[~that_day].median()),
        "negative posts that day": float((posts.day == DAY).sum()),
        "negative posts a day else": float((~posts.day.isin([DAY, NEXT_DAY])).sum() / 728),
        "failed visits that day": float(failed.sum()),
        "available by minutes": 100 - 100 * float(minutes / (30 * 24 * 60)),
        "available by visits": 100 - 100 * float(web.error.mean()),
    }
