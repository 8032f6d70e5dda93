"""What people change beside hand-ins: marks and comments, and the choice when feedback is given back.

Both may let learners see more than before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grading import journal
from grading.course import Course
from grading.file_mark import mark
from grading.gradebook import marks_of_people
from progress import choice, given_back


@dataclass
class Changes:
    """Each asks what has changed since it was asked last; the first time, nothing has."""

    course: Course
    slugs: Sequence[str]
    _marks: dict[tuple[str, str], str] | None = None
    _chosen: object = None

    @property
    def looked(self) -> bool:
        """Whether there is something to compare with: what changes from now on is seen."""
        return self._chosen is not None

    def marked(self) -> list[tuple[str, str]]:
        """Whose (learner, exercise) marks or comments are others now. Raises GradebookTrouble."""
        before, marks = self._marks, marks_of_people(self.course)
        self._marks = marks
        if before is None or before == marks:
            return []
        changed = {which for which in {*marks, *before} if marks.get(which) != before.get(which)}
        return [(learner_id, slug) for slug, learner_id in sorted(changed) if slug in self.slugs]

    def chosen(self) -> bool:
        """Whether the choice, or what was given back by hand, is another now. Raises BadChoice."""
        before, self._chosen = self._chosen, "damaged"  # so that it counts as changed when it has been mended
        chosen = choice.read(self.course)
        self._chosen = [chosen.of(slug) for slug in self.slugs], mark(given_back.file(self.course))
        return before is not None and before != self._chosen


def results_of(course: Course, slugs: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Learner and exercise of every result there is."""
    for slug in slugs:
        yield from ((learner_id, slug) for learner_id in journal.learners(course, slug))
