"""Do the same thing to many items, several at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed

from grading import seats


def run_all(
    function: Callable,
    items: Iterable,
    workers: int,
    on_done: Callable[[object], object] = lambda _: None,
) -> list:
    """What `function` makes of each item, in the items' order.

    Threads are enough, because the work is done by other processes that the function waits for; seats for notebooks
    stay warm from one item to the next. `on_done` gets each outcome as soon as it is there, one at a time and in the
    caller's own thread. An exception in either ends the batch: items not begun are left out, and it is raised.
    """
    with seats.kept(), ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
        futures = [pool.submit(function, item) for item in items]
        try:
            for future in as_completed(futures):
                on_done(future.result())
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return [future.result() for future in futures]
