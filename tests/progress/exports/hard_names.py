"""People whose names have done harm elsewhere, and their facts, for the tests of every format."""

from datetime import date

import pandas as pd

from grading.model import Learner
from tests.progress.made_facts import FAILED, SUBMITTED, facts, graded, overdue, spec

FORMULA = '=HYPERLINK("http://example.org","Click")'
HEBREW = "\u202eשרה כהן\u202c"
LONG = "Wolfeschlegelsteinhausenbergerdorff " * 6
XML = "<r><t>x</r>"
NAMES = {
    "ann": "Ann O'Neil, MSc",
    "ben": FORMULA,
    "cem": HEBREW,
    "dee": LONG[:200],
    "eve": XML,
    "fay": "Ann O'Neil, MSc",  # two people, one name
    "gus": "+49 30 \"1234\" & <b>bold</b>",
    "hal": "\x07_x0041_ @SUM(1+1)",
}  # fmt: skip


def people():
    start = date(2026, 1, 5)
    return [
        Learner(one, name, f"{one}@example.org", "=IT" if one == "gus" else "IT", "2026", "ann" * (one != "ann"), start)
        for one, name in NAMES.items()
    ]


def some_facts(**settings):
    """Two exercises. ann has all, ben waits for marking, cem could not be graded, dee waits, the others did nothing."""
    late = {"late": True, "due": pd.Timestamp(2026, 2, 19, 23, 59, 59, tz="UTC"), "penalty": 1.0}
    work = {
        ("ann", "alpha"): graded(87.5, **late),
        ("ann", "beta"): graded(0, day=21),
        ("ben", "alpha"): graded(60, needs_marking=True, points=3.0, marked_max=5.0, passed=False),
        ("ben", "beta"): graded(105),
        ("cem", "alpha"): {"state": FAILED, "reason": "cem/alpha.ipynb is not readable.",
                           "received": pd.Timestamp(2026, 2, 20, tz="UTC"), **overdue()},
        ("dee", "alpha"): {"state": SUBMITTED, "received": pd.Timestamp(2026, 2, 20, 8, 30, tz="UTC")},
    }  # fmt: skip
    answers = {"alpha": [("ann", "q1", 2.0, 2.0), ("ann", "reflection", None, 1.0), ("ben", "q1", 0.0, 2.0, "M01")]}
    specs = [spec("alpha", "q1", mistakes=[("M01", "=look at the unit")]), spec("beta", "q1")]
    return facts(people(), specs, work, answers, **settings)


def pseudonym(person):
    """A pseudonym that a test can read backwards."""
    return f"p{person[::-1]}"
