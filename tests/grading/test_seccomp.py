"""The filter of system calls, put on real processes."""

import errno
import os
import struct
import subprocess
import sys

import pytest

from grading.bubblewrap import HOME
from grading.wall import calls, seccomp

START = "import ctypes, os, sys; sys.path.insert(0, {home!r}); from grading.wall import calls, seccomp; "
HARMLESS = {"ioctl": (1, 0x5401), "fcntl": (1, 3), "prctl": (3,), "sched_setaffinity": (0, 0, 0)}
DANGEROUS = {
    "clone": [(0x10000000 | 17,), (0x20000,), (0x40000000,)],
    "prlimit64": [(1, 7, 0, 0)],
    "sched_setaffinity": [(1, 0, 0)],
    "ioctl": [(0, 0x5412, 0), (0, 0x541C, 0), (0, 0x8901, 0)],
    "fcntl": [(0, 8, 1), (0, 15, 1)],
}


def under(rules, code):
    """What a Python that has put a filter on itself prints."""
    program = START.format(home=str(HOME)) + f"seccomp.install({rules})\n{code}"
    ended = subprocess.run([sys.executable, "-S", "-c", program], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def answers(asked):
    """The error numbers with which calls (name, arguments) are answered under the base filter; 0 for none."""
    column = seccomp.MACHINES[os.uname().machine][0]
    numbers = [(calls.NUMBERS[name][column], arguments) for name, arguments in asked]
    code = f"""
libc = ctypes.CDLL(None, use_errno=True)
for number, arguments in {numbers}:
    ctypes.set_errno(0)
    print(ctypes.get_errno() if libc.syscall(number, *map(ctypes.c_long, arguments)) < 0 else 0)
"""
    return [int(line) for line in under("seccomp.base()", code).split()]


def test_every_refused_call_is_refused_with_any_arguments():
    here = [name for name, both in calls.REFUSED.items() if both[seccomp.MACHINES[os.uname().machine][0]]]
    assert dict(zip(here, answers([(name, (-1,) * 6) for name in here]), strict=True)) == dict.fromkeys(
        here, errno.EPERM
    )


@pytest.mark.parametrize("name", sorted(DANGEROUS))
def test_some_calls_are_refused_for_some_arguments(name):
    assert set(answers([(name, arguments) for arguments in DANGEROUS[name]])) == {errno.EPERM}


def test_the_same_calls_work_for_other_arguments():
    assert errno.EPERM not in answers(list(HARMLESS.items()))


def test_the_newer_way_to_make_a_process_seems_not_to_exist_and_neither_do_calls_to_come():
    column = seccomp.MACHINES[os.uname().machine][0]
    code = "libc = ctypes.CDLL(None, use_errno=True)\nfor number in ({}, 457, 500, 0x40000027):\n"
    code += "    libc.syscall(number, 0, 0, 0); print(ctypes.get_errno())"
    said = under("seccomp.base()", code.format(calls.SOMETIMES["clone3"][column]))
    assert set(said.split()) == {str(errno.ENOSYS)}


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_UNIX", "AF_NETLINK", "AF_PACKET"])
def test_no_kind_of_socket_can_be_made(family):
    made = f"socket.socket(socket.{family}, socket.SOCK_DGRAM)"
    code = f"import socket\ntry:\n    {made}\nexcept OSError as e:\n    print(e.errno)"
    assert under("seccomp.base()", code) == f"{errno.EPERM}\n"


def test_what_honest_programs_need_still_works():
    code = """
import asyncio, multiprocessing, socket, subprocess, threading, resource
a, b = socket.socketpair()
socket.send_fds(a, [b"x"], [0])
print(len(socket.recv_fds(b, 1, 1)[1]))
socket.socket(fileno=os.dup(a.fileno())).send(b"y")
print(b.recv(1))
print(asyncio.run(asyncio.sleep(0, "slept")))
print(subprocess.run(["echo", "child"], capture_output=True, text=True).stdout.strip())
thread = threading.Thread(target=print, args=("thread",)); thread.start(); thread.join()
process = multiprocessing.get_context("fork").Process(target=print, args=("fork",), kwargs={"flush": True})
sys.stdout.flush(); process.start(); process.join()
print(resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 0, os.kill(os.getpid(), 0), os.getpriority(0, 0))
"""
    assert under("seccomp.base()", code).split() == [
        "1",
        "b'y'",
        "slept",
        "child",
        "thread",
        "fork",
        "True",
        "None",
        "0",
    ]


def test_a_second_filter_adds_to_the_first():
    code = "seccomp.install(seccomp.one_group())\ntry:\n    os.setsid()\nexcept PermissionError:\n    print('stays')"
    assert under("seccomp.base()", code) == "stays\n"


def test_signals_can_be_kept_to_oneself():
    code = """
def tried(pid):
    try:
        os.kill(pid, 0)
    except PermissionError:
        return "refused"
    return "sent"
print(tried(os.getpid()), tried(0), tried(os.getppid()), tried(-1), tried(1))
"""
    assert under("seccomp.signals_to(os.getpid())", code).split() == ["sent", "sent", "refused", "refused", "refused"]


@pytest.mark.parametrize("machine", sorted(seccomp.MACHINES))
def test_the_filter_is_well_formed_on_both_kinds_of_processor(machine):
    code = seccomp.program([*seccomp.base(), *seccomp.stay(), *seccomp.one_group(), *seccomp.signals_to(7)], machine)
    steps = list(struct.iter_unpack("=HBBI", code))
    assert len(steps) < 1000 and steps[-1] == (seccomp.RETURN, 0, 0, seccomp.ALLOW)
    for place, (kind, yes, no, _) in enumerate(steps):
        assert kind == seccomp.RETURN or place + 1 + max(yes, no) < len(steps)


@pytest.mark.parametrize("machine", sorted(seccomp.MACHINES))
def test_on_both_kinds_of_processor_a_call_gets_its_answer(machine):
    """The filter, followed step by step as the kernel would."""
    column, audit = seccomp.MACHINES[machine]
    code = seccomp.program([*seccomp.base(), *seccomp.signals_to(7)], machine)

    def answer(number, *arguments, audit=audit):
        data = struct.pack("=IIQ6Q", number, audit, 0, *[one & (1 << 64) - 1 for one in (*arguments, *[0] * 6)][:6])
        return followed(code, data)

    refused, unknown = (seccomp.REFUSE | number for number in (errno.EPERM, errno.ENOSYS))
    for name, both in calls.REFUSED.items():
        assert both[column] is None or answer(both[column]) == refused, name
    number = {name: both[column] for name, both in calls.SOMETIMES.items()}
    assert answer(number["clone"], 0x10000000) == refused and answer(number["clone"], 0x1200011) == seccomp.ALLOW
    assert answer(number["kill"], 7) == answer(number["kill"], 0) == seccomp.ALLOW
    assert answer(number["kill"], 8) == answer(number["kill"], -1) == answer(number["kill"], -7) == refused
    assert answer(number["prlimit64"], 0) == seccomp.ALLOW and answer(number["prlimit64"], 9) == refused
    assert answer(number["clone3"]) == answer(0, audit=0x40000003) == answer(1 << 30) == unknown
    assert answer(0) == answer(number["prctl"], 1) == seccomp.ALLOW


def followed(code, data):
    steps, place, value = list(struct.iter_unpack("=HBBI", code)), 0, 0
    while True:
        kind, yes, no, number = steps[place]
        place += 1
        if kind == seccomp.RETURN:
            return number
        if kind == seccomp.LOAD:
            value = struct.unpack_from("=I", data, number)[0]
        else:
            holds = {seccomp.EQUAL: value == number, seccomp.AT_LEAST: value >= number, seccomp.ANY_BIT: value & number}
            place += yes if holds[kind] else no
