import sys

import pytest

from grading import cli


def test_a_verb_that_is_interrupted_ends_with_status_130(monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("grading.bench.bench", interrupted)
    monkeypatch.setattr(sys, "argv", ["course.py", "bench"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 130
