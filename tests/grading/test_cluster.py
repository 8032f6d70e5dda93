"""Grading over Dask, with a scheduler and workers that are processes of their own on 127.0.0.1."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager

import psutil
import pytest
from distributed import Future

from grading import cluster, cluster_crew, cluster_worker, orders, sameness
from grading.autograde import grade
from grading.course import HOME
from grading.errors import CourseError
from grading.model import State
from grading.settings import Limits

pytestmark = pytest.mark.usefixtures("connections_half_open")
LIMITS = Limits(seconds_per_cell=2, seconds_per_submission=30)
SECRET = "sesame-open"
SECRETS = {
    "COURSE_GRADEBOOK": f"postgresql://trainer:{SECRET}@127.0.0.1/grades",
    "COURSE_KEY": f"/{SECRET}",
    "PGPASSWORD": SECRET,
    "MY_TOKEN": SECRET,
}
WAIT = 60


def until(true, seconds=WAIT):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "this took too long"
        time.sleep(0.05)


def family(pid):
    """A process and all that it started, as far as they run now."""
    own = psutil.Process(pid)
    return [own, *own.children(recursive=True)]


def gone(processes):
    return not [one for one in processes if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


@contextmanager
def process(*words, **more):
    with subprocess.Popen([sys.executable, "-m", *words], cwd=HOME, stdout=subprocess.PIPE, text=True, **more) as one:
        try:
            yield one
        finally:
            one.terminate()
            try:
                one.wait(10)
            except subprocess.TimeoutExpired:
                one.kill()


@contextmanager
def scheduler(folder):
    file = folder / "scheduler.json"
    words = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--dashboard-address", "127.0.0.1:0"]
    words += ["--scheduler-file", str(file)]
    with process("distributed.cli.dask_scheduler", *words, stderr=subprocess.DEVNULL) as one:
        (folder / "pid").write_text(str(one.pid))
        until(file.exists)
        until(lambda: file.read_text().strip().endswith("}"))
        yield json.loads(file.read_text())["address"]


@contextmanager
def workers(address, count):
    """So many workers, as a trainer starts them, in an environment full of secrets."""
    with ExitStack() as stack:
        words = ["grading.cli", "worker", address, "--places", "1"]
        made = [stack.enter_context(process(*words, env={**os.environ, **SECRETS})) for _ in range(count)]
        for one in made:
            assert "ready" in json.loads(one.stdout.readline())
        yield made


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """The address of a scheduler with two workers, and the workers."""
    with scheduler(tmp_path_factory.mktemp("scheduler")) as address, workers(address, 2) as made:
        yield address, made


def through(hands, course, submissions, **more):
    return grade(course, submissions, hands.wall, LIMITS, 2, spread=hands.spread, run=hands.run, **more)


def said(results):
    """All that a result says, but how long it took."""
    return [
        (
            one.learner_id,
            one.exercise,
            one.state,
            one.reason,
            one.notes,
            one.cells,
            one.unanswered,
            one.key,
            one.isolated,
        )
        for one in results
    ]


@pytest.fixture
def handed_in(hand_in, right):
    """Right, wrong, raising, never ending, leaving early, and an empty one."""
    given = {
        ("ann", "alpha"): right,
        ("ben", "alpha"): {**right, "late-share-answer": "share = 0.175"},
        ("chi", "alpha"): {**right, "owner-answer": "raise ValueError('é \\ud800')"},
        ("dee", "alpha"): {**right, "owner-answer": "while True: pass"},
        ("ann", "beta"): {**right, "late-share-answer": "import os\nos._exit(0)"},
        ("ben", "beta"): {},
    }
    return [hand_in(learner, texts, slug) for (learner, slug), texts in given.items()]


@pytest.fixture
def slow(hand_in, right):
    """Four submissions that take more than a second each."""
    texts = {**right, "owner-answer": "import time\ntime.sleep(1.5)\nowner = 'operations'"}
    return [hand_in(learner, texts) for learner in ("ann", "ben", "chi", "dee")]


def test_two_workers_find_the_same_in_all_cells_as_this_machine_alone(two, released, handed_in, wall):
    with cluster.opened(two[0], 2) as hands:
        far = through(hands, released, handed_in)
    near = grade(released, handed_in, wall, LIMITS, 2, again=True)
    assert said(far) == said(near)
    assert {one.state for one in far} == {State.GRADED, State.FAILED} or all(one.cells for one in far)


def test_a_worker_knows_no_secret(two):
    for worker in two[1]:
        environment = psutil.Process(worker.pid).environ()
        assert not environment.keys() & SECRETS.keys()
        assert SECRET not in str(environment) + str(psutil.Process(worker.pid).cmdline())


def test_an_order_names_no_learner(two, released, handed_in, monkeypatch):
    sent, pack = [], orders.packed
    monkeypatch.setattr(orders, "packed", lambda order: sent.append(pack(order)) or sent[-1])
    with cluster.opened(two[0], 2) as hands:
        through(hands, released, handed_in[:2])
    assert len(sent) == 2
    assert not re.findall(rb"\b(ann|ben|chi|dee|Smith|Dyke)\b", b"".join(sent))


def test_what_is_too_large_is_refused_and_the_others_are_graded(two, released, handed_in, monkeypatch):
    sizes = []
    pack = orders.packed

    def packed(order):
        sizes.append(1)
        if len(sizes) == 1:
            raise ValueError("a message of 99,000,000 bytes is too long: 67,108,864 are allowed")
        return pack(order)

    monkeypatch.setattr(orders, "packed", packed)
    with cluster.opened(two[0], 2) as hands:
        results = through(hands, released, handed_in[:3])
    assert sorted(one.fault for one in results) == [False, False, True]
    assert "cannot be sent to a worker" in next(one.reason for one in results if one.fault)


def test_a_worker_refuses_what_is_too_large_and_what_is_no_order():
    for data in (b"x" * (orders.ORDER_BYTES + 1), b"{}", b"no"):
        assert b"refused" in cluster_worker.perform(data)


def test_another_version_of_the_course_is_refused(two, monkeypatch):
    monkeypatch.setattr(sameness, "facts", lambda: {"engine": "99"})
    monkeypatch.setattr(cluster, "FIRST_SECONDS", 0)
    with (
        pytest.raises(CourseError, match="another version of the course: its engine is .*, here it is 99") as trouble,
        cluster.opened(two[0], 2),
    ):
        pass
    assert trouble.value.exit_status == 3


def test_a_worker_of_another_version_runs_nothing(source):
    order = orders.Order(source, source, LIMITS, b"", {}, "another")
    assert b"has no wall" in cluster_worker.perform(orders.packed(order))


def test_a_scheduler_that_does_not_answer_is_said_within_seconds():
    began = time.monotonic()
    with (
        pytest.raises(CourseError, match="no scheduler that answers at tcp://127.0.0.1:9") as trouble,
        cluster.opened("tcp://127.0.0.1:9", 2),
    ):
        pass
    assert trouble.value.exit_status == 3
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("address", ["127.0.0.1:8786", "http://a:1", "tcp://a", "tcp://a:b", "Local", "inproc://a/1"])
def test_an_address_that_is_none_is_refused_by_engine_and_worker(address):
    with pytest.raises(CourseError, match="is no scheduler's address"), cluster.opened(address, 2):
        pass
    with pytest.raises(CourseError, match="is no scheduler's address"):
        cluster_worker.parted(address)


def test_a_plain_dask_worker_gets_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "FIRST_SECONDS", 8)
    words = ["--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", str(tmp_path)]
    words += ["--host", "127.0.0.1"]
    with ExitStack() as stack:
        address = stack.enter_context(scheduler(tmp_path))
        stack.enter_context(process("distributed.cli.dask_worker", address, *words, stderr=subprocess.DEVNULL))
        stack.enter_context(pytest.raises(CourseError, match="has no wall.*want of a worker.*course.py worker tcp://"))
        stack.enter_context(cluster.opened(address, 2))


def test_a_killed_worker_loses_nothing_and_without_a_scheduler_the_rest_is_left_for_the_next_run(
    tmp_path, released, slow
):
    with ExitStack() as stack:
        address = stack.enter_context(scheduler(tmp_path))
        first, second = stack.enter_context(workers(address, 2))
        hands = stack.enter_context(cluster.opened(address, 2))
        families = family(first.pid) + family(second.pid)
        threading.Timer(1, first.kill).start()
        results = through(hands, released, slow)
        assert first.poll() == -signal.SIGKILL
        assert [(one.state, one.fault) for one in results] == [(State.GRADED, False)] * 4
        threading.Timer(1, os.kill, (int((tmp_path / "pid").read_text()), signal.SIGKILL)).start()
        results = through(hands, released, slow[:3], again=True)
        assert [one.fault for one in results] == [True] * 3
        assert all("nothing is lost" in one.reason for one in results)
        until(lambda: gone(families))


def test_a_submission_over_which_two_workers_are_lost_is_not_given_to_a_third(source):
    class Losing(cluster.Cluster):
        def _asked(self, *_):
            raise cluster.Lost

    crew = cluster_crew.Crew(None)
    for address in ("tcp://a:1", "tcp://b:1", "tcp://c:1"):
        crew.slots.arrived(address, 1)
    with pytest.raises(CourseError, match="Two workers ended one after the other"):
        Losing(None, crew).run(source, None, LIMITS)
    assert crew.slots.known == {"tcp://c:1"}


def test_an_ask_that_dask_gives_up_with_a_fault_of_its_own_is_made_again(released, handed_in, monkeypatch):
    real, fallen = Future.result, []

    def result(future, timeout=None):
        if len(fallen) < 3:
            fallen.append(future)
            raise UnboundLocalError("cannot access local variable 'result'")
        return real(future, timeout)

    with cluster.opened("local", 1) as hands:
        monkeypatch.setattr(Future, "result", result)
        assert [one.state for one in through(hands, released, handed_in[:1])] == [State.GRADED]
    assert len(fallen) == 3


def test_a_cluster_of_this_machine_grades_the_same_lets_nobody_else_in_and_leaves_nothing(released, handed_in, wall):
    before = set(family(os.getpid()))
    with cluster.opened("local", 1) as hands:
        far = through(hands, released, handed_in[:3])
        with pytest.raises(CourseError, match="no scheduler that answers"), cluster.opened(hands.address, 1):
            pass
        started = set(family(os.getpid())) - before
        assert started
    assert said(far) == said(grade(released, handed_in[:3], wall, LIMITS, 1, again=True))
    until(lambda: gone(started), 5)


def test_the_workers_of_an_engine_that_is_killed_end_too():
    program = (
        "import time\nfrom grading import cluster\n"
        "with cluster.opened('local', 1):\n    print('ready', flush=True)\n    time.sleep(60)"
    )
    words = [sys.executable, "-c", program]
    with subprocess.Popen(words, cwd=HOME, stdout=subprocess.PIPE, text=True) as engine:
        assert engine.stdout.readline() == "ready\n"
        started = family(engine.pid)
        engine.kill()
    assert len(started) > 2
    until(lambda: gone(started), 20)


TWO_AT_ONCE = """
import gc, json, sys, threading
from grading import bindings, cluster_worker, execution, orders, sameness, sandbox

