"""A file for Moodle's *Grades > Import > CSV file*: one column that says who, and one for each exercise. Pure.

Why it is as it is (Moodle's own code, grade/import/csv/classes/load_data.php, `gradeimport_csv_load_data`; and
docs.moodle.org/405/en/Grade_import):

- A learner is found by `useridnumber` or `useremail` (`map_user_data_with_value`); who is not found, or found twice,
  ends the whole import (`check_user_exists`).
- A row with nothing there is *not* skipped: its grades go to the learner of the row before, because `studentid` is set
  before the loop and kept. So nobody without an identifier may be in the file.
- No grade is `-`: for a column that becomes a new grade item nothing else is taken for one (`import_new_grade_item`).
- A new grade item goes up to 100, and one value above that ends the import (`insert_grade_record`). So grades are
  percents unless asked otherwise, and none is above 100.
- Numbers may have a point whatever the language (`unformat_float`).
- E-mail addresses are compared as they are written, capitals and all.
"""

from __future__ import annotations

from grading.spreadsheet import harmless
from progress.exports.gradebook_file import GradebookFile, grades, identified, written
from progress.exports.schema import clear_titles
from progress.facts import Facts

BY = {"idnumber": ("ID number", "learner_id"), "email": ("Email address", "email")}
NOTHING = "-"
MOST = 100.0


def moodle(facts: Facts, by: str = "idnumber", percent: bool = True, provisional: bool = False) -> GradebookFile:
    """The file. `by` is one of BY; in Moodle, map its first column to that, and the others to grade items."""
    heading, column = BY[by]
    wide, sentences = grades(facts, percent, provisional)
    people, left_out = identified(facts.people, column)
    if percent:
        above = int((wide > MOST).to_numpy().sum())
        wide = wide.clip(upper=MOST)
        sentences += [f"{above} grades above {MOST:g} % stand as {MOST:g}: Moodle refuses more."] if above else []
    texts, titles = written(wide, NOTHING), clear_titles(facts.titles)
    rows = [(mark, *texts[learner_id]) for learner_id, mark in zip(people["learner_id"], people[column], strict=True)]
    return GradebookFile((heading, *(harmless(titles[one]) for one in wide.columns)), rows, (*sentences, *left_out))
