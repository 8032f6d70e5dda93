"""What can be checked of Kubernetes without a cluster."""

import re

import pytest
import yaml

from grading.course import HOME
from tests.deploy.conftest import KUBERNETES

VALUES = yaml.safe_load((KUBERNETES / "values.yaml").read_text())
OBJECTS = [one for name in ("course.yaml", "dask.yaml") for one in yaml.safe_load_all((KUBERNETES / name).read_text())]


def pods():
    for one in OBJECTS:
        if one["kind"] == "CronJob":
            yield one["metadata"]["name"], one["spec"]["jobTemplate"]["spec"]["template"]["spec"]
        elif one["kind"] == "Deployment":
            yield one["metadata"]["name"], one["spec"]["template"]["spec"]


def test_the_image_pins_the_hub_that_the_pinned_chart_brings():
    assert "--version 4.4.0" in (KUBERNETES / "values.yaml").read_text()
    assert re.search(r"^jupyterhub==5\.5\.", (KUBERNETES / "requirements.txt").read_text(), re.M)


def test_no_pin_of_the_image_contradicts_the_courses_pins():
    def names(path):
        return set(re.findall(r"^([a-z0-9._-]+)==", path.read_text(), re.M))

    assert not names(KUBERNETES / "requirements.txt") & names(HOME / "requirements.txt")


def test_roles_and_services_are_those_of_one_machine(one_machine):
    roles = [{"name": name, **role} for name, role in VALUES["hub"]["loadRoles"].items()]
    assert sorted(roles, key=str) == sorted(one_machine.roles(), key=str)
    assert set(VALUES["hub"]["services"]) == {
        one["name"] for one in one_machine.services({"course": "", "formgrader": ""})
    }


def test_the_programs_within_the_values_are_programs():
    for name, text in VALUES["hub"]["extraConfig"].items():
        compile(text, name, "exec")


def test_the_learners_image_holds_neither_sources_nor_the_grader():
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (KUBERNETES / "learner.Dockerfile").read_text(), re.M)
    taken = {word.split("/")[0] for line in copied for word in line.split()}
    assert not taken & {"exercises", "grading", "progress", "tests", "trainers", "."}
    for line in copied:
        for word in line.split():
            assert (HOME / word).exists(), word


@pytest.mark.parametrize(("name", "pod"), list(pods()), ids=lambda one: one if isinstance(one, str) else "")
def test_no_pod_has_rights_or_a_token_of_the_clusters(name, pod):
    assert pod["automountServiceAccountToken"] is False
    assert pod["securityContext"]["runAsNonRoot"] is True
    for container in pod["containers"]:
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        assert container["resources"]["limits"]["memory"]


def test_nobodys_server_reaches_the_internet():
    rules = VALUES["singleuser"]["networkPolicy"]["egressAllowRules"]
    assert not (rules["nonPrivateIPs"] or rules["privateIPs"] or rules["cloudMetadataServer"])


def test_a_learner_sees_only_their_own_folder_of_the_exchange():
    mounts = VALUES["singleuser"]["storage"]["extraVolumeMounts"]
    assert [(one["subPath"], one.get("readOnly", False)) for one in mounts] == [
        ("cx101/outbound", True),
        ("by-learner/{username}", False),
    ]
