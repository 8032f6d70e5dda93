"""Fresh variants of the tables, as a cohort of its own gets them: every exercise works on one of them too."""

import os

import pytest

from datasets import freeze, variant
from grading.check import check
from grading.course import HOME, Course

SEEDS = (1, 2)  # one that does not show every effect is refused here, with the name of the next that does


@pytest.fixture(params=SEEDS, ids=lambda seed: f"seed {seed}")
def fresh_tables(request, tmp_path, monkeypatch):
    """A folder with the tables of the seed, in the place of the frozen ones; as root, others have to read its files."""
    folder = tmp_path / "tables"
    freeze.write(freeze.build(request.param, variant.world_of(request.param)), folder)
    for path in (tmp_path, folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    monkeypatch.setenv("CXLAB_TABLES", str(folder))
    return folder


@pytest.mark.slow
def test_every_exercise_is_as_it_should_be_on_a_fresh_variant(fresh_tables, request, tmp_path):
    course = Course(HOME, tmp_path / "build")
    assert course.tables == fresh_tables
    part = course.slugs[SEEDS.index(request.node.callspec.params["fresh_tables"]) :: len(SEEDS)]
    assert check(course, part, workers=os.cpu_count() or 1) == []
