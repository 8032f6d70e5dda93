"""Defaults and limits, in one place. Units stand in the names."""

from dataclasses import dataclass

COURSE_ID = "cx101"
PASS_PERCENT = 50
ENGINE_VERSION = "3"

MAX_NOTEBOOK_BYTES = 10 * 1024 * 1024
MAX_CELLS = 2_000
MAX_CELL_CHARACTERS = 200_000
MAX_NESTING = 100
MAX_PARTS = 200_000  # lists and objects in a notebook file
MAX_NAMES = 500_000  # of values in its objects
MAX_BRACKETS = 1_000_000  # that open, also within its texts
MAX_ARCHIVE_MEMBERS = 20_000
MAX_ARCHIVE_BYTES = 2 * 1024 * 1024 * 1024
MAX_FILES_EACH = 1_000  # that are looked at in one learner's folder
MAX_LINES_EACH = 10  # about one learner's refused files, in a report
MAX_LINES_NOBODY = 1_000  # about files of nobody on the roster
GRADEBOOK_WAIT_SECONDS = 60
WATCH_SECONDS = 0.1  # how often the engine looks at what a sandbox uses
PROBE_SECONDS = 30


@dataclass(frozen=True)
class Limits:
    """What one submission may use behind the wall."""

    seconds_per_cell: float = 20.0
    seconds_per_submission: float = 90.0
    memory_bytes: int = 2 * 1024**3  # addresses of one process, which the kernel refuses to exceed
    memory_sum_bytes: int = 1024**3  # memory really used by all processes of a sandbox; then it is ended
    processes: int = 64  # and threads, of a whole sandbox
    open_files: int = 256
    file_bytes: int = 64 * 1024**2
    files: int = 10_000  # in all folders of a sandbox together
    room_bytes: int = 64 * 1024**2  # each of a sandbox's folders
    stream_characters: int = 20_000
    output_bytes_per_cell: int = 1024**2
    reply_bytes: int = 32 * 1024**2
    frame_bytes: int = 64 * 1024**2  # one message between the engine and a program behind the wall
