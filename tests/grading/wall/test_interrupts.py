"""Code that takes too long is ended; a message never is."""

import time

import pytest

from grading.wall.interrupts import Interrupts


@pytest.fixture
def interrupts():
    return Interrupts()


def forever():
    while True:
        time.sleep(0.01)


def test_what_ends_in_time_is_left_alone(interrupts):
    assert interrupts.run(lambda: 7, 5) == (7, False)
    assert interrupts.left() == 0


def test_what_does_not_end_is_interrupted(interrupts):
    began = time.monotonic()
    assert interrupts.run(forever, 0.1) == (None, True)
    assert time.monotonic() - began < 2


def test_code_that_goes_on_is_interrupted_again(interrupts):
    def stubborn():
        try:
            forever()
        except KeyboardInterrupt:
            forever()

    assert interrupts.run(stubborn, 0.1) == (None, True)


def test_catching_it_does_not_hide_that_the_time_was_up(interrupts):
    def catching():
        try:
            forever()
        except KeyboardInterrupt:
            return "fine"

    assert interrupts.run(catching, 0.1) == ("fine", True)


def test_an_inner_thing_has_no_more_time_than_the_outer_and_the_outer_goes_on_after_it(interrupts):
    def outer():
        assert interrupts.run(forever, 0.1) == (None, True)
        left = interrupts.left()
        assert interrupts.run(interrupts.left, 100)[0] <= left
        return "done"

    assert interrupts.run(outer, 2) == ("done", False)


def test_nothing_is_interrupted_while_it_is_held_but_right_afterwards(interrupts):
    seen = []

    def act():
        with interrupts.held():
            time.sleep(0.3)
            seen.append("whole")
        seen.append("never")

    assert interrupts.run(act, 0.1) == (None, True)
    assert seen == ["whole"]


def test_an_inner_thing_may_be_interrupted_while_the_outer_is_held(interrupts):
    def act():
        with interrupts.held():
            inner = interrupts.run(forever, 0.1)
        return inner

    assert interrupts.run(act, 5) == ((None, True), False)


def test_a_keyboard_interrupt_of_the_codes_own_is_not_the_time(interrupts):
    def act():
        raise KeyboardInterrupt

    assert interrupts.run(act, 5) == (None, False)


def test_stop_ends_everything_that_runs(interrupts):
    assert interrupts.run(lambda: interrupts.run(interrupts.stop, 5)[0] or forever(), 0.5)[1] is True


def test_no_timer_is_left_behind(interrupts):
    interrupts.run(lambda: 1, 0.05)
    time.sleep(0.1)
