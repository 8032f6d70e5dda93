"""A small exercise that asks for a chart of 20,000 rows, and for a function: written into a course of its own."""

from __future__ import annotations

import nbformat
import yaml
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grading.course import Course
from tests.grading.conftest import cell

SLUG = "waits"
SETUP = """import altair as alt
import numpy as np
import pandas as pd

from cxlab import check

draw = np.random.default_rng(7)
contacts = pd.DataFrame({"channel": draw.choice(["chat", "email", "phone", "web"], 20_000)})
contacts["wait_s"] = (draw.gamma(2, 40, 20_000) + 50 * contacts.channel.map(len)).round(1)
contacts["day"] = draw.integers(1, 29, 20_000)"""
ANSWER = """chart = ...
### BEGIN SOLUTION
chart = alt.Chart(contacts).mark_bar().encode(x=alt.X("channel").sort("-y"), y="mean(wait_s)")
### END SOLUTION"""
CHECK = """check("waits", chart)
### BEGIN HIDDEN TESTS
from cxlab.chart_answers import chart_problem

wanted = alt.Chart(contacts).mark_bar().encode(x=alt.X("channel").sort("-y"), y="mean(wait_s)")
problem = chart_problem(chart, wanted, tolerance=0.05)
assert not problem, problem
### END HIDDEN TESTS"""
CHECK_MARK = """### BEGIN HIDDEN TESTS
from cxlab.chart_answers import chart_problem

problem = chart_problem(chart, alt.Chart(contacts).mark_bar().encode(x="channel", y="count()"), only="mark")
assert not problem, problem
### END HIDDEN TESTS"""
LABEL_ANSWER = """def label(name):
    ...
    ### BEGIN SOLUTION
    return name.title()
    ### END SOLUTION"""
LABEL_CHECK = """### BEGIN HIDDEN TESTS
assert label("web") == "Web", label("web")
### END HIDDEN TESTS"""
AGGREGATED = 'means = contacts.groupby("channel", as_index=False).wait_s.{how}()\n'
MISTAKES = {
    "title": "Waiting",
    "minutes": 5,
    "tables": [],
    "reflection": "reflection",
    "questions": {
        "waits": {
            "level": "L2",
            "probe": "chart",
            "tolerance": 0.05,
            "alternatives": [
                AGGREGATED.format(how="mean")
                + 'chart = alt.Chart(means).mark_bar().encode(x=alt.X("channel").sort("-y"), y="wait_s")\n',
                'bars = alt.Chart(contacts, title="Who waits?").transform_aggregate(w="mean(wait_s)", '
                'groupby=["channel"])\n'
                'chart = bars.mark_bar(color="teal").encode(alt.X("channel:N", sort="-y"), alt.Y("w:Q", title="s"))\n',
            ],
            "mistakes": [
                {
                    "code": "M01",
                    "source": AGGREGATED.format(how="median")
                    + 'chart = alt.Chart(means).mark_bar().encode(x=alt.X("channel").sort("-y"), y="wait_s")\n',
                    "points": 1,
                    "hint": "This is the median wait; a mean counts every second of the long ones.",
                },
                {
                    "code": "M02",
                    "source": AGGREGATED.format(how="count")
                    + 'chart = alt.Chart(means).mark_bar().encode(x=alt.X("channel").sort("-y"), y="wait_s")\n',
                    "points": 1,
                    "hint": "These bars are how many contacts there were, not how long they waited.",
                },
            ],
        },
        "label": {
            "level": "L0",
            "probe": "label('web')",
            "alternatives": [],
            "mistakes": [
                {
                    "code": "M03",
                    "source": "def label(name):\n    return name[:1]\n",
                    "points": 0,
                    "hint": "All letters.",
                },
                {"code": "M04", "source": "def label(name):\n    return 'x'\n", "points": 0, "hint": "A word."},
            ],
        },
    },
}


def write_chart_course(folder) -> Course:
    """A course of this one exercise, and a roster of five."""
    cells = [
        cell(new_code_cell, "setup", SETUP),
        cell(new_markdown_cell, "waits", "**Question 1 · L2 · 3 points**\n\nDraw the mean wait of each channel."),
        cell(new_code_cell, "waits-answer", ANSWER, solution=True, locked=False),
        cell(new_code_cell, "waits-check", CHECK, points=2),
        cell(new_code_cell, "waits-check-mark", CHECK_MARK, points=1),
        cell(new_markdown_cell, "label", "**Question 2 · L0 · 1 point**\n\nWrite a function that makes a label."),
        cell(new_code_cell, "label-answer", LABEL_ANSWER, solution=True, locked=False),
        cell(new_code_cell, "label-check", 'check("label", label("web"))\n' + LABEL_CHECK, points=1),
        cell(new_markdown_cell, "reflection", "A model reflection.", points=2, solution=True, locked=False),
    ]
    for one in cells:
        if one.id.endswith(("-check", "-mark")):
            one.metadata["tags"] = ["raises-exception"]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    home = folder / "course"
    place = home / "exercises" / SLUG
    place.mkdir(parents=True)
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), place / f"{SLUG}.ipynb")
    declare(home, MISTAKES)
    (home / "_toc.yml").write_text("parts:\n- chapters:\n  - file: chapters/waits\n", "utf8")
    made = Course(root=home, build=home / "build")
    made.build.mkdir()
    names = ("ann", "ben", "chi", "dee", "eli")
    rows = "".join(f"{name},{name.title()},{name}@example.org,Operations,2026\n" for name in names)
    made.roster.write_text("learner_id,name,email,department,cohort\n" + rows, "utf8")
    return made


def declare(home, mistakes: dict) -> None:
    """Put `mistakes` into the exercise's mistakes.yml."""
    path = home / "exercises" / SLUG / "mistakes.yml"
    path.write_text(yaml.safe_dump(mistakes, sort_keys=False), "utf8")