def go():
    for _ in range(60):
        bindings.bindings.cache_clear()
        said.add(cluster_worker.perform(data))

cluster_worker.OWN.wall = sandbox.Wall()
execution.execute = lambda *_, **__: 1 / 0
notebook = orders._notebook(json.load(sys.stdin))
data = orders.packed(orders.Order(notebook, notebook, orders.Limits(), b"", {}, sameness.course()))
gc.callbacks.append(lambda *_: [None for _ in range(50)])
gc.set_threshold(50)
sys.setswitchinterval(1e-5)
said = set()
threads = [threading.Thread(target=go) for _ in range(4)]
[one.start() for one in threads]
[one.join() for one in threads]
print(said)
"""


def test_notebooks_that_begin_at_once_in_one_worker_are_all_read(source):
    """Where something hooks into its garbage collector, as Dask does, Python 3.11.2 cannot parse in two threads."""
    words, text = [sys.executable, "-c", TWO_AT_ONCE], json.dumps(source)
    ended = subprocess.run(words, cwd=HOME, input=text, capture_output=True, text=True, check=False)
    assert "ZeroDivisionError" in ended.stdout
    assert "SystemError" not in ended.stdout


def test_without_a_wall_the_workers_of_this_machine_say_so_and_grading_cannot_start(tmp_path):
    (tmp_path / "openssl").symlink_to("/usr/bin/openssl")
    environment = {**os.environ, "PATH": str(tmp_path), "COURSE_BUILD": str(tmp_path / "build")}
    words = [sys.executable, "-m", "grading.cli", "grade", "--dask", "local", "--workers", "1"]
    (tmp_path / "build").mkdir()
    ended = subprocess.run(words, cwd=HOME, env=environment, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert "Nothing was graded, because learners' code cannot be isolated here." in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def test_workers_without_a_wall_are_never_asked_for():
    words = [sys.executable, "-m", "grading.cli", "grade", "--dask", "local", "--i-wrote-these-notebooks-myself"]
    ended = subprocess.run(words, cwd=HOME, capture_output=True, text=True, check=False)
    assert (ended.returncode, "always need a wall" in ended.stderr) == (3, True)
