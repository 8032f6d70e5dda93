"""Hand in as nbgrader's submit does, step by step, for tests and the benchmark: a process of its own for many learners.

Its argument is JSON: `inbound`, `slug`, `notebook` (a file), `learners`, and `gap`, seconds from one to the next.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
import sys
import time
from datetime import UTC, datetime
from pathlib import Path


def drop(inbound: Path, learner_id: str, slug: str, content: bytes, at: datetime | None = None) -> Path:
    """One hand-in: the folder under its last name first, then what belongs into it; the mode at last."""
    moment = f"{at or datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f} UTC"
    folder = inbound / f"{learner_id}+{slug}+{moment}+{base64.urlsafe_b64encode(os.urandom(9)).decode()}"
    folder.mkdir(mode=0o755)
    with open(folder / f"{slug}.ipynb", "wb") as file:
        file.write(content[: len(content) // 2])
        file.flush()
        file.write(content[len(content) // 2 :])
    (folder / "timestamp.txt").write_text(moment)
    (folder / "submission_secret.txt").write_text(secrets.token_hex(64))
    folder.chmod(0o777)
    return folder


def feedback_name(folder: Path) -> str:
    """The file's name under which nbgrader looks for the feedback on a hand-in."""
    slug = folder.name.split("+")[1]
    return f"{hashlib.md5(((folder / 'submission_secret.txt').read_text() + slug).encode()).hexdigest()}.html"


def main(told: dict) -> None:
    text, inbound = Path(told["notebook"]).read_text("utf8"), Path(told["inbound"])
    for learner_id in told["learners"]:
        notebook = json.loads(text)
        notebook["metadata"]["handed_in_by"] = learner_id
        drop(inbound, learner_id, told["slug"], json.dumps(notebook).encode())
        time.sleep(told["gap"])


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
