"""The files of deploy/, which are no package: loaded by their paths."""

import importlib.util
import os
import shutil
import sys
from pathlib import Path

import pytest

from grading.course import HOME

ONE_MACHINE = HOME / "deploy" / "one-machine"
KUBERNETES = HOME / "deploy" / "kubernetes"


def needs(*programs: str):
    """A mark for tests that some machines cannot run, for want of these programs. CI has to have them."""
    there = os.environ.get("CI") or all(shutil.which(one) for one in programs)
    return pytest.mark.skipif(not there, reason=f"{' or '.join(programs)} is not installed")


def load(path: Path):
    if path.stem not in sys.modules:
        spec = importlib.util.spec_from_file_location(path.stem, path)
        sys.modules[path.stem] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[path.stem])
    return sys.modules[path.stem]


@pytest.fixture(scope="session")
def one_machine():
    return load(ONE_MACHINE / "one_machine.py")


@pytest.fixture(scope="session")
def gate():
    return load(KUBERNETES / "exchange_gate.py")
