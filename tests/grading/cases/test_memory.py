"""Memory is counted over all processes of an answer. A busy machine fills it slowly, so a cell has more time here."""

import pytest

from grading.settings import Limits
from tests.grading.cases.answers import first
from tests.grading.cases.trial import Case, check, check_its_end, check_the_others

LIMITS = Limits(seconds_per_cell=8, seconds_per_submission=10)
CASES = [
    Case(
        "K06 six",
        "six processes of 400 MB each",
        first("""
            import os, time
            for _ in range(6):
                if os.fork() == 0:
                    data = bytearray(b"x") * (400 * 1024**2)
                    time.sleep(60)
                    os._exit(0)
            time.sleep(60)
        """),
        says=("It used more than 1 GB of memory, so it was stopped.",),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_comes_to_its_end(trial, case):
    check(trial, case)
    check_its_end(trial, case)


def test_R07_nobody_else_notices(trial):
    check_the_others(trial)
