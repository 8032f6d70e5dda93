"""Run a watcher as a process: one a course, until a signal ends it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime

from classroom.on_submit import status
from classroom.on_submit.engine import Engine
from classroom.on_submit.pages import Pages
from classroom.on_submit.watcher import Watcher
from grading import audit
from grading.atomic import private_folder
from grading.batch import means
from grading.course import Course
from grading.errors import CourseError
from grading.report import ALL_GRADED, GRADER_ERRORS, SOME_NOT_GRADED
from grading.turn import one_watcher

GRACE_SECONDS = 8.0  # that a submission which is being run gets to come to its end
TRIES_ONCE = 3


def run(
    course: Course,
    slugs: Sequence[str],
    say: Callable[[str], object],
    check_owner: bool = True,
    once: bool = False,
    workers: int = 1,
    dask: str = "",
    seconds: float = 1.0,
) -> int:
    """Watch until SIGTERM or Ctrl-C; with `once`, until nothing is left. Returns the exit status.

    Raises EngineBusy when another one watches, and NoWall.
    """
    private_folder(course.build)
    with one_watcher(course), means(dask, workers) as by, _signals() as stop:
        audit.note(course, "watch", (), step="begins")
        pages = None if once else Pages(course)
        watcher = Watcher(course, Engine(course, by, workers), slugs, _timed(say), check_owner, seconds, pages)
        watcher.look()
        watcher.save()
        watcher.say(f"Watching {watcher.inbound.folder}")
        ready = next((slug for slug in slugs if (course.release / slug).is_dir()), "")
        if ready:
            with suppress(CourseError):  # whoever hands it in will hear of it
                watcher.engine.warm_up(ready, watcher.queue.waiting())
        while not stop:
            watcher.turn()
            if once and _is_over(watcher):
                break
        return _end(watcher, once)


def _is_over(watcher: Watcher) -> bool:
    """Whether nothing is left, or all that is left was tried in vain often enough."""
    if watcher.tries:
        return watcher.tries >= TRIES_ONCE and not watcher.engine.running
    return watcher.idle or (not watcher.busy and watcher.queue.waiting() > 0 and watcher.queue.in_vain(TRIES_ONCE))


def _end(watcher: Watcher, once: bool) -> int:
    """End without loss: what still runs is cut off as by a kill, and run again next time."""
    over = watcher.finish(GRACE_SECONDS)
    if watcher.pages:
        watcher.pages.end()
    watcher.save(ended=status.now())
    watcher.say("Ended.")
    if not over:
        sys.stdout.flush()
        os._exit(0)  # the sandboxes end with this process; a notebook that is cut off leaves no result
    watcher.engine.end()
    if not once:
        return ALL_GRADED
    if watcher.tries or not watcher.idle:
        return GRADER_ERRORS
    return SOME_NOT_GRADED if watcher.status.failed or watcher.status.refused else ALL_GRADED


def _timed(say: Callable[[str], object]) -> Callable[[str], object]:
    def timed(sentence: str) -> None:
        say(f"{datetime.now():%H:%M:%S} {sentence}")
        sys.stdout.flush()

    return timed


@contextmanager
def _signals() -> Iterator[list]:
    """A list that is empty until SIGTERM or Ctrl-C; a second one of them ends at once."""
    stop: list[int] = []

    def heard(number: int, _) -> None:
        if stop:
            os._exit(1)
        stop.append(number)

    before = {number: signal.signal(number, heard) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
