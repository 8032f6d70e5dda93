"""Forty ways to hand in what cannot be graded as usual, for the benchmark `soak`: none may stop a class or be lost.

They are harmless to whoever runs them behind the wall, and each has limits of its own.
"""

from __future__ import annotations

import json
import os
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grading.course import Course
from grading.settings import MAX_CELLS, MAX_NOTEBOOK_BYTES

REJECTED, GRADED = "rejected", "graded"


@dataclass(frozen=True)
class Odd:
    """One way. It changes the notebook's data, then its bytes, or lays something else in the file's place."""

    name: str
    verdict: str  # what the report has to say of it; of what is GRADED it has a note
    change: Callable[[dict], object] = lambda notebook: None
    content: Callable[[bytes], bytes] = lambda content: content
    lay: Callable[[Path, Course], object] | None = None

    def hand_in(self, path: Path, notebook: dict, course: Course) -> None:
        """Put it at `path`, made from a right notebook."""
        copy = json.loads(json.dumps(notebook))
        self.change(copy)
        if self.lay:
            self.lay(path, course)
        else:
            path.write_bytes(self.content(json.dumps(copy).encode()))


def all_kinds() -> tuple[Odd, ...]:
    return (*_messages(), *_ends(), *_structure(), *_input(), *_files())


def _messages() -> tuple[Odd, ...]:
    """The learner's process says to the grader what it likes."""
    line = """
        import gc, os
        line = next(one for one in gc.get_objects() if type(one).__name__ == "Line")._sock
        def say(data): line.sendall(len(data).to_bytes(4, "big") + data)
    """
    said = {
        "no JSON": "say(b'[' * 100_000)",
        "no object": "say(b'[]')",
        "half a message": "line.sendall((5_000).to_bytes(4, 'big') + b'{')\nos._exit(0)",
        "a message that is too long": "line.sendall((2**31).to_bytes(4, 'big') + b'{' * 100)",
        "an answer before it is asked": 'say(b\'{"reply":{"values":{}}}\')',
        "a closed line": "line.close()",
        "outputs that are none": 'say(b\'{"outputs":[{"output_type":7}],"stopped":false}\')',
    }
    return tuple(Odd(name, GRADED, _first(f"{textwrap.dedent(line)}\n{code}")) for name, code in said.items())


def _ends() -> tuple[Odd, ...]:
    """The learner's process ends, or does not. What was run before it counts."""
    fork = "import os, time\nfor _ in range(6):\n    if not os.fork():\n        {}\n        time.sleep(60)\n"
    ended = {
        "it ends itself": "import os\nos._exit(1)",
        "it kills itself": "import os\nos.kill(os.getpid(), 9)",
        "it stops itself": "import os\nos.kill(os.getpid(), 19)",
        "it crashes": "import ctypes\nctypes.string_at(0)",
        "too much memory": fork.format("data = bytearray(b'x') * (300 * 1024**2)") + "time.sleep(60)",
        "too many files": "for number in range(300_000):\n    open(f'/tmp/{number}', 'w').close()",
        "it cannot be interrupted": "import time\nwhile True:\n    try: time.sleep(9)\n    except BaseException: pass",
        "it never ends": "while True:\n    pass",
        "it sleeps": "import time\ntime.sleep(600)",
        "others go on for it": fork.format("pass") + "while True: pass",
    }
    return tuple(Odd(name, GRADED, _first(code)) for name, code in ended.items())


def _structure() -> tuple[Odd, ...]:
    """Cells that are not as they were handed out."""

    def doubled(notebook):
        notebook["cells"] += [cell for cell in notebook["cells"] if _settings(cell).get("grade")]

    def deleted(notebook):
        notebook["cells"] = [cell for cell in notebook["cells"] if not _is_check(cell)]

    def more(notebook):
        notebook["cells"].insert(0, {"cell_type": "code", "metadata": {}, "source": "raise SystemExit", "outputs": []})

    def without_answers(notebook):
        notebook["cells"] = [cell for cell in notebook["cells"] if not _settings(cell).get("solution")]

    def each_check(act):
        return lambda notebook: [act(cell) for cell in notebook["cells"] if _is_check(cell)]

    return (
        Odd("checks are there twice", GRADED, doubled),
        Odd("checks are deleted", GRADED, deleted),
        Odd("cells are added", GRADED, more),
        Odd("answers are deleted", GRADED, without_answers),
        Odd("checks are rewritten", GRADED, each_check(lambda cell: cell.update(source="pass"))),
        Odd("checks are left out", GRADED, each_check(lambda cell: cell["metadata"].update(tags=["skip-execution"]))),
        Odd("checks give more", GRADED, each_check(lambda cell: _settings(cell).update(points=1_000))),
        Odd("checks give nothing", GRADED, each_check(lambda cell: _settings(cell).update(grade=False))),
    )


def _input() -> tuple[Odd, ...]:
    """Files that are no notebook."""

    def one_cell(**changes):
        return lambda notebook: notebook["cells"][0].update(changes)

    return (
        Odd("nothing", REJECTED, content=lambda content: b""),
        Odd("half of it", REJECTED, content=lambda content: content[: len(content) // 2]),
        Odd("a list", REJECTED, content=lambda content: b"[1, 2]"),
        Odd("another encoding", REJECTED, content=lambda content: content.decode().encode("utf-16")),
        Odd("an old format", REJECTED, lambda notebook: notebook.update(nbformat=3)),
        Odd("no cells", REJECTED, lambda notebook: notebook.update(cells=None)),
        Odd("too many cells", REJECTED, lambda notebook: notebook.update(cells=[{}] * (MAX_CELLS + 1))),
        Odd("half a character", REJECTED, one_cell(source="\ud800")),
        Odd("too many values", REJECTED, one_cell(metadata={"x": [[]] * 300_000})),
        Odd("a cell without text", REJECTED, one_cell(source=7)),
    )


def _files() -> tuple[Odd, ...]:
    """What lies in the notebook's place."""
    return (
        Odd("a link to the trainer's notebook", REJECTED, lay=lambda path, own: path.symlink_to(_source(own, path))),
        Odd("another name of the trainer's notebook", REJECTED, lay=_second_name),
        Odd("a link to what never ends", REJECTED, lay=lambda path, _: path.symlink_to("/dev/zero")),
        Odd("a pipe", REJECTED, lay=lambda path, _: os.mkfifo(path)),
        Odd("a file that is too large", REJECTED, lay=_too_large),
    )


def _second_name(path: Path, course: Course) -> None:
    other = path.with_name(".other")
    other.write_bytes(_source(course, path).read_bytes())
    path.hardlink_to(other)


def _too_large(path: Path, _: Course) -> None:
    path.touch()
    os.truncate(path, MAX_NOTEBOOK_BYTES + 1)


def _source(course: Course, path: Path) -> Path:
    return course.source(path.stem)


def _first(code: str) -> Callable[[dict], object]:
    """A change that has this code run before the first answer."""

    def change(notebook: dict) -> None:
        cell = next(cell for cell in notebook["cells"] if _is_answer(cell))
        cell["source"] = f"{code}\n{''.join(cell['source'])}"

    return change


def _settings(cell: dict) -> dict:
    return cell["metadata"].get("nbgrader", {})


def _is_check(cell: dict) -> bool:
    return bool(_settings(cell).get("grade")) and not _settings(cell).get("solution")


def _is_answer(cell: dict) -> bool:
    return bool(_settings(cell).get("solution")) and cell["cell_type"] == "code"
