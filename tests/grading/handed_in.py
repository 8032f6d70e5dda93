"""Files as learners hand them in, and what became of them, for the tests of every way in."""

import os
import zipfile
from datetime import UTC, datetime

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SLUG = "alpha"


def put(path, content=b"{}", at=NINE):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (at.timestamp(),) * 2)
    return path


def packed(path, members, at=NINE):
    """A zip archive of {name or ZipInfo: content}."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name, at.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return path


def told(outcomes):
    """{learner or origin: word}"""
    return {outcome.learner_id or outcome.origin: str(outcome.became) for outcome in outcomes}


def one(outcomes):
    (outcome,) = outcomes
    return outcome


def taken(course, learner, slug=SLUG):
    return (course.submitted / learner / slug / f"{slug}.ipynb").read_bytes()
