"""Reminders, letters and plans made by hand, for the tests beside this."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from progress.path import Paths
from progress.reminders.letter import Texts
from progress.reminders.mail import address
from progress.reminders.plan import Plan
from progress.reminders.wanted import Item, Reminder, wanted
from progress.reminders.wishes import wishes
from progress.rules import read_rules
from tests.progress.made_facts import facts, learner, spec

SENDER = "Course team <course@example.org>"
NOWHERE = Path("/nowhere")  # a course without routes: everybody's path has every exercise
ALPHA = Item("alpha", "Alpha", date(2026, 3, 2), 1)


def settled(**more):
    told = {**read_rules().reminders, "sender": SENDER, **more}
    return wishes(replace(read_rules(), reminders=told))


def reminder(learner_id="ann", **more):
    values = {"name": learner_id.title(), "email": f"{learner_id}@example.org", "coming": (ALPHA,), "todo": ALPHA}
    occasions = (("due", "alpha", "2026-03-02", -1),)
    return Reminder(learner_id, **{**values, "occasions": occasions, **more})


def letter(learner_id="ann", wishes=None, **more):
    return Texts(wishes or settled(), NOWHERE).letter(reminder(learner_id, **more))


def planned(*letters):
    made = letters or (letter("ann"), letter("ben"))
    return Plan(
        facts([learner("ann")], [spec("alpha")]), settled(), tuple((one, address(one.reminder.email)) for one in made)
    )


def of(told, before=None, **more):
    """What is wanted of these facts, by learner_id."""
    found = wanted(told, Paths(NOWHERE, told.exercises), settled(**more), before or {})
    return {one.learner_id: one for one in found}
