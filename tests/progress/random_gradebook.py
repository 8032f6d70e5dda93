"""A course with a gradebook of nbgrader's that is filled at random: two notebooks in some exercises, tasks and
reflections, points by machine and by hand, extra credit, late penalties, extensions, submissions without any of them.
"""

from datetime import datetime, timedelta

import numpy as np
from nbgrader.api import new_uuid

from grading.atomic import private_folder
from grading.database import transaction
from grading.recording import recording
from grading.rows import tables
from grading.settings import COURSE_ID
from progress.bench_cohort import make_course

LEARNERS = [f"learner-{number}" for number in range(8)]
ROSTER = "learner_id,name,email,department,cohort\n" + "".join(f"{one},{one.title()},,IT,2026\n" for one in LEARNERS)


def make(folder, exercises=9, seed=1):
    """The course in an empty folder; its gradebook is where COURSE_GRADEBOOK says, else in a file."""
    course = make_course(folder, exercises, 2)
    private_folder(course.build)
    course.roster.write_text(ROSTER, "utf8")
    filled = _Filled(np.random.default_rng(seed))
    for number, slug in enumerate(course.slugs):
        filled.add_exercise(number, slug)
    with recording(course) as recorder, transaction(course, recorder.engine) as db:
        known = tables()
        if not db.execute(known.course.select()).first():
            db.execute(known.course.insert(), [{"id": COURSE_ID}])
        for name, rows in filled.rows.items():
            db.execute(getattr(known, name).insert(), rows)
    return course


class _Filled:
    """The rows to enter, by table, in an order that a database with foreign keys accepts."""

    def __init__(self, draw):
        self._draw = draw
        names = ["student", "assignment", "notebook", "base_cell", "grade_cells", "task_cells", "solution_cells"]
        self.rows = {name: [] for name in (*names, "submitted_assignment", "submitted_notebook", "grade")}
        for one in LEARNERS:
            self.put("student", id=one, lms_user_id=None)

    def put(self, table, **values):
        self.rows[table].append({"id": new_uuid(), **values})
        return self.rows[table][-1]["id"]

    def add_exercise(self, number, slug):
        due = datetime(2026, 2, 10 + number) if number % 4 else None
        assignment = self.put("assignment", name=slug, course_id=COURSE_ID, duedate=due)
        names = (slug, "more")[: 1 + number % 2]
        notebooks = [self.put("notebook", name=name, assignment_id=assignment) for name in names]
        cells = {notebook: self._cells(notebook) for notebook in notebooks}
        for one in LEARNERS[: len(LEARNERS) - number % 3]:
            self._hand_in(assignment, one, cells)

    def _cells(self, notebook):
        made = []
        kinds = {"q1-check": "code", "q1-check-range": "code", "q2-check": "code", "reflection": "markdown"}
        for name, kind in kinds.items():
            made.append(self.put("base_cell", name=name, type="GradeCell", notebook_id=notebook))
            points = float(self._draw.integers(0, 8)) / 2
            self.put("grade_cells", id=made[-1], max_score=points, cell_type=kind)
        made.append(self.put("base_cell", name="task", type="TaskCell", notebook_id=notebook))
        self.put("task_cells", id=made[-1], max_score=float(self._draw.integers(1, 4)), cell_type="markdown")
        answer = self.put("base_cell", name="q1-answer", type="SolutionCell", notebook_id=notebook)
        self.put("solution_cells", id=answer)
        return made

    def _hand_in(self, assignment, learner_id, notebooks):
        draw = self._draw
        at = datetime(2026, 2, 8, 12, 30, 15, 250_000) + timedelta(days=int(draw.integers(0, 10)))
        more = timedelta(days=int(draw.integers(0, 4)), hours=6) if draw.random() < 0.3 else None
        there = {"assignment_id": assignment, "student_id": learner_id}
        submission = self.put("submitted_assignment", timestamp=at, extension=more, **there)
        if draw.random() < 0.1:
            return  # collected, and never graded
        for notebook, cells in notebooks.items():
            lost = float(draw.integers(0, 12)) / 2 if draw.random() < 0.4 else None
            where = {"notebook_id": notebook, "assignment_id": submission}
            submitted = self.put("submitted_notebook", late_submission_penalty=lost, flagged=False, **where)
            for cell in cells:
                self.put("grade", cell_id=cell, notebook_id=submitted, **self._marks())

    def _marks(self):
        draw = self._draw
        auto = float(draw.integers(0, 5)) / 2 if draw.random() < 0.8 else None
        manual = float(draw.integers(0, 7)) / 2 if draw.random() < 0.4 else None
        extra = float(draw.integers(0, 3)) / 2 if draw.random() < 0.3 else None
        review = (auto is None and manual is None) or bool(draw.random() < 0.05)
        return {"auto_score": auto, "manual_score": manual, "extra_credit": extra, "needs_manual_grade": review}
