from grading import sameness
from grading.settings import ENGINE_VERSION


def test_a_machine_is_the_same_as_itself():
    assert sameness.difference(dict(sameness.facts())) == ""
    assert len(sameness.course()) == 64


def test_another_engine_is_named_first():
    others = {**sameness.facts(), "engine": "1", "pandas": "0.1"}
    assert sameness.difference(others) == f"its engine is 1, here it is {ENGINE_VERSION}"


def test_another_package_is_named():
    others = {**sameness.facts(), "pandas": "0.1"}
    assert sameness.difference(others).startswith("its pandas is 0.1, here it is ")


def test_what_tells_nothing_is_different():
    for others in (None, [], {}, "engine"):
        assert sameness.difference(others).startswith("its engine is none")
