"""Who comes first, and that one place is worked on once at a time."""

from classroom.on_submit.queue import FIRST_WAIT, Queue, Work

ANN, BEN, CHI = (Work((name, "alpha")) for name in ("ann", "ben", "chi"))


def test_who_hands_in_now_comes_before_what_lay_there():
    queue = Queue()
    queue.add(ANN, behind=True)
    queue.add(BEN)
    queue.add(CHI, behind=True)
    queue.add(CHI)
    assert queue.take(0, 2) == [BEN, CHI] and queue.take(0, 2) == [ANN]


def test_a_place_that_is_worked_on_is_not_given_out_before_that_has_ended():
    queue = Queue()
    queue.add(ANN)
    assert queue.take(0, 9) == [ANN]
    queue.add(ANN)
    assert not queue.at_once() and queue.take(0, 9) == [] and queue.waiting() == 1
    queue.done(ANN.place)
    assert queue.take(0, 9) == [ANN] and queue.waiting() == 0


def test_what_could_not_be_done_is_tried_again_after_a_while_that_grows():
    queue = Queue()
    queue.add(ANN)
    queue.later(*queue.take(0, 9), now=0)
    assert queue.take(FIRST_WAIT - 1, 9) == [] and queue.waiting() == 1
    assert queue.take(FIRST_WAIT, 9) == [ANN]
    queue.later(ANN, FIRST_WAIT)
    assert queue.take(2 * FIRST_WAIT, 9) == [] and queue.take(3 * FIRST_WAIT, 9) == [ANN]
    queue.back(ANN)
    assert queue.take(99, 9) == [ANN]


def test_all_that_is_left_may_have_been_tried_in_vain():
    queue, over = Queue(), []
    queue.on_over = over.append
    queue.add(ANN)
    assert not queue.in_vain(2)
    for now in (0, 99):
        queue.later(*queue.take(now, 9), now)
    assert queue.in_vain(2) and not queue.in_vain(3) and over == [ANN.place, ANN.place]
    queue.add(BEN)
    assert not queue.in_vain(2)
