"""A file for Canvas's *Gradebook > Import*: five columns that say who, and one for each exercise, in points. Pure.

Why it is as it is (Canvas's own code, lib/gradebook_importer.rb and lib/gradebook_exporter.rb, instructure/canvas-lms):

- The first columns are Student, ID, SIS User ID, SIS Login ID and Section, in this order (`update_column_count`,
  `header?`). ID is Canvas's own number, which is not known here, and stays empty.
- A learner is found by SIS User ID, then by SIS Login ID; *then by name* (`process_student`). So that nobody gets the
  grades of a namesake, Student holds the id beside the name: that is nobody's name in Canvas.
- The row whose first cell holds `Points Possible` gives the points of each column (`process_pp`).
- A title that ends in a number in brackets names an assignment by its id (`title_and_id`), and one with words such as
  `Final Grade` is no assignment at all (NON_ASSIGNMENT_COLUMN_HEADERS): such exercises stand under their short names.
- No grade is an empty cell; scores are compared with two digits (`no_change_to_value?`).
- Cells may hold a point or a comma as the decimal sign; every thousands sign would be taken for one.
"""

from __future__ import annotations

import re

from grading.spreadsheet import harmless
from progress.exports.cells import number
from progress.exports.gradebook_file import GradebookFile, grades, identified, written
from progress.exports.schema import clear_titles
from progress.facts import Facts

WHO = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POINTS_POSSIBLE = "Points Possible"
_NO_TITLE = re.compile(r"\(\d+\)\s*$|(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)")


def canvas(facts: Facts, provisional: bool = False) -> GradebookFile:
    """The file. SIS User ID is the learner_id, SIS Login ID the e-mail address, Section the cohort."""
    wide, sentences = grades(facts, percent=False, provisional=provisional)
    people, left_out = identified(facts.people, "learner_id")
    most = facts.work.groupby("exercise", observed=True)["max_points"].max()
    titles = clear_titles(facts.titles)
    header = (*WHO, *(one if _NO_TITLE.search(titles[one]) else harmless(titles[one]) for one in wide.columns))
    texts = written(wide, "")
    rows = [(f"    {POINTS_POSSIBLE}", "", "", "", "", *(number(most[one]) for one in wide.columns))]
    shared = people["email"].str.casefold().duplicated(keep=False)
    logins = people["email"].map(harmless).mask(shared, "")  # one that several have could lead to the wrong one
    rows += [
        (_student(one), "", one.learner_id, login, harmless(one.cohort), *texts[one.learner_id])
        for one, login in zip(people.itertuples(index=False), logins, strict=True)
    ]
    return GradebookFile(header, rows, (*sentences, *left_out))


def _student(one) -> str:
    name = "" if POINTS_POSSIBLE in one.name else one.name  # else the row would be taken for that of the points
    return harmless(f"{name} ({one.learner_id})".strip())
