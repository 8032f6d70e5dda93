"""A course of four small exercises, on which every case is tried: real files, the real wall, the real gradebook.

`p1` has three checks worth 6 points (a function, a number, a table), `p2` one worth 1 point, and `p3` three worth 6,
which give the learner's code functions and objects of their own; in `p4` a person marks a text.
Checks and course hold marks that nobody else may see.
"""

from __future__ import annotations

from pathlib import Path

import nbformat
import yaml
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grading.course import Course
from grading.nbgrader_steps import generate

IN_CHECKS = "mark-7731"  # stands in hidden tests only
OUTSIDE = "mark-9926"  # stands in files of the course, and in other learners' work

SETUP = """import pandas as pd

raw = pd.DataFrame({"team": ["a", "b", "a"], "days": [3, 5, 4]})"""
MEAN = """def mean(values):
    ### BEGIN SOLUTION
    return sum(values) / len(values)
    ### END SOLUTION"""
MEAN_CHECK = f"""assert mean([1, 2, 3]) == 2
### BEGIN HIDDEN TESTS
assert mean([2, 4]) == 3, "{IN_CHECKS}"
assert abs(mean([0.1, 0.2]) - 0.15) < 1e-9
assert mean(values=(7,)) == 7
### END HIDDEN TESTS"""
LATE = """late = ...
### BEGIN SOLUTION
late = int((raw.days > 3).sum())
### END SOLUTION"""
LATE_CHECK = f"""assert late is not ..., "There is no answer yet."
### BEGIN HIDDEN TESTS
assert late == 2, "{IN_CHECKS}"
assert late == (raw.days > 3).sum()
### END HIDDEN TESTS"""
TOTALS = """def totals(table):
    ### BEGIN SOLUTION
    return table.groupby("team", as_index=False).days.sum()
    ### END SOLUTION"""
TOTALS_CHECK = f"""assert len(totals(raw)) == 2
### BEGIN HIDDEN TESTS
from pandas.testing import assert_frame_equal

expected = pd.DataFrame({{"team": ["a", "b"], "days": [7, 5]}})
assert_frame_equal(totals(raw), expected)
other = pd.DataFrame({{"team": list("zzy"), "days": [1, 2, 4]}})  # {IN_CHECKS}
assert totals(other)["days"].tolist() == [4, 3]
assert totals(raw)["days"].sum() == raw["days"].sum()
### END HIDDEN TESTS"""
WORD = """word = ...
### BEGIN SOLUTION
word = "late"
### END SOLUTION"""
WORD_CHECK = """assert isinstance(word, str)
### BEGIN HIDDEN TESTS
assert word.strip().casefold() == "late"
### END HIDDEN TESTS"""
EACH = """def each(function, values):
    ### BEGIN SOLUTION
    return [function(value) for value in values]
    ### END SOLUTION"""
USES = """doubled = each(lambda value: 2 * value, [1, 2, 3])
wanted = [2, 4, 6]"""
EACH_CHECK = f"""assert doubled == wanted
### BEGIN HIDDEN TESTS
class Box:
    def __init__(self, size):
        self.size, self._inner = size, "{IN_CHECKS}"


def square(value, known={{2: 4, 3: 9, 7: 49}}):
    return known[value]


expected = [4, 9, 49]
assert each(square, [2, 3, 7]) == expected
assert each(lambda box: box.size, [Box(1), Box(5)]) == [1, 5]
assert each(str, iter([1, 2])) == ["1", "2"]
### END HIDDEN TESTS"""
LIMIT = """seen = each(str, [1])
limit = 10"""
BELOW = """below = ...
### BEGIN SOLUTION
below = limit - 1
### END SOLUTION"""
BELOW_CHECK = """assert below is not ..., "There is no answer yet."
### BEGIN HIDDEN TESTS
assert below == limit - 1
### END HIDDEN TESTS"""
SORTED = """def largest_first(values):
    ### BEGIN SOLUTION
    return sorted(values, reverse=True)
    ### END SOLUTION"""
