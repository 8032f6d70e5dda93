import threading
import time

import pytest

from grading.pool import run_all


def test_results_come_in_the_order_of_the_items_whoever_is_first():
    def slow_first(number):
        time.sleep(0.1 if number == 0 else 0)
        return number * 10

    assert run_all(slow_first, range(4), workers=4) == [0, 10, 20, 30]


def test_each_finished_item_is_told_at_once_and_in_the_callers_thread():
    told = []
    run_all(abs, [-1, -2, -3], 3, lambda result: told.append((result, threading.current_thread())))
    assert sorted(result for result, _ in told) == [1, 2, 3]
    assert {thread for _, thread in told} == {threading.current_thread()}


def test_no_more_items_are_worked_on_at_once_than_there_are_workers():
    running, most = [], []

    def work(number):
        running.append(number)
        most.append(len(running))
        time.sleep(0.02)
        running.remove(number)

    run_all(work, range(8), workers=2)
    assert max(most) == 2


def test_an_exception_leaves_out_what_was_not_begun_and_is_raised():
    begun = []

    def stumble(number):
        begun.append(number)
        time.sleep(0.02)
        raise ValueError(number)

    with pytest.raises(ValueError):
        run_all(stumble, range(100), workers=1)
    assert len(begun) < 5


def test_nothing_to_do_gives_nothing():
    assert run_all(abs, [], 2) == []
