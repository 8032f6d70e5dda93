from grading.nbgrader_settings import nbgrader_settings


def test_the_settings_that_count_are_those_of_nbgrader_config():
    assert nbgrader_settings().ClearSolutions.code_stub == {"python": ""}
