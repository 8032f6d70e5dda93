"""What the hub and each server are told."""

import json

import pytest

from classroom.hub.keys import Keys
from classroom.hub.plan import Plan
from classroom.hub.settings import hub_settings, roles, server_variables, service_variables
from classroom.hub.sign_on import LEARNERS, TRAINERS
from grading.course import HOME

PLAN = Plan(str(HOME), "/b", "/b/exchange", "sqlite:////b/gradebook.db", 1, 2, 3, 4)
KEYS = Keys("learners-word", "trainers-word", "proxy-token", "service-token", "ab" * 32)


def test_everything_listens_on_this_machine_only():
    hub = hub_settings(PLAN, KEYS)
    addresses = [
        hub["JupyterHub"]["bind_url"],
        hub["JupyterHub"]["hub_bind_url"],
        hub["ConfigurableHTTPProxy"]["api_url"],
    ]
    assert all(address.startswith("http://127.0.0.1:") for address in addresses)
    assert hub["JupyterHub"]["services"][0]["url"] == "http://127.0.0.1:4"


def test_the_trainer_is_no_administrator_of_the_hub():
    assert "admin_users" not in hub_settings(PLAN, KEYS)["Authenticator"]
    assert all("admin" not in scope for role in roles(PLAN) for scope in role["scopes"])


def test_both_groups_may_open_the_courses_pages_and_nobody_else():
    pages = next(role for role in roles(PLAN) if role["name"] == "course-pages")
    assert (pages["groups"], pages["scopes"]) == ([LEARNERS, TRAINERS], ["access:services!service=course"])


def test_a_learners_server_is_not_told_where_the_gradebook_is():
    told = server_variables(PLAN, trainer=False, inherited={"COURSE_GRADEBOOK": "secret", "PATH": "/bin"})
    assert not [name for name in told if name in ("COURSE_BUILD", "COURSE_GRADEBOOK")]
    assert str(HOME / "grading") not in told["JUPYTER_CONFIG_PATH"]
    assert not set(told.values()) & {KEYS.proxy, KEYS.service, KEYS.trainer}


def test_the_trainers_server_gets_the_courses_settings():
    told = server_variables(PLAN, trainer=True, inherited={"PATH": "/bin"})
    assert told["COURSE_GRADEBOOK"] == PLAN.gradebook
    assert told["JUPYTER_CONFIG_PATH"].endswith(str(HOME / "grading"))


@pytest.mark.parametrize("trainer", [True, False])
def test_every_folder_of_settings_is_there(trainer):
    told = server_variables(PLAN, trainer, {})
    places = [*told["JUPYTER_CONFIG_PATH"].split(":"), told["JUPYTER_PATH"]]
    assert [place for place in places if not place.startswith(str(HOME)) or not (HOME / place).is_dir()] == []


def test_the_cohorts_own_tables_reach_every_notebook():
    assert server_variables(PLAN, False, {"CXLAB_TABLES": "/own"})["CXLAB_TABLES"] == "/own"


def test_the_pages_are_told_what_the_hub_would_tell_them():
    told = service_variables(PLAN, KEYS)
    assert told["JUPYTERHUB_API_TOKEN"] == KEYS.service and told["JUPYTERHUB_SERVICE_PREFIX"] == "/services/course/"
    assert json.loads(told["JUPYTERHUB_OAUTH_ACCESS_SCOPES"])[0] == "access:services!service=course"
