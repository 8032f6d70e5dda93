"""What is wrong in the raw tables about getting in touch, and how one sees it."""

from __future__ import annotations

import pandas as pd

from datasets.measures.model import Measures, Tables
from datasets.measures.service import authority
from datasets.traps.model import Trap

SENTINEL = 9999


def _call_log(raw: Tables, clean: Tables) -> Measures:
    """Answered contacts with 9999 in talk_s, and abandoned ones, per cent; by how many seconds the mean handle time is
    too long with the 9999, and too short when abandoned contacts count as zero; chats answered beside others, per cent;
    a chat's mean handle time in seconds, as logged and divided by the chats open at the time.
    """
    contacts, true = raw["contacts"], clean["contacts"]
    answered, seconds = ~contacts.abandoned, _seconds(contacts)
    chats = true[(true.channel == "chat") & ~true.abandoned]
    return {
        "answered contacts with 9999": 100 * float((contacts.talk_s[answered] == SENTINEL).mean()),
        "handle time too long by": float(seconds[answered].mean() - _seconds(true)[~true.abandoned].mean()),
        "abandoned": 100 * float(true.abandoned.mean()),
        "handle time too short by, zeros counted": float(
            _seconds(true)[~true.abandoned].mean() - _seconds(true).mean()
        ),
        "chats answered beside others": 100 * float((chats.parallel_chats > 1).mean()),
        "a chat's handle time, shared among those open": float((_seconds(chats) / chats.parallel_chats).mean()),
        "a chat's handle time, as logged": float(_seconds(chats).mean()),
    }


def _clock(raw: Tables, clean: Tables) -> Measures:
    """Complaints closed in ten days by the stopped clock minus by the calendar, points; complaints whose clock was
    stopped at all, per cent; complaints still open at the end, number.
    """
    measured, complaints = authority(clean), clean["complaints"]
    return {
        "in ten days, gained by the stopped clock": measured["in ten days, stopped clock"] - measured["in ten days"],
        "clock was stopped": 100 * float((complaints.waiting_days > 0).mean()),
        "still open": float(complaints.closed_on.isna().sum()),
    }


def _seconds(contacts: pd.DataFrame) -> pd.Series:
    return contacts.talk_s + contacts.hold_s + contacts.wrap_s


TRAPS: tuple[Trap, ...] = (
    Trap(
        "contacts",
        "16",
        "talk_s is 9999 in 0.4 % of the answered contacts, where the telephone system lost the time; abandoned "
        "contacts have zeros in every time and pull a mean down; an agent answers up to three chats at once, so their "
        "times overlap",
        "talk_s is the true time; zeros and parallel_chats are as in the raw state, and must be minded in both",
        _call_log,
        {
            "answered contacts with 9999": (0.39, 0.41),
            "handle time too long by": (36, 42),
            "abandoned": (1.8, 3.2),
            "handle time too short by, zeros counted": (6.5, 13),
            "chats answered beside others": (57, 59),
            "a chat's handle time, shared among those open": (218, 238),
            "a chat's handle time, as logged": (342, 372),
        },
    ),
    Trap(
        "complaints",
        "26",
        "the clock stops while a complaint is 'waiting for the customer': the customer waits on, the report does not "
        "count it; complaints that are still open have no end",
        "nothing: both dates and waiting_days are true; state which clock a number uses",
        _clock,
        {
            "in ten days, gained by the stopped clock": (7, 17),
            "clock was stopped": (23, 39),
            "still open": (1, 22),
        },
    ),
)
