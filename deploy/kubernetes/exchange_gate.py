"""The gate of the exchange on Kubernetes: from each learner's own folder to the one that the grader looks at.

There, all learners are one user, so that the owner of a file does not tell who handed it in, and nbgrader's shared
`inbound` would let anybody hand in under any name. So each server gets only its learner's folder mounted as `inbound`
(values.yaml), and this moves what is complete on, if it carries that learner's name. Beside the watcher:
`python deploy/kubernetes/exchange_gate.py /srv/exchange`.
"""

from __future__ import annotations

import stat
import sys
import time
from pathlib import Path

from grading.settings import COURSE_ID

LOOK_SECONDS = 2.0
COMPLETE = 0o777  # nbgrader's last step: it opens the folder, so that a trainer can remove it


def ready(learner: Path) -> tuple[list[Path], list[Path]]:
    """What a learner's folder holds: complete hand-ins, and what is not theirs or none at all."""
    good, odd = [], []
    for entry in sorted(learner.iterdir()):
        state = entry.lstat()
        if not stat.S_ISDIR(state.st_mode) or not entry.name.startswith(f"{learner.name}+"):
            odd.append(entry)
        elif stat.S_IMODE(state.st_mode) == COMPLETE:
            good.append(entry)
    return good, odd


def pass_on(root: Path, course_id: str = COURSE_ID) -> tuple[int, list[str]]:
    """Move all complete hand-ins to `inbound`; returns how many, and a line about each thing that was left."""
    inbound, moved, lines = root / course_id / "inbound", 0, []
    for learner in sorted(one for one in (root / "by-learner").iterdir() if one.is_dir() and not one.is_symlink()):
        good, odd = ready(learner)
        for entry in good:
            try:
                entry.rename(inbound / entry.name)
                moved += 1
            except OSError as trouble:
                lines.append(f"{learner.name}: {entry.name!r} could not be moved: {trouble.strerror}.")
        lines += [f"{learner.name}: {one.name!r} is no hand-in of theirs and was left." for one in odd]
    return moved, lines


def main(words: list[str]) -> None:
    root, said = Path(words[0]), set()
    (root / "by-learner").mkdir(exist_ok=True)
    while True:
        moved, lines = pass_on(root)
        for line in [*([f"{moved} passed on."] if moved else []), *(one for one in lines if one not in said)]:
            print(line, flush=True)
        said = set(lines)
        time.sleep(LOOK_SECONDS)


if __name__ == "__main__":
    main(sys.argv[1:])
