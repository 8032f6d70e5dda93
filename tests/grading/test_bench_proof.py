"""The benchmark `proof` counts the notebooks that a proof really runs."""

from grading import bench_proof
from grading.execution import execute
from grading.mistakes import mistake_values
from grading.proof import prove
from grading.sandbox import find_wall
from tests.grading.test_proof import put_hints


def test_the_notebooks_it_counts_are_those_that_release_and_proof_run(course, monkeypatch):
    wall, ran = find_wall(), []
    put_hints(course, wall)

    def counted(*given, **named):
        ran.append(named)
        return execute(*given, **named)

    monkeypatch.setattr("grading.mistakes.execute", counted)
    monkeypatch.setattr("grading.proof.execute", counted)
    runs = {}
    mistake_values(course, "alpha", wall, runs=runs)
    assert prove(course, "alpha", wall, runs=runs) == []
    assert len(ran) == bench_proof._runs(course, "alpha")
