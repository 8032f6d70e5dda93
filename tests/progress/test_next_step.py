import pytest

from grading.model import State
from progress.next_step import Kind, Step, Stop, next_step

DONE = Stop("done", State.GRADED, passed=True)
NEW = Stop("new", State.NOT_STARTED, passed=False)
IN = Stop("in", State.SUBMITTED, passed=False)
FAILED = Stop("failed", State.FAILED, passed=False)
LOW = Stop("low", State.GRADED, passed=False)
HALF = Stop("half", State.GRADED, passed=False, may_pass=True)


@pytest.mark.parametrize(
    ("stops", "step"),
    [
        ([DONE, NEW, LOW], Step(Kind.START, "new")),
        ([DONE, LOW, NEW], Step(Kind.AGAIN, "low")),
        ([NEW, DONE, FAILED], Step(Kind.MEND, "failed")),
        ([IN, HALF, NEW], Step(Kind.START, "new", ("in", "half"))),
        ([DONE, IN], Step(Kind.WAIT, "", ("in",))),
        ([DONE, DONE], Step(Kind.DONE)),
        ([], Step(Kind.NOTHING)),
    ],
)
def test_the_next_step_is_the_first_that_is_not_passed_after_mending_and_past_what_waits(stops, step):
    assert next_step(stops) == step
