"""Who may sign on: everybody on the roster with the learners' password, the trainer with the trainer's.

JupyterHub's own shared-password authenticator would let a learner sign on as the trainer. The roster is read again
when it changes, so that a learner who was enrolled just now can sign on without a restart.
"""

from __future__ import annotations

from hmac import compare_digest
from pathlib import Path

from jupyterhub.auth import Authenticator
from traitlets import Unicode

from grading.errors import BadRoster
from grading.roster import read_roster, same_id
from grading.settings import COURSE_ID

LEARNERS, TRAINERS = f"nbgrader-{COURSE_ID}", f"formgrade-{COURSE_ID}"


class SignOn(Authenticator):
    """Two shared passwords. It is for one machine where everybody is one user of the system anyway."""

    roster = Unicode(help="The CSV file with the learners.").tag(config=True)
    trainer = Unicode(help="The trainer's name.").tag(config=True)
    learners_password = Unicode().tag(config=True)
    trainer_password = Unicode().tag(config=True)

    def __init__(self, **settings):
        super().__init__(**settings)
        self._read: tuple[float, dict[str, str]] = (0.0, {})

    def normalize_username(self, username: str) -> str:
        """The id as the roster writes it: the work is kept under that id, letter for letter."""
        typed = same_id(username)
        return self.trainer if typed == same_id(self.trainer) else self._learners().get(typed, typed)

    async def authenticate(self, handler, data):
        """The person with their group, or None."""
        typed, password = same_id(data["username"]), data["password"].encode()
        if typed == same_id(self.trainer):
            right, name, group = self.trainer_password, self.trainer, TRAINERS
        elif name := self._learners().get(typed):
            right, group = self.learners_password, LEARNERS
        else:
            return None
        return {"name": name, "groups": [group]} if compare_digest(password, right.encode()) else None

    def _learners(self) -> dict[str, str]:
        """Each id by the form in which two ids are the same. A roster that cannot be read now leaves the last one."""
        try:
            changed = Path(self.roster).stat().st_mtime
            if changed != self._read[0]:
                found = {same_id(one.learner_id): one.learner_id for one in read_roster(Path(self.roster))}
                self._read = (changed, found)
        except (OSError, BadRoster) as trouble:
            self.log.warning("The roster cannot be read, so the last one counts: %s", trouble)
        return self._read[1]
