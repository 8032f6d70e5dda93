"""The package for learners holds what they need to work, and nothing that tells answers."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parent.parent
SECRETS = (
    "truth.parquet",
    "trainers",
    "guide",
    "instructors",
    "EFFECTS",
    "datasets/effects",
    "datasets/traps",
    "datasets/generators",
    "grading/",
)


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    """The names of all files in the package."""
    folder = tmp_path_factory.mktemp("wheel")
    for part in ("cxlab", "datasets", "grading", "trainers"):
        shutil.copytree(HOME / part, folder / "source" / part, ignore=shutil.ignore_patterns("__pycache__"))
    for part in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-CONTENT"):
        shutil.copy(HOME / part, folder / "source" / part)
    words = [
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        folder,
        folder / "source",
    ]
    subprocess.run([sys.executable, *words], check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return zipfile.ZipFile(made).namelist()


def test_the_package_has_the_tables_in_both_states_and_the_samples(names):
    wanted = ["tables/orders.parquet", "tables/raw/orders.parquet", "tables/checksums.json", "outside/flights.parquet"]
    assert {f"datasets/{name}" for name in wanted} | {"cxlab/tables.py", "datasets/DICTIONARY.md"} <= set(names)


def test_the_package_has_nothing_that_tells_answers(names):
    assert [name for name in names if any(secret in name for secret in SECRETS)] == []