SORTED_CHECK = """assert largest_first([1, 3, 2]) == [3, 2, 1]
### BEGIN HIDDEN TESTS
for values in ([4, 9], [7], [5, 6, 1]):
    assert largest_first(values) == sorted(values, reverse=True)
### END HIDDEN TESTS"""

WHY = "A model answer: three teams share it."

EXERCISES = {
    "p1": [
        ("setup", SETUP, None),
        ("mean-answer", MEAN, None),
        ("mean-check", MEAN_CHECK, 1),
        ("late-answer", LATE, None),
        ("late-check", LATE_CHECK, 2),
        ("totals-answer", TOTALS, None),
        ("totals-check", TOTALS_CHECK, 3),
    ],
    "p2": [("word-answer", WORD, None), ("word-check", WORD_CHECK, 1)],
    "p3": [
        ("each-answer", EACH, None),
        ("uses", USES, None),
        ("each-check", EACH_CHECK, 3),
        ("limit", LIMIT, None),
        ("below-answer", BELOW, None),
        ("below-check", BELOW_CHECK, 1),
        ("sorted-answer", SORTED, None),
        ("sorted-check", SORTED_CHECK, 2),
    ],
    "p4": [("why", WHY, 2), ("word-answer", WORD, None), ("word-check", WORD_CHECK, 1)],
}
RIGHT = {
    "mean-answer": "def mean(values):\n    return sum(values) / len(values)",
    "late-answer": "late = int((raw.days > 3).sum())",
    "totals-answer": "def totals(table):\n    return table.groupby('team', as_index=False).days.sum()",
    "word-answer": "word = 'late'",
    "each-answer": "def each(function, values):\n    return [function(value) for value in values]",
    "below-answer": "below = limit - 1",
    "sorted-answer": "def largest_first(values):\n    return sorted(values, reverse=True)",
}
WRONG = {
    "mean-answer": "def mean(values):\n    return -1",
    "late-answer": "late = -1",
    "totals-answer": "def totals(table):\n    return table.head(0)",
    "word-answer": "word = 'early'",
    "each-answer": "def each(function, values):\n    return []",
    "below-answer": "below = -1",
    "sorted-answer": "def largest_first(values):\n    return []",
}
FULL = {"p1": (1, 2, 3), "p2": (1,), "p3": (3, 1, 2)}


def write_course(folder: Path) -> Course:
    """The course with its exercises released, as a trainer would have it before anybody hands in."""
    root = folder / "course"
    for slug in EXERCISES:
        made = root / "exercises" / slug
        made.mkdir(parents=True)
        nbformat.write(_source(slug), made / f"{slug}.ipynb")
        (made / "mistakes.yml").write_text(yaml.safe_dump(_declared(slug)), "utf8")
    chapters = "".join(f"  - file: chapters/{slug}\n" for slug in EXERCISES)
    (root / "_toc.yml").write_text(f"parts:\n- chapters:\n{chapters}", "utf8")
    (root / "nbgrader_config.py").write_text(f"# {OUTSIDE}\n")
    course = Course(root=root, build=root / "build")
    course.build.mkdir()
    course.roster.write_text(f"learner_id,name,email,department,cohort\nann,Ann {OUTSIDE},,,\n", "utf8")
    for slug in EXERCISES:
        generate(course, slug, course.release)
        (course.release / slug / "hints.json").write_text("{}", "utf8")
    return course


def _source(slug: str) -> NotebookNode:
    cells = [_cell(name, text, points) for name, text, points in EXERCISES[slug]]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def _cell(name: str, text: str, points: int | None) -> NotebookNode:
    answer = name.endswith("-answer") or name == "why"
    settings = {"grade_id": name, "grade": points is not None, "solution": answer, "locked": not answer}
    settings |= {"task": False, "schema_version": 3} | ({} if points is None else {"points": points})
    made = (new_markdown_cell if name == "why" else new_code_cell)(text, metadata={"nbgrader": settings})
    made["id"] = name
    return made


def _declared(slug: str) -> dict:
    return {"title": slug, "minutes": 5, "tables": [], "reflection": "none", "questions": {}}
