"""The hub's configuration loads, and says only what the hub understands."""

import sys

import pytest
from jupyterhub.app import JupyterHub
from jupyterhub.auth import LocalAuthenticator, PAMAuthenticator
from jupyterhub.proxy import ConfigurableHTTPProxy
from jupyterhub.spawner import Spawner
from traitlets.config.loader import PyFileConfigLoader

from tests.deploy.conftest import ONE_MACHINE

KNOWN = {
    one.__name__: one for one in (JupyterHub, LocalAuthenticator, PAMAuthenticator, ConfigurableHTTPProxy, Spawner)
}
KNOWN["Authenticator"] = LocalAuthenticator
# Not installed here: deploy/one-machine/requirements.txt has it. Its traits, as of 1.0.2.
SYSTEMD = {"slice", "isolate_tmp", "isolate_devices", "disable_user_sudo", "default_shell", "unit_extra_properties"}


@pytest.fixture
def loaded(monkeypatch, tmp_path, one_machine):
    monkeypatch.setattr(sys, "path", list(sys.path))
    for name, value in {
        "CLASSROOM_HOST": "hub.example.org",
        "CLASSROOM_SIGN_ON": "pam",
        "CLASSROOM_KEYS": str(tmp_path),
        "COURSE_BUILD": "/b",
        "COURSE_EXCHANGE": "/e",
        "JUPYTERHUB_CRYPT_KEY": "0" * 64,
    }.items():
        monkeypatch.setenv(name, value)
    return PyFileConfigLoader("jupyterhub_config.py", str(ONE_MACHINE)).load_config()


def test_every_setting_is_one_that_its_class_has(loaded):
    for name, values in loaded.items():
        has = SYSTEMD if name == "SystemdSpawner" else set(KNOWN[name].class_trait_names())
        assert set(values) <= has, name


def test_each_person_has_a_subdomain_and_limits(loaded):
    assert loaded.JupyterHub.subdomain_host == "https://hub.example.org"
    assert loaded.Spawner.mem_limit == "1G" and loaded.Spawner.cpu_limit == 1


def test_the_hub_listens_on_this_machine_only(loaded):
    assert loaded.JupyterHub.bind_url == "http://127.0.0.1:901"
    assert loaded.JupyterHub.hub_bind_url == "http://127.0.0.1:903"


def test_nobody_is_admin_and_groups_come_with_the_sign_on(loaded):
    assert not loaded.Authenticator.admin_users
    assert loaded.Authenticator.manage_groups
    assert "load_groups" not in loaded.JupyterHub
    assert "allow_all" not in loaded.Authenticator


def test_three_ways_to_sign_on_and_the_settings_name_them(one_machine):
    named = (ONE_MACHINE / "classroom.env").read_text()
    for path in sorted(ONE_MACHINE.glob("sign_on_*.py")):
        compile(path.read_text(), path.name, "exec")
        assert path.stem.removeprefix("sign_on_") in named
