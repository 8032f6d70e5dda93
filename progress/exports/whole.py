"""Large files that are there whole or not at all, for their owner only: written beside their place, then renamed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from grading.atomic import PART


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """An empty file to write to, which takes the place of `path` at the end; after a failure nothing is left of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=PART)
    os.close(handle)
    try:
        yield Path(name)
        os.chmod(name, 0o600)
        os.replace(name, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)
        raise
