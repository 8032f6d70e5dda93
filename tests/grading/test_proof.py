import json
from dataclasses import replace

import yaml

from grading import notebooks
from grading.execution import execute
from grading.mistakes import mistake_values
from grading.proof import prove
from grading.sandbox import find_wall


def put_hints(course, wall):
    """Hints as a release would hold them. The fixture's own `check` says nothing, so it is replaced by cxlab's."""
    source = notebooks.read(course.source("alpha"))
    source.cells[0].source = "late_orders, all_orders = 35, 200\nfrom cxlab import check"
    notebooks.write(course.source("alpha"), source)
    folder = course.release / "alpha"
    folder.mkdir(parents=True)
    (folder / "hints.json").write_text(json.dumps(mistake_values(course, "alpha", wall)), "utf8")


def test_an_exercise_that_grades_as_declared_has_no_problems(course):
    wall = find_wall()
    put_hints(course, wall)
    assert prove(course, "alpha", wall) == []


def test_wrongly_declared_points_and_missing_hints_are_found(course):
    wall = find_wall()
    put_hints(course, wall)
    path = course.source("alpha").with_name("mistakes.yml")
    data = yaml.safe_load(path.read_text("utf8"))
    data["questions"]["owner"]["mistakes"][0]["points"] = 1
    data["questions"]["owner"]["mistakes"][1]["hint"] = "Another hint."
    path.write_text(yaml.safe_dump(data, sort_keys=False), "utf8")
    found = prove(course, "alpha", wall)
    points = [sentence for sentence in found if "question owner earned 0 points instead of 1" in sentence]
    hints = [sentence for sentence in found if "did not show the hint “M04: Another hint.”" in sentence]
    assert (len(points), len(hints), len(found)) == (2, 1, 3)  # points with hints.json, and without


def test_a_first_run_that_raises_is_found(course):
    wall = find_wall()
    put_hints(course, wall)
    source = course.source("alpha")
    source.write_text(source.read_text("utf8").replace("owner = ...", "owner = missing_name"), "utf8")
    assert any(
        "untouched: the cell owner-answer raises NameError" in sentence for sentence in prove(course, "alpha", wall)
    )


def test_runs_that_the_release_made_just_now_are_looked_at_and_not_made_again(course, monkeypatch):
    wall, runs = find_wall(), {}
    put_hints(course, wall)
    mistake_values(course, "alpha", wall, runs=runs)
    ran = []
    monkeypatch.setattr("grading.proof.execute", lambda *given, **named: ran.append(named) or execute(*given, **named))
    assert prove(course, "alpha", wall, runs=runs) == []
    alone = len(ran)
    assert prove(course, "alpha", wall) == [] and len(ran) - alone == alone + 2  # two rounds of mistakes
    broken = {answers: replace(run, failure="It ended.") for answers, run in runs.items()}
    assert len(prove(course, "alpha", wall, runs=broken)) == 2
