"""Write a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

PART = ".part-"  # how the names of files begin that are being written


def write(path: Path, content: bytes | str, mode: int = 0o600) -> None:
    """Put `content` (texts as UTF-8) at `path`: readers see the old file or the new one, never a part."""
    data = content.encode("utf8") if isinstance(content, str) else content
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=PART)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)
        raise


def private_folder(path: Path) -> Path:
    """`path` as a folder that only its owner can open; missing parents are made in the same way."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(mode=0o700, exist_ok=True)
    return path
