"""Gives up everything that a program behind the wall must not have, then becomes that program.

Its first argument is JSON, the rest is the command: `limits` by the names in the module `resource`, and, only where
no namespace keeps things apart, `user` (a number to become, for root), `shown`, `owned` and `devices` (paths, for
landlock), `guarded` and `folder` (see guard.py) and `one_group` (nothing leaves its process group).
Should anything of this fail, the command does not run.
"""

from __future__ import annotations

import json
import os
import resource
import sys

from . import guard, landlock, seccomp
from .processes import count_of

FAILED = 126  # the status when the wall could not be built
SPARE = 2  # where all of a user's processes count: this many times the limit on top of those that are there


def main() -> None:
    wanted, command = json.loads(sys.argv[1]), sys.argv[2:]
    user, guarded = wanted.get("user"), wanted.get("guarded")
    parent = guard.guarded(user, wanted["folder"]) if guarded else 0
    if user:
        guard.become(user)
    if guarded:
        guard.end_with(parent)
    set_limits(wanted["limits"], among_others=guarded and not user)
    if "shown" in wanted:
        landlock.restrict(wanted["shown"], wanted["owned"], wanted["devices"])
    if wanted.get("filter", True):
        seccomp.install(rules(wanted))
    os.execv(command[0], command)


def rules(wanted: dict) -> list[seccomp.Rule]:
    """What to refuse: the base, and what keeps a program in its group where nothing else does."""
    more = [*seccomp.one_group(), *seccomp.stay()] if wanted.get("one_group") else []
    if more and landlock.version() < landlock.SIGNALS_SINCE:
        more += seccomp.signals_to(os.getpid())
    return [*seccomp.base(), *more]


def set_limits(limits: dict[str, int], among_others: bool = False) -> None:
    """Limits that cannot be raised again. `among_others`: the user's other processes count as well."""
    for name, wanted in limits.items():
        spare = count_of(os.getuid()) + (SPARE - 1) * wanted if name == "NPROC" and among_others else 0
        number = getattr(resource, f"RLIMIT_{name}")
        most = resource.getrlimit(number)[1]
        limit = wanted + spare if most == resource.RLIM_INFINITY else min(wanted + spare, most)
        resource.setrlimit(number, (limit, limit))


if __name__ == "__main__":
    try:
        main()
    except Exception as trouble:
        print(f"{type(trouble).__name__}: {trouble}", file=sys.stderr, flush=True)
        os._exit(FAILED)
