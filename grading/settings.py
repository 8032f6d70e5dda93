"""Defaults and limits, in one place. Units stand in the names."""

from dataclasses import dataclass

COURSE_ID = "cx101"
PASS_PERCENT = 50
ENGINE_VERSION = "2"

MAX_NOTEBOOK_BYTES = 10 * 1024 * 1024
MAX_CELLS = 2_000
MAX_CELL_CHARACTERS = 200_000
MAX_NESTING = 100
MAX_ARCHIVE_MEMBERS = 20_000
MAX_ARCHIVE_BYTES = 2 * 1024 * 1024 * 1024
GRADEBOOK_WAIT_SECONDS = 60


@dataclass(frozen=True)
class Limits:
    """What one submission may use behind the wall."""

    seconds_per_cell: float = 20.0
    seconds_per_submission: float = 90.0
    memory_bytes: int = 2 * 1024**3
    processes: int = 64
    open_files: int = 256
    file_bytes: int = 64 * 1024**2
    stream_characters: int = 20_000
    output_bytes_per_cell: int = 1024**2
    reply_bytes: int = 32 * 1024**2
