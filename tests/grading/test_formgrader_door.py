"""What formgrader's door says; that formgrader obeys it is tested in a browser."""

import pytest
from nbgrader.server_extensions.formgrader import apihandlers

from grading.formgrader_door import HERE_ONLY, INSTEAD, behind_hub, said

HUB = {"JUPYTERHUB_USER": "trainer"}


def test_every_button_of_formgraders_has_its_sentence():
    posted = {place.rpartition("/")[2] for place, handler in apihandlers.default_handlers if "post" in vars(handler)}
    assert posted - {"flag"} == set(INSTEAD)


@pytest.mark.parametrize("button", INSTEAD)
def test_a_button_names_a_verb_without_a_hub_and_nothing_is_left_open(button):
    sentence = said(button, "operations", {})
    assert "python3 course.py" in sentence and "{" not in sentence


@pytest.mark.parametrize("button", ["collect", "autograde", "generate_feedback", "release_feedback"])
def test_behind_a_hub_a_button_names_the_trainers_page(button):
    assert said(button, "operations", HUB).endswith("/services/course/trainer/")
    named = {**HUB, "COURSE_TRAINERS_PAGE": "https://course.example.org/trainer/"}
    assert said(button, "operations", named).endswith("https://course.example.org/trainer/")


def test_only_a_server_with_an_address_of_its_own_may_be_framed_behind_a_hub():
    assert "frame-ancestors 'none'" in behind_hub(HUB)
    assert behind_hub({**HUB, "JUPYTERHUB_HOST": "https://hub.example.org"}) == HERE_ONLY
