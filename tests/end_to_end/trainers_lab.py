"""A trainer's JupyterLab with formgrader, as `course.py lab --trainer` opens it, on a course of a test's own."""

import os
import subprocess
import time
from contextlib import contextmanager

from nbgrader.api import Gradebook

from grading.course import HOME
from grading.lab import lab_command, lab_environment
from grading.settings import COURSE_ID
from tests.end_to_end.test_notebook_in_lab import free_port, wait_until_up

TOKEN = "only-for-this-test"
LISTENS = "() => !!(window.formgrader?.loaded && formgrader.grades.loaded && formgrader.comments.loaded)"


def variables(course):
    """The trainer's variables, with a home of its own."""
    (course.build / "home").mkdir()
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "XDG"))}
    inherited |= {"HOME": str(course.build / "home"), "COURSE_BUILD": str(course.build), "JUPYTER_TOKEN": TOKEN}
    return lab_environment(inherited, HOME, trainer=True)


@contextmanager
def running(course, environment):
    """The address of the server, as long as it runs."""
    port = free_port()
    with (course.build / "log.txt").open("w") as log:
        command = lab_command(HOME, port, browser=False)
        server = subprocess.Popen(command, env=environment, cwd=HOME, stdout=log, stderr=log)
        try:
            wait_until_up(f"http://127.0.0.1:{port}/api?token={TOKEN}", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def submission(course, learner_id, slug):
    """The id under which formgrader shows a learner's graded notebook."""
    with Gradebook(course.gradebook_url, COURSE_ID) as book:
        return book.find_submission_notebook(slug, slug, learner_id).id


def wait_to_mark(page, seconds=30):
    """Wait until formgrader listens to the fields of the submission it shows: a mark typed before that is not kept.

    It asks for grades and comments once its page is there, which a busy machine does late: a quiet network says
    nothing. The page is asked from outside again and again, for its policy lets no script look for itself.
    """
    until = time.monotonic() + seconds
    while not page.evaluate(LISTENS):
        assert time.monotonic() < until, "formgrader did not get its grades and comments."
        page.wait_for_timeout(100)
