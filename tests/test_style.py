"""The code keeps the settings of pyproject.toml."""

import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("words", [("check",), ("format", "--check")], ids=" ".join)
def test_the_code_is_as_ruff_wants_it(words):
    command = [sys.executable, "-m", "ruff", *words, "--no-cache", "."]
    ended = subprocess.run(command, cwd=HOME, check=False, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout + ended.stderr
