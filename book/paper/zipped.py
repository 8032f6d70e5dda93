"""Files in one zip, always with the same bytes: when it was packed, and by whom, is not part of it. Pure."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can tell


def zipped(files: Iterable[tuple[str, bytes]], stored: tuple[str, ...] = ()) -> bytes:
    """The files, by name, in the order given; those in `stored` are not made smaller."""
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return box.getvalue()
