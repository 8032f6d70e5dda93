"""Keep the progress pages fresh, in a process of their own that gives way to grading."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from classroom.hub.kin import tied
from grading.course import HOME, Course

EVERY_SECONDS = 60.0
REST = 10  # times as long as the last time took, so that it never takes more than a tenth of a processor
ASIDE = "19"  # how far it gives way, where nobody waits for it


class Pages:
    """Call `turn` often: it comes back at once."""

    def __init__(self, course: Course, clock: Callable[[], float] = time.monotonic):
        self._course, self._clock = course, clock
        self._running: subprocess.Popen | None = None
        self._began, self._due = 0.0, float("-inf")
        self._asked = False
        self.changed = True  # while nobody watched, marks may have been given

    def ask(self) -> None:
        """Somebody waits for new pages: make them next, and as fast as may be."""
        self.changed = self._asked = True

    def turn(self) -> str:
        """Begin when something has changed and it is time. A sentence when the last time did not end well."""
        now = self._clock()
        if self._running:
            if self._running.poll() is None:
                return ""
            status, self._running = self._running.returncode, None
            self._due = self._began + max(EVERY_SECONDS, REST * (now - self._began))
            if status:
                return "The progress pages could not all be made. Run this to see why: python3 course.py progress"
        if self.changed and (self._asked or now >= self._due):
            aside = "0" if self._asked else ASIDE
            self.changed, self._asked, self._began = False, False, now
            module = [sys.executable, "-m", "classroom.on_submit.pages"]
            folders = [str(self._course.root), str(self._course.build)]
            words = tied([*module, *folders, aside])  # also when this one is killed
            quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            self._running = subprocess.Popen(words, cwd=HOME, start_new_session=True, **quiet)
        return ""

    def end(self) -> None:
        """A page is written whole or not at all, so it may end at any time."""
        if self._running:
            self._running.terminate()
            self._running.wait()
            self._running = None


def main(root: str, build: str, aside: str) -> int:
    os.nice(int(aside))
    from progress.remake import remake

    os.umask(0o077)
    return 4 if remake(Course(Path(root), Path(build))).troubles else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
