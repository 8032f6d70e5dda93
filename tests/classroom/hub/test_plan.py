"""What a run of the classroom is made of."""

import socket
import stat

import pytest

from classroom.hub.plan import Plan, free_ports, load, make_plan, refuse_trainers_name, save
from grading.course import HOME, Course
from grading.errors import CourseError


@pytest.fixture
def course(tmp_path):
    return Course(HOME, tmp_path / "build")


def test_the_hub_reads_what_was_planned(course):
    plan = make_plan(course, free_ports(1)[0])
    save(plan)
    assert load(plan.folder) == plan
    assert stat.S_IMODE(plan.folder.stat().st_mode) == 0o700


def test_each_program_has_a_port_of_its_own(course):
    plan = make_plan(course, free_ports(1)[0])
    assert len({plan.port, plan.hub_port, plan.proxy_port, plan.service_port}) == 4


def test_a_taken_port_is_a_sentence(course):
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = door.getsockname()[1]
        with pytest.raises(CourseError, match=f"Port {port} is taken. Give another one"):
            make_plan(course, port)


def test_paths_are_whole_since_each_server_runs_in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COURSE_GRADEBOOK", "sqlite:///gradebook.db")
    monkeypatch.setenv("COURSE_EXCHANGE", "exchange")
    plan = make_plan(Course(HOME), free_ports(1)[0])
    assert plan.gradebook == f"sqlite:///{tmp_path.resolve()}/gradebook.db"
    assert plan.exchange == f"{tmp_path.resolve()}/exchange" and plan.folder.is_absolute()


def test_a_database_server_is_left_as_it_is_named(course, monkeypatch):
    monkeypatch.setenv("COURSE_GRADEBOOK", "postgresql://one@two/three")
    assert make_plan(course, free_ports(1)[0]).gradebook == "postgresql://one@two/three"


def test_a_learner_cannot_have_the_trainers_name():
    refuse_trainers_name(["ann", "trainer-2"])
    with pytest.raises(CourseError, match="which is the trainer's name"):
        refuse_trainers_name(["ann", "Trainer"])


def test_it_is_open_to_this_machine_only(course):
    assert make_plan(course, 65000).address == "http://127.0.0.1:65000"
    assert Plan.__dataclass_params__.frozen
