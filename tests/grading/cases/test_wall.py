"""Before a batch the wall proves that it stands; where it cannot, no learner's code runs."""

import ast
import os
import subprocess
import sys

from grading.bubblewrap import HOME
from grading.sandbox import Wall, weakness

PROBES = 12  # what the probe tries at least


def test_S02_the_wall_stands_and_without_one_every_gap_is_named(wall):
    assert wall.isolated and weakness(wall) == ""
    assert weakness(Wall()).startswith("The wall has a gap: ") and weakness(Wall()).count(",") > 3


def test_S02_it_tries_at_least_twelve_things():
    tree = ast.parse((HOME / "grading" / "wall" / "probe.py").read_text("utf8"))
    tried = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert len(tried) >= PROBES, tried


def test_S02_where_no_wall_can_be_built_nothing_starts_and_the_sentence_says_what_to_do(tmp_path):
    program = tmp_path / "bin"
    program.mkdir()
    environment = {"PATH": str(program), "COURSE_BUILD": str(tmp_path / "build"), "HOME": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-m", "grading.cli", "grade"],
        cwd=HOME,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 3, ended
    assert "Nothing was graded" in ended.stderr and "bubblewrap" in ended.stderr
    assert not (tmp_path / "build").exists()
