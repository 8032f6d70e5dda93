"""The settings in nbgrader_config.py, as nbgrader's own steps take them."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def nbgrader_settings():
    """A traitlets Config; a late penalty that a trainer chose in the file counts wherever this is handed on."""
    from traitlets.config import PyFileConfigLoader

    return PyFileConfigLoader("nbgrader_config.py", path=str(Path(__file__).parent)).load_config()
