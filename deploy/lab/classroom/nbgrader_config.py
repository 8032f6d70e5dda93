"""A learner's settings for nbgrader on a hub: which course, where its exchange is, and who hands in.

Nothing here is worth hiding; where the gradebook and the sources are is told to the trainer's server only.
"""

import os

c = get_config()  # noqa: F821  (traitlets puts it here)

c.CourseDirectory.course_id = os.environ.get("COURSE_ID", "cx101")
if "COURSE_EXCHANGE" in os.environ:
    c.Exchange.root = os.environ["COURSE_EXCHANGE"]
if "JUPYTERHUB_USER" in os.environ:
    # nbgrader takes the name of the system's user, which is the same for everybody where the hub has only one.
    c.CourseDirectory.student_id = os.environ["JUPYTERHUB_USER"]
# Fetching again brings back a file that the learner removed, and leaves all others as they are.
c.ExchangeFetchAssignment.replace_missing_files = True
