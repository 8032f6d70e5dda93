"""What is said once, and how long a pause is."""

import errno

from classroom.on_submit.troubles import FIRST_PAUSE, TOLD_SECONDS, Troubles, stops_all
from grading.errors import CourseError, GradebookBusy


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def fail(troubles, step, trouble):
    with troubles.step(step):
        raise trouble


def test_what_stops_one_step_is_said_once_and_is_over_when_that_step_goes_well():
    clock, said = Clock(), []
    troubles = Troubles(said.append, clock)
    for _ in range(3):
        fail(troubles, "give", OSError(errno.ENOSPC, "full"))
        clock.now += FIRST_PAUSE
        troubles.well("enter")  # another step
    assert len(said) == 1 and troubles.tries == 3 and troubles.paused
    clock.now += 3 * FIRST_PAUSE
    assert not troubles.paused
    fail(troubles, "marks", GradebookBusy("The gradebook is away."))
    troubles.well("give")
    assert troubles.sentences == ("The gradebook is away.",) and troubles.paused and said[2:] == []
    troubles.well("marks")
    assert troubles.tries == 0 and not troubles.paused and said[2:] == ["It goes on."]


def test_what_stops_one_submission_is_told_for_a_while():
    clock, said = Clock(), []
    troubles = Troubles(said.append, clock)
    troubles.note("One page.")
    troubles.note("One page.")
    assert said == ["One page."] == [*troubles.sentences] and not troubles.paused and troubles.tries == 0
    clock.now = TOLD_SECONDS
    assert troubles.sentences == ()


def test_a_full_disk_stops_everybody_and_one_folder_that_cannot_be_made_does_not():
    assert stops_all(OSError(errno.ENOSPC, "")) and stops_all(GradebookBusy())
    assert not stops_all(OSError(errno.ENOTDIR, "")) and not stops_all(CourseError())
