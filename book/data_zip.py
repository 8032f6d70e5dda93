"""Fernwick's tables as one file to download: CSV and Parquet, with their dictionary, licence and checksums.

What only instructors have is not in it. The same tables always give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from book.paper.zipped import zipped

NAME = "fernwick-data.zip"
TOP = "fernwick-data"
TABLES, SUMS, PACKAGE = "datasets/tables", "checksums.json", "datapackage.json"
TEXTS = {"DICTIONARY.md": "datasets/DICTIONARY.md", "ABOUT.md": "datasets/ABOUT.md", "LICENSE.txt": "LICENSE-CONTENT"}
INSTRUCTORS = "instructors/"


def data_zip(course: Path) -> bytes | None:
    """The bytes of the zip; nothing where the course has no frozen tables. Raises ValueError for a changed table."""
    sums = course / TABLES / SUMS
    if not sums.exists():
        return None
    known = json.loads(sums.read_text("utf8"))
    known["tables"] = {key: facts for key, facts in known["tables"].items() if not key.startswith(INSTRUCTORS)}
    files = {f"tables/{SUMS}": _json(known)}
    for key, facts in known["tables"].items():
        files[f"tables/{key}.parquet"] = _table(course, f"{key}.parquet", facts["sha256"])
        if "csv" in facts:
            files[f"tables/csv/{key}.csv"] = _table(course, f"csv/{key}.csv", facts["csv"]["sha256"])
    files |= {name: (course / path).read_bytes() for name, path in TEXTS.items() if (course / path).exists()}
    package = course / "datasets" / PACKAGE
    if package.exists():
        files[PACKAGE] = _json(for_learners(json.loads(package.read_text("utf8"))))
    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())]
    files["SHA256SUMS"] = "".join(lines).encode()
    return zipped((f"{TOP}/{name}", data) for name, data in sorted(files.items()))


def for_learners(package: dict) -> dict:
    """The description of the tables for other programs, without those that only instructors have. Pure."""
    return {**package, "resources": [each for each in package["resources"] if f"/{INSTRUCTORS}" not in each["path"]]}


def _table(course: Path, name: str, wanted: str) -> bytes:
    data = (course / TABLES / name).read_bytes()
    if hashlib.sha256(data).hexdigest() != wanted:
        raise ValueError(f"{TABLES}/{name} is not as {SUMS} has it. Make the tables again: course.py data build")
    return data


def _json(content: dict) -> bytes:
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()
