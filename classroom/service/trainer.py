"""The trainer's page: how the watcher is, what waits, when feedback is given back; and the buttons for all that."""

from __future__ import annotations

from classroom.service import watching
from classroom.service.who import Refused, Signed
from grading import audit
from grading.course import Course
from progress import choice, given_back
from progress.choice import BY_HAND, WHENS, Choice
from progress.errors import BadChoice

DONE = {
    "choice": "The choice is saved.",
    "grade": "The watcher was asked to grade. This takes a moment; load the page again to see the counts.",
    "give-back": "It is given back. The learners see it on their desks now.",
    "remake": "The watcher was asked to make the progress pages. They are new within a minute.",
}


class Trainer(Signed):
    TRAINERS_ONLY = True

    async def get(self):
        told = await self.aside(_told, self.course, self.settings["counts"])
        done = DONE.get(self.get_argument("done", ""), "")
        self.show("trainer.html", **told, done=done, xsrf=self.xsrf_token.decode(), name=self.name)


class Acting(Signed):
    """A button of the trainer's page: only by POST, noted before it is done, and then back to the page."""

    TRAINERS_ONLY = True

    async def acted(self, done: str, work, *given) -> None:
        await self.aside(work, self.course, self.name, *given)
        self.redirect(f"{self.prefix}trainer/?done={done}", status=303)

    def exercise(self) -> str:
        slug = self.get_body_argument("exercise", "")
        if slug not in self.course.slugs:
            raise Refused(404, "There is no such exercise. Load the trainer's page again.")
        return slug


class Choose(Acting):
    async def post(self):
        default = self.get_body_argument("default", "")
        own = {slug: self.get_body_argument(f"when-{slug}", "") for slug in self.course.slugs}
        chosen = Choice(default, {slug: when for slug, when in own.items() if when})
        if not {default, *chosen.exercises.values()} <= WHENS.keys():
            raise Refused(400)
        await self.acted("choice", _choose, chosen, self.settings["counts"])


class Grade(Acting):
    async def post(self):
        slug = self.exercise() if self.get_body_argument("exercise", "") else ""
        await self.acted("grade", _grade, slug)


class Remake(Acting):
    async def post(self):
        await self.acted("remake", _remake)


class GiveBack(Acting):
    async def post(self):
        await self.acted("give-back", _give_back, self.exercise(), self.settings["counts"])


def _told(course: Course, counts) -> dict:
    trouble = ""
    try:
        chosen = choice.read(course)
    except BadChoice as damaged:
        chosen, trouble = Choice(BY_HAND), str(damaged)
    rows = () if trouble else counts.rows()
    return {
        "watcher": watching.watcher(course),
        "wishes": watching.wishes(course),
        "rows": rows,
        "slugs": course.slugs,
        "waiting": sum(row.waiting for row in rows),
        "to_mark": sum(row.to_mark for row in rows),
        "chosen": chosen,
        "whens": WHENS,
        "trouble": trouble,
        "there": {name: (folder / "index.html").is_file() for name, folder in _folders(course).items()},
    }


def _folders(course: Course) -> dict:
    return {"progress": course.progress, "guide": course.guide}


def _choose(course: Course, name: str, chosen: Choice, counts) -> None:
    audit.note(course, "choice", **_by(name), default=chosen.default, exercises=dict(chosen.exercises))
    choice.save(course, chosen)
    counts.rows(anew=True)


def _grade(course: Course, name: str, slug: str) -> None:
    audit.note(course, "grade", audit.EVERYONE, **_by(name), exercise=slug or "all")
    watching.wish(course, watching.GRADE, [slug] if slug else [], name)


def _remake(course: Course, name: str) -> None:
    audit.note(course, "progress", audit.EVERYONE, **_by(name))
    watching.wish(course, watching.PROGRESS, [], name)


def _give_back(course: Course, name: str, slug: str, counts) -> None:
    audit.note(course, "give-back", audit.EVERYONE, **_by(name), exercise=slug)
    given_back.give(course, slug, None, name)
    watching.wish(course, watching.GIVE_BACK, [slug], name)
    counts.rows(anew=True)


def _by(name: str) -> dict[str, str]:
    """Who acts, for the audit log: the service itself is one user of the system for everybody."""
    return {"for": name, "page": "trainer"}
