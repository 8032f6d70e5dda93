"""nbgrader's settings for this course. nbgrader finds them by the variable JUPYTER_CONFIG_PATH=grading."""

import os
import sys
from pathlib import Path

import nbgrader
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.preprocessors import GetGrades

from grading.course import Course
from grading.nbgrader_pages import HideTests
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
c.ClearSolutions.text_stub = "YOUR ANSWER HERE: double-click, write in place of this line, then press Shift + Enter"
c.ClearSolutions.code_stub = {"python": ""}  # the open form stands before the solution in every answer cell

c.Exchange.root = os.environ.get("COURSE_EXCHANGE", str(course.build / "exchange"))

# formgrader's and generate_feedback's pages show a learner's work: cleaned once more, without a program from another
# host, and with a content policy (templates/nbgrader). Settings, which hold the gradebook's password, are not shown.
c.HTMLExporter.preprocessors = ["grading.nbgrader_pages.CleanPage"]
c.HTMLExporter.extra_template_basedirs = [
    str(Path(__file__).parent / "templates" / "nbgrader"),
    str(Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"),
]
c.GenerateFeedback.preprocessors = [GetGrades, HideTests, CSSHTMLHeaderPreprocessor]
c.GenerateFeedback.permissions = 600  # read by nbgrader as octal digits
c.FormgradeExtension.debug = False
