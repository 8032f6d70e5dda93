"""A classroom from its start to its end: what runs, in which order, and when it can be used."""

from __future__ import annotations

import fcntl
import importlib.util
import os
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from classroom.hub import kin, ledger
from classroom.hub.keeper import Keeper, Program
from classroom.hub.keys import Keys, keys, tell
from classroom.hub.plan import FOLDER, HERE, VARIABLE, Plan, make_plan, refuse_trainers_name, save
from classroom.hub.ready import learners, missing, open_exchange
from classroom.hub.settings import BIN, PAGES, course_variables, service_variables
from classroom.on_submit.status import now, read
from grading.atomic import private_folder
from grading.course import Course
from grading.errors import CourseError

START_SECONDS = 300
ALONE = (
    "THIS CLASSROOM ISOLATES NOBODY. Everybody's notebooks run as {user}: whoever signs on can read and change what "
    "{user} can, other people's work and all grades included. It is for trying out, with people you trust. "
    "The layout that keeps people apart is in deploy/one-machine."
)
NOT_WATCHED = "What learners hand in is not graded yet: the watcher does not run. The reason is at the end of {log}."
WATCH_SECONDS = 90
LOG = "hub.log"
LOG_BYTES = 20_000_000


def open_classroom(course: Course, port: int, say: Callable[[str], None]) -> None:
    """Run until Ctrl-C or SIGTERM. Raises CourseError when it cannot start; then nothing is left running either."""
    folder = private_folder(course.build.resolve() / FOLDER)
    people = learners(course)
    refuse_trainers_name(people)
    with _only_one(folder):
        ledger.end(ledger.left_behind(folder))
        say(ALONE.format(user="root" if _root() else "the user who started it"))
        for sentence in (*missing(course), *open_exchange(course)):
            say(sentence)
        plan = make_plan(course, port, service=importlib.util.find_spec("classroom.service") is not None)
        save(plan)
        made = keys(folder)
        kin.adopt()
        kin.end_with_starter()
        keeper = Keeper(folder, course.root)
        with keeper.signals():
            try:
                began = now()
                for program in programs(plan, made):
                    keeper.start(program)
                _wait_until_up(plan, keeper)
                if not _watched(course, keeper, began):
                    say(NOT_WATCHED.format(log=folder / "watch.log"))
                if not keeper.stopping:
                    for sentence in welcome(plan, made, people):
                        say(sentence)
                while not keeper.stopping:
                    keeper.rest()
                    keeper.look()
                say("Ending the classroom …")
            finally:
                keeper.end()


def programs(plan: Plan, made: Keys) -> Iterator[Program]:
    """The proxy, the hub, the course's pages and the watcher, each with what it has to be told."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "CONFIGPROXY"))}
    inherited |= {"PATH": os.pathsep.join([str(BIN), inherited.get("PATH", os.defpath)]), "JUPYTER_PLATFORM_DIRS": "1"}
    course = {**inherited, **course_variables(plan), VARIABLE: str(plan.folder)}
    log, python = plan.folder / LOG, sys.executable
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".old.log"))
    listen = ["--ip", HERE, "--port", str(plan.port), "--api-ip", HERE, "--api-port", str(plan.proxy_port)]
    listen += ["--error-target", f"http://{HERE}:{plan.hub_port}/hub/error"]
    proxy = [python, "-m", "classroom.hub.proxy", *listen]
    yield Program("proxy", proxy, {**inherited, "CONFIGPROXY_AUTH_TOKEN": made.proxy}, log)
    config = Path(__file__).with_name("jupyterhub_config.py")
    yield Program("hub", [python, "-m", "jupyterhub", "-f", str(config), "--log-level=WARN"], course, log)
    if plan.service:
        pages = {**course, **service_variables(plan, made)}
        yield Program("pages", [python, "-m", "classroom.service"], pages, log)
    watch = [python, "-m", "grading.cli", "watch", "--shared-user"]
    yield Program("watcher", watch, course, plan.folder / "watch.log")


def welcome(plan: Plan, made: Keys, people: list[str]) -> list[str]:
    """What the one who started it needs to know."""
    first = people[0] if len(people) == 1 else f"such as {people[0]}; {len(people)} can sign on"
    return [
        f"The classroom is open at {plan.address}",
        f"  learner   an id of the roster ({first})   password {made.learners}",
        f"  trainer   {plan.trainer}   password {made.trainer}",
        f"The passwords are also in {tell(plan.folder, plan.trainer, made)}, and what happens goes to "
        f"{plan.folder / LOG}.",
        "Stop it with Ctrl-C.",
    ]


def _wait_until_up(plan: Plan, keeper: Keeper) -> None:
    """The hub answers 404 for its first seconds: it is up when the sign-on page is there. Raises CourseError."""
    wanted = [plan.hub_api, f"{plan.address}/hub/login"] + ([f"{plan.address}{PAGES}ping"] if plan.service else [])
    for _ in range(START_SECONDS * 2):
        keeper.rest(0.5)
        if keeper.stopping:
            return
        if keeper.ended("hub") or keeper.ended("proxy"):
            raise CourseError(f"The hub could not start. The reason is at the end of {plan.folder / LOG}.")
        keeper.look()
        while wanted and _answers(wanted[0]):
            wanted.pop(0)
        if not wanted:
            return
    raise CourseError(f"Nobody answers at {wanted[0]} after {START_SECONDS} s. See {plan.folder / LOG}.")


def _watched(course: Course, keeper: Keeper, began: str) -> bool:
    """Whether the watcher has begun to look since then; it is waited for, but the classroom opens without it too."""
    for _ in range(WATCH_SECONDS * 4):
        found = read(course)
        if keeper.stopping or (found and found.since >= began and found.alive):
            return True
        if keeper.ended("watcher"):
            return False
        keeper.rest(0.25)
    return False


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Raises CourseError when a classroom is open in this folder already."""
    handle = os.open(folder / ".open", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CourseError(f"A classroom is open in {folder} already. Stop that one first.") from None
        yield
    finally:
        os.close(handle)


def _root() -> bool:
    return os.geteuid() == 0
