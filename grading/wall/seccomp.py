"""Filters of system calls, made as classic BPF and installed by a process on itself, for good.

Written here, because the library that others use for it is on no machine by default. A filter is a list of rules;
the first that fits a call decides, and a call that none fits is allowed. Linux lets several filters stand one
upon the other; the strictest counts.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from collections.abc import Iterable
from typing import NamedTuple

from . import calls

MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column in `calls`, AUDIT_ARCH
X32 = 0x40000000  # numbers from here on are a second set of calls on x86_64, which nothing uses

LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # BPF instructions
ALLOW, REFUSE = 0x7FFF0000, 0x00050000  # SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO
NUMBER, MACHINE, ARGUMENTS = 0, 4, 16  # places in struct seccomp_data
NO_NEW_PRIVILEGES, SET_SECCOMP, FILTER = 38, 22, 2  # prctl


class Rule(NamedTuple):
    """Refuse a call, always or by one argument: one of `values`, any of the `bits`, or anything `but` these."""

    call: str
    argument: int = 0
    values: tuple[int, ...] = ()
    bits: int = 0
    but: tuple[int, ...] = ()
    error: int = errno.EPERM


def base() -> list[Rule]:
    """What is refused to everything behind the wall."""
    return [
        *(Rule(name) for name in calls.REFUSED),
        Rule(
            "clone3", error=errno.ENOSYS
        ),  # its flags lie in memory, where a filter cannot look; libc then takes clone
        Rule("clone", bits=calls.NAMESPACES),
        Rule("prlimit64", but=(0,)),
        Rule("sched_setaffinity", but=(0,)),
        Rule("ioctl", argument=1, values=(*calls.TERMINALS, *calls.OWNERS)),
        Rule("fcntl", argument=1, values=calls.SET_OWNER),
    ]


def stay() -> list[Rule]:
    """For one learner's process: it ends with the process that made it."""
    return [Rule("prctl", values=(calls.SET_DEATH_SIGNAL,))]


def one_group() -> list[Rule]:
    """Everything that it starts stays in its process group, so that one signal ends it all."""
    return [Rule("setsid"), Rule("setpgid")]


def signals_to(pid: int) -> list[Rule]:
    """Signals only to itself and to its own group, where Linux has no better way (landlock from Linux 6.12)."""
    named = [Rule(name, but=(0, pid)) for name in ("kill", "rt_sigqueueinfo")]
    named += [Rule(name, but=(pid,)) for name in ("tgkill", "rt_tgsigqueueinfo")]
    return [*named, Rule("tkill"), Rule("pidfd_send_signal")]


def supported() -> bool:
    """Whether this processor is one that the numbers are known for."""
    return hasattr(os, "uname") and os.uname().machine in MACHINES and struct.calcsize("P") == 8


def program(rules: Iterable[Rule], machine: str = "") -> bytes:
    """The filter as the kernel takes it, an array of struct sock_filter."""
    column, audit = MACHINES[machine or os.uname().machine]
    code = [
        _step(LOAD, MACHINE),
        _step(EQUAL, audit, yes=1),
        _step(RETURN, REFUSE | errno.ENOSYS),  # calls in the manner of another processor, such as 32 bit
        _step(LOAD, NUMBER),
        *([_step(AT_LEAST, X32, no=1), _step(RETURN, REFUSE | errno.ENOSYS)] if column == 0 else []),
        _step(AT_LEAST, calls.NEWER, no=1),
        _step(RETURN, REFUSE | errno.ENOSYS),
    ]
    for rule in rules:
        number = calls.NUMBERS[rule.call][column]
        if number is not None:
            block = _block(rule)
            code += [_step(EQUAL, number, no=len(block)), *block]
    return b"".join([*code, _step(RETURN, ALLOW)])


def _block(rule: Rule) -> list[bytes]:
    """What happens to a call of the rule's number; it always ends in a decision."""
    refuse, allow = _step(RETURN, REFUSE | rule.error), _step(RETURN, ALLOW)
    load = _step(LOAD, ARGUMENTS + 8 * rule.argument)  # the lower half, which is all that the kernel looks at
    if rule.bits:
        return [load, _step(ANY_BIT, rule.bits, no=1), refuse, allow]
    listed = rule.values or rule.but
    if not listed:
        return [refuse]
    last = len(listed) - 1  # the one after the last comparison is for values that are not listed
    compared = [_step(EQUAL, value & 0xFFFFFFFF, yes=last - n + 1) for n, value in enumerate(listed)]
    return [load, *compared, *((allow, refuse) if rule.values else (refuse, allow))]


def _step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    """One instruction; for a comparison, how many of the next ones to leave out."""
    return struct.pack("=HBBI", code, yes, no, value)


def install(rules: Iterable[Rule]) -> None:
    """Put the filter on this process and all that it starts. Raises OSError where the kernel does not do that."""
    code = program(rules)
    buffer = ctypes.create_string_buffer(code, len(code))
    header = ctypes.create_string_buffer(struct.pack("@HP", len(code) // 8, ctypes.addressof(buffer)))
    libc = ctypes.CDLL(None, use_errno=True)
    long = ctypes.c_ulong
    if libc.prctl(NO_NEW_PRIVILEGES, long(1), long(0), long(0), long(0)) or libc.prctl(
        SET_SECCOMP, long(FILTER), header, long(0), long(0)
    ):
        raise OSError(ctypes.get_errno(), "no filter of system calls could be installed")
