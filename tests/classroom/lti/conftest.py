"""A platform, and a hub that people sign on to from it; both on this machine, both real programs."""

import json
import os
import socket
import subprocess
import sys
import time

import pytest
import requests
import yaml

from classroom.lti.keys import new_key
from grading.course import HOME
from tests.classroom.lti.platform_mock import Launcher, running, settings_for

CONFIG = """
import os
from classroom.lti.authenticator import CourseLTIAuthenticator
c.JupyterHub.bind_url = os.environ["TEST_HUB"]
c.JupyterHub.hub_bind_url = os.environ["TEST_HUB_API"]
c.JupyterHub.proxy_class = "jupyterhub.proxy.ConfigurableHTTPProxy"
c.ConfigurableHTTPProxy.command = [os.environ["TEST_PROXY"]]
c.ConfigurableHTTPProxy.api_url = os.environ["TEST_PROXY_API"]
c.JupyterHub.spawner_class = "simple"
c.JupyterHub.authenticator_class = CourseLTIAuthenticator
c.JupyterHub.services = [{"name": "test", "api_token": os.environ["TEST_TOKEN"]}]
scopes = ["list:users", "read:users", "admin:users"]
c.JupyterHub.load_roles = [{"name": "test-service", "services": ["test"], "scopes": scopes}]
"""
SECONDS = 300  # a hub starts in five, and in a hundred on a machine that has much else to do
TOKEN = "a-token-that-only-these-tests-know-0123456789"


class Hub:
    """A JupyterHub that can be stopped and started again in the same folder."""

    def __init__(self, folder, build, ports):
        self.folder, (front, api, proxy) = folder, ports
        self.address = f"http://127.0.0.1:{front}/"
        self.environment = {
            **os.environ,
            "PATH": f"{os.path.dirname(sys.executable)}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(HOME),
            "COURSE_BUILD": str(build),
            "TEST_HUB": self.address,
            "TEST_HUB_API": f"http://127.0.0.1:{api}",
            "TEST_PROXY": os.path.join(os.path.dirname(sys.executable), "configurable-http-proxy"),
            "TEST_PROXY_API": f"http://127.0.0.1:{proxy}",
            "TEST_TOKEN": TOKEN,
        }
        (folder / "jupyterhub_config.py").write_text(CONFIG)

    def start(self):
        command = [sys.executable, "-m", "jupyterhub", "-f", "jupyterhub_config.py"]
        words = {"cwd": self.folder, "env": self.environment, "stderr": subprocess.STDOUT}
        with open(self.folder / "hub.log", "ab") as log:
            self.process = subprocess.Popen(command, stdout=log, **words)
        until = time.monotonic() + SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            try:
                if requests.get(f"{self.address}hub/login", timeout=5).status_code == 200:
                    return
            except requests.RequestException:
                time.sleep(0.2)
        self.stop()
        pytest.fail((self.folder / "hub.log").read_text()[-3000:])

    def stop(self):
        self.process.terminate()
        self.process.wait(60)

    def user(self, name):
        """The hub's model of one user, or None."""
        page, headers = f"{self.address}hub/api/users/{name}", {"Authorization": f"token {TOKEN}"}
        answer = requests.get(page, headers=headers, timeout=30)
        return answer.json() if answer.ok else None


def free_ports(count):
    found = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    numbers = [one.getsockname()[1] for one in found]
    for one in found:
        one.close()
    return numbers


@pytest.fixture
def platform():
    with running() as one:
        yield one


@pytest.fixture(scope="module")
def school():
    """The platform of the hub."""
    with running() as one:
        yield one


@pytest.fixture(scope="module")
def hub(school, tmp_path_factory):
    build = tmp_path_factory.mktemp("build")
    there = Hub(tmp_path_factory.mktemp("hub"), build, free_ports(3))
    (build / "lti").mkdir(mode=0o700)
    (build / "lti" / "settings.yml").write_text(yaml.safe_dump(settings_for(school, there.address)))
    new_key(build / "lti" / "keys")
    there.start()
    there.build = build
    school.tool_keys = lambda: json.loads(requests.get(f"{there.address}hub/lti13/jwks", timeout=30).content)
    yield there
    there.stop()


@pytest.fixture
def launcher(school, hub):
    return Launcher(school, hub.address)
