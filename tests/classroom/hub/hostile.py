"""A hand-in that means harm, put into the exchange as nbgrader's own submit would put it there."""

import json
from datetime import UTC, datetime

from grading.exchange import root_of
from grading.settings import COURSE_ID

# In one answer each: a loop without an end, a look at everybody's grades, and an attack on whoever runs it.
LOOP = "while True:\n    pass"
LOOK = "perfect_count = len(open({gradebook!r}, 'rb').read())"
KILL = "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nos.kill(-1, signal.SIGKILL)"
ANSWERS = {"perfect-by-eye-answer": LOOK, "late-ownvan-answer": LOOP, "tell-the-meeting-answer": KILL}


def hand_in(course, learner, slug):
    """What `learner` hands in for `slug`: the released notebook with these answers."""
    notebook = json.loads((course.release / slug / f"{slug}.ipynb").read_text("utf8"))
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", cell["id"])
        if name in ANSWERS:
            cell["source"] = ANSWERS[name].replace("{gradebook!r}", repr(str(course.build / "gradebook.db")))
    moment = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f} UTC"
    folder = root_of(course) / COURSE_ID / "inbound" / f"{learner}+{slug}+{moment}+abcdefghijkl"
    folder.mkdir(mode=0o755)
    (folder / f"{slug}.ipynb").write_text(json.dumps(notebook), "utf8")
    (folder / "timestamp.txt").write_text(moment)
    (folder / "submission_secret.txt").write_text("0" * 128)
    folder.chmod(0o777)
    return folder
