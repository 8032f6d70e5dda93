import threading

import pytest

from grading.errors import CourseError
from grading.slots import Slots


def test_a_worker_is_given_out_as_often_as_it_has_places():
    slots = Slots(patience=5)
    slots.arrived("a", 2)
    assert [slots.take(), slots.take()] == ["a", "a"]
    slots.give("a")
    assert slots.take() == "a"


def test_who_waits_gets_the_place_of_a_worker_that_comes_later():
    slots, got = Slots(patience=5), []
    waiting = threading.Thread(target=lambda: got.append(slots.take()))
    waiting.start()
    slots.arrived("a", 1)
    waiting.join(5)
    assert got == ["a"]


def test_the_places_of_a_worker_that_left_are_gone_also_those_that_are_given_back():
    slots = Slots(patience=0)
    slots.arrived("a", 2)
    slots.arrived("b", 1)
    taken = slots.take()
    slots.left("a")
    slots.give(taken)
    assert slots.take() == "b"
    slots.left("b")
    with pytest.raises(CourseError, match="No worker is left"):
        slots.take()


def test_nobody_waits_longer_than_patience_when_there_is_no_worker():
    with pytest.raises(CourseError, match="No worker is left"):
        Slots(patience=0.05).take()


def test_when_the_scheduler_is_gone_all_who_wait_hear_it():
    slots, heard = Slots(patience=60), []

    def wait():
        with pytest.raises(CourseError) as trouble:
            slots.take()
        heard.append(str(trouble.value))

    waiting = threading.Thread(target=wait)
    waiting.start()
    slots.close("It is gone.")
    waiting.join(5)
    assert heard == ["It is gone."]
