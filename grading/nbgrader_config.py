"""nbgrader's settings for this course. nbgrader finds them by the variable JUPYTER_CONFIG_PATH=grading."""

import os
import sys
from pathlib import Path

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.preprocessors import ClearHiddenTests, GetGrades

from grading.course import Course
from grading.settings import COURSE_ID

c = get_config()  # noqa: F821  (traitlets puts it here)
course = Course()

# nbgrader starts `alembic` by its bare name when it makes a gradebook.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])

c.CourseDirectory.course_id = COURSE_ID
c.CourseDirectory.root = str(course.root)
c.CourseDirectory.source_directory = "exercises"
c.CourseDirectory.release_directory = str(course.release)
c.CourseDirectory.submitted_directory = str(course.submitted)
c.CourseDirectory.autograded_directory = str(course.autograded)
c.CourseDirectory.feedback_directory = str(course.feedback)
c.CourseDirectory.solution_directory = str(course.build / "solution")
c.CourseDirectory.db_url = course.gradebook_url

# nbgrader copies whatever else lies beside a source notebook to learners; mistakes.yml must never go out. The list
# also holds for the exchange, so it may not name what has to pass there: hints.json, timestamp.txt, feedback pages.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints", "__pycache__", "feedback", "*.pyc", "*.md", "*.yml", "*.yaml", "*.py", "*.csv", "*.parquet"
]  # fmt: skip
c.ClearSolutions.code_stub = {"python": ""}  # the open form stands before the solution in every answer cell

c.Exchange.root = os.environ.get("COURSE_EXCHANGE", str(course.build / "exchange"))


class HideTests(ClearHiddenTests):
    """Takes hidden tests out of a graded notebook, and out of what they left in tracebacks."""

    def preprocess_cell(self, cell, resources, cell_index):
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        settings = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and settings.get("grade"):
            for output in cell.outputs:
                if output.output_type == "error" and output.ename != "AnswerProblem":
                    output.evalue, output.traceback = "", [f"A check failed ({output.ename})."]
        return cell, resources


c.GenerateFeedback.preprocessors = [GetGrades, HideTests, CSSHTMLHeaderPreprocessor]
