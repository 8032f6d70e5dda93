"""Who may do what on one server, and what its programs are told."""

import json
import stat

import pytest

SETTINGS = {"CLASSROOM_HOST": "hub.example.org", "COURSE_BUILD": "/made/build", "COURSE_EXCHANGE": "/e"}


@pytest.fixture
def where(one_machine):
    return one_machine.server(SETTINGS)


def test_nobody_may_open_another_persons_server(one_machine):
    scopes = {scope for role in one_machine.roles() for scope in role["scopes"]}
    assert not [one for one in scopes if one.startswith(("access:servers", "admin:", "tokens", "inherit", "self"))]


def test_only_trainers_may_open_formgrader(one_machine):
    may = [role["groups"] for role in one_machine.roles() if "access:services!service=formgrader" in role["scopes"]]
    assert may == [[one_machine.TRAINERS]]


def test_no_list_of_people_stands_in_the_hubs_roles(one_machine):
    assert not any("users" in role for role in one_machine.roles())


def test_a_learner_cannot_take_a_port_of_ours(one_machine):
    ports = [one_machine.PROXY, one_machine.ORDERS, one_machine.HUB, one_machine.COURSE, one_machine.FORMGRADER]
    assert len(set(ports)) == 5 and all(port < 1024 for port in ports)


@pytest.mark.parametrize(
    ("groups", "exists", "let_in"),
    [
        (set(), False, True),  # a new person of the provider's
        ({"nbgrader-cx101"}, True, True),
        ({"classroom"}, True, True),
        ({"root"}, True, False),
        ({"sudo", "adm"}, True, False),
        (set(), True, False),
    ],
)
def test_an_account_that_is_not_for_the_course_is_refused(one_machine, groups, exists, let_in):
    assert (one_machine.refusal("somebody", groups, exists) == "") is let_in


def test_keys_are_made_once_and_what_it_added_stays(one_machine, tmp_path):
    made = one_machine.keys(tmp_path)
    file = tmp_path / "keys.json"
    file.write_text(json.dumps({**made, "provider": "secret"}))
    assert one_machine.keys(tmp_path) == {**made, "provider": "secret"}
    assert len(set(made.values())) == len(one_machine.MADE)


def test_variables_are_for_root_alone_and_hold_no_secret_of_another_program(one_machine, where, tmp_path):
    one_machine.write_variables(tmp_path, where)
    keys = one_machine.keys(tmp_path)
    for name, own in {"proxy.env": "proxy", "course.env": "course", "formgrader.env": "formgrader"}.items():
        text = (tmp_path / name).read_text()
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
        assert [key for key in one_machine.MADE if keys[key] in text] == [own]


def test_a_learners_server_is_told_nothing_of_the_gradebook_or_the_sources(one_machine, where):
    told = one_machine.lab_variables(where)
    assert not {"COURSE_BUILD", "COURSE_GRADEBOOK"} & set(told)
    assert where.build not in " ".join(told.values())


def test_each_service_has_an_address_of_its_own(one_machine, where):
    told = one_machine.pages_variables(where, {"course": "t"})
    assert told["JUPYTERHUB_OAUTH_CALLBACK_URL"].startswith("https://course--service.hub.example.org/services/course/")
    assert told["COURSE_OPENS"] == "https://hub.example.org/hub/user-redirect/course/open/{slug}"
