"""Write a file in one step, so that nobody meets half of it."""

import os
from pathlib import Path


def write(path: Path, text: str) -> None:
    """Put `text` in the place of what was in the file `path`."""
    part = path.with_name(f"{path.name}.part")
    part.write_text(text, "utf8")
    os.replace(part, path)
