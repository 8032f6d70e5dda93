from grading.leaks import TEXT_STUB
from grading.nbgrader_settings import nbgrader_settings


def test_the_settings_that_count_are_those_of_nbgrader_config():
    settings = nbgrader_settings().ClearSolutions
    assert (settings.code_stub, settings.text_stub) == ({"python": ""}, TEXT_STUB)
