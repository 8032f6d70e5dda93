"""What one run of the classroom is made of: its folder, its ports, its trainer. Written down for the hub to read."""

from __future__ import annotations

import json
import socket
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from grading import atomic
from grading.course import Course
from grading.errors import CourseError
from grading.exchange import root_of
from grading.roster import same_id

FOLDER = "classroom"
FILE = "plan.json"
VARIABLE = "COURSE_CLASSROOM"  # names the folder to the hub's own process
HERE = "127.0.0.1"  # everybody is one user of the system: nobody else may reach it
TRAINER = "trainer"


@dataclass(frozen=True)
class Plan:
    """Paths and ports as plain texts and numbers, so that they go through JSON as they are."""

    root: str
    build: str
    exchange: str
    gradebook: str
    port: int
    hub_port: int
    proxy_port: int  # where the proxy takes orders
    service_port: int
    service: bool = True  # whether the course's own pages are served
    trainer: str = TRAINER

    @property
    def folder(self) -> Path:
        return Path(self.build) / FOLDER

    @property
    def address(self) -> str:
        return f"http://{HERE}:{self.port}"

    @property
    def hub_api(self) -> str:
        return f"http://{HERE}:{self.hub_port}/hub/api"


def make_plan(course: Course, port: int, service: bool = True) -> Plan:
    """A plan for `course` with `port` for everybody and free ports for the rest.

    Raises CourseError when `port` is taken, or when a learner has the trainer's name.
    """
    _free(port)
    hub_port, proxy_port, service_port = free_ports(3)
    return Plan(
        root=str(course.root),
        build=str(course.build.resolve()),
        exchange=str(root_of(course).resolve()),
        gradebook=_absolute(course.gradebook_url),
        port=port,
        hub_port=hub_port,
        proxy_port=proxy_port,
        service_port=service_port,
        service=service,
    )


def save(plan: Plan) -> None:
    atomic.write(atomic.private_folder(plan.folder) / FILE, json.dumps(asdict(plan), indent=1) + "\n")


def load(folder: Path) -> Plan:
    return Plan(**json.loads((folder / FILE).read_text("utf8")))


def refuse_trainers_name(learner_ids: list[str]) -> None:
    """Raises CourseError when a learner would sign on under the trainer's name."""
    if same_id(TRAINER) in {same_id(one) for one in learner_ids}:
        raise CourseError(
            f"A learner on the roster has the id {TRAINER!r}, which is the trainer's name. Change that id."
        )


def _free(port: int) -> None:
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HERE, port))
        except OSError:
            raise CourseError(f"Port {port} is taken. Give another one, such as --port {port + 10}.") from None


def free_ports(count: int) -> list[int]:
    with ExitStack() as doors:
        open_ones = [doors.enter_context(socket.socket()) for _ in range(count)]
        for door in open_ones:
            door.bind((HERE, 0))
        return [door.getsockname()[1] for door in open_ones]


def _absolute(url: str) -> str:
    """The gradebook's address; a relative SQLite file becomes an absolute one, since servers run in other folders."""
    start = "sqlite:///"
    if url.startswith(start) and not url.removeprefix(start).startswith("/"):
        return start + str(Path(url.removeprefix(start)).resolve())
    return url
