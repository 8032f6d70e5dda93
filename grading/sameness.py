"""What decides about points on a machine: engine, Python, packages, programs and tables. Two machines must agree."""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from grading.bubblewrap import course_files
from grading.settings import ENGINE_VERSION

PACKAGES = ("numpy", "pandas", "altair", "ipython", "nbformat", "distributed")
SHOWN = 12  # characters of a hash


@cache
def facts() -> Mapping[str, str]:
    """What is here, by the word for it in a sentence."""
    shown = [(path, name) for path, name in course_files() if name.startswith(("cxlab", "grading"))]
    tables = [(path, name) for path, name in course_files() if name.endswith("checksums.json")]
    programs = [(path, path.name) for path in _rooms()]
    return {
        "engine": ENGINE_VERSION,
        "Python": ".".join(platform.python_version_tuple()[:2]),
        **{package: _version(package) for package in PACKAGES},
        "tables": _hash(tables),
        "programs": _hash([*shown, *programs]),
    }


def course() -> str:
    """All facts in one word."""
    return hashlib.sha256(repr(sorted(facts().items())).encode()).hexdigest()


def difference(others: object) -> str:
    """The first fact that is another one there, as half a sentence; empty when all are the same."""
    others = others if isinstance(others, dict) else {}
    for what, here in facts().items():
        there = str(others.get(what, "none"))[:40]
        if there != here:
            return f"its {what} is {there}, here it is {here}"
    return ""


def _rooms() -> list[Path]:
    """The rooms of grading that a worker needs: its own, and all that they import."""
    left, found = ["cluster_worker"], {}
    while left:
        room = left.pop()
        path = Path(__file__).with_name(f"{room}.py")
        if room not in found and path.exists():
            found[room] = path
            left += re.findall(r"grading\.(\w+)", path.read_text("utf8"))
            left += re.findall(r"\w+", " ".join(re.findall(r"from grading import (.+)", path.read_text("utf8"))))
    return list(found.values())


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def _hash(files: Iterable[tuple[Path, str]]) -> str:
    """Of names and contents; of folders, all Python programs in them."""
    digest = hashlib.sha256()
    for path, name in sorted(files):
        inside = sorted(path.rglob("*.py")) if path.is_dir() else [path]
        for file in inside:
            digest.update(f"{name}/{file.relative_to(path)}".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:SHOWN]
