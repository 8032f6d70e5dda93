"""Read a zip archive that other people filled. Nothing is unpacked to disk under a name from the archive."""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from grading.deliveries import Delivery, ignored, limited, moment, shown, too_big
from grading.errors import Rejected
from grading.settings import MAX_ARCHIVE_BYTES, MAX_ARCHIVE_MEMBERS, MAX_NOTEBOOK_BYTES

# What zipfile raises on damaged input; RuntimeError is its word for a missing password.
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, OSError, ValueError)
_NESTED = re.compile(r"\.(zip|tar|gz|tgz|bz2|xz|7z|rar)$", re.IGNORECASE)
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x07"
_BYTES_PER_ENTRY = 1024  # of the list of contents: a name and its extra fields


@contextmanager
def deliveries(path: Path) -> Iterator[list[Delivery]]:
    """The files inside the archive at `path`, readable until the block ends.

    A member that cannot be accepted carries its trouble; Rejected is raised only when the archive as a whole cannot be.
    """
    _check_outside(path)
    try:
        archive = zipfile.ZipFile(path)
    except _BROKEN:
        raise Rejected(_unreadable(path)) from None
    with archive:
        members = [member for member in archive.infolist() if not member.is_dir() and not _ignored(member)]
        _check_sum(path, members)
        fallback = moment(path.stat().st_mtime)
        yield [_delivery(archive, member, fallback) for member in members]


def _check_outside(path: Path) -> None:
    if not path.is_file():
        raise Rejected(f"There is no archive {path}. Nothing was collected.")
    if path.stat().st_size > MAX_ARCHIVE_BYTES:
        raise Rejected(_too_much(path, f"is over {MAX_ARCHIVE_BYTES // 1024**3} GB"))
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 65_600))
        tail = file.read()
    at = tail.rfind(_END) if tail[-2:] != b"\0\0" or tail[-22:-18] != _END else len(tail) - 22
    if at < 0 or len(tail) < at + 22:
        raise Rejected(_unreadable(path))
    # The list of contents is read into memory at once, so its length is looked at before that.
    entries, length = struct.unpack("<HL", tail[at + 10 : at + 16])
    is_64 = tail[max(0, at - 20) : max(0, at - 16)] == _END_64
    if is_64 or entries > MAX_ARCHIVE_MEMBERS or length > MAX_ARCHIVE_MEMBERS * _BYTES_PER_ENTRY:
        raise Rejected(_too_much(path, f"holds more than {MAX_ARCHIVE_MEMBERS:,} files"))


def _check_sum(path: Path, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_ARCHIVE_MEMBERS:
        raise Rejected(_too_much(path, f"holds more than {MAX_ARCHIVE_MEMBERS:,} files"))
    if sum(member.file_size for member in members if member.file_size <= MAX_NOTEBOOK_BYTES) > MAX_ARCHIVE_BYTES:
        raise Rejected(_too_much(path, f"unpacks to more than {MAX_ARCHIVE_BYTES // 1024**3} GB"))


def _too_much(path: Path, finding: str) -> str:
    return f"The archive {path.name} {finding}. Nothing was collected. Unpack it, and collect the folder."


def _unreadable(path: Path) -> str:
    return f"The archive {path.name} is damaged, or is not a zip archive. Nothing was collected. Download it again."


def _ignored(member: zipfile.ZipInfo) -> bool:
    return any(ignored(part) for part in _parts(member) if part not in ("..", "."))


def _parts(member: zipfile.ZipInfo) -> tuple[str, ...]:
    return tuple(member.filename.replace("\\", "/").split("/"))


def _delivery(archive: zipfile.ZipFile, member: zipfile.ZipInfo, fallback: datetime) -> Delivery:
    parts = _parts(member)
    trouble = _trouble(member, shown("/".join(parts)))
    return Delivery(parts, _time(member, fallback), partial(_read, archive, member), trouble)


def _trouble(member: zipfile.ZipInfo, origin: str) -> str:
    mode = member.external_attr >> 16
    if member.flag_bits & 0x1:
        return f"{origin} is encrypted. Ask for it without a password."
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return f"{origin} is a link or a special file, and none of these is followed. Ask for the notebook itself."
    if _NESTED.search(member.filename):
        return f"{origin} is an archive inside the archive. Ask the learner for the notebook itself."
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return f"{origin} is packed in an unusual way. Pack it again with a common zip program."
    return too_big(origin, member.file_size)


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    origin = shown(member.filename)
    try:
        with archive.open(member) as file:
            return limited(origin, file.read(MAX_NOTEBOOK_BYTES + 1))
    except _BROKEN:
        raise Rejected(f"{origin} is damaged inside the archive. Ask the learner to hand it in again.") from None


def _time(member: zipfile.ZipInfo, fallback: datetime) -> datetime:
    """The member's time, taken as UTC. 1980 is what archives write when they know no time."""
    try:
        known = datetime(*member.date_time, tzinfo=UTC)
    except ValueError:
        return fallback
    return moment(known.timestamp()) if known.year > 1980 else fallback
