"""A program of the benchmark `grade`: the floor. The same cells in forks of one warm process, and nothing else.

No wall, no second process for the checks, no gradebook, no file: less than this no engine can take that runs cells in
IPython. Arguments: how many at a time, and a file with a JSON list of notebooks, each a list of its cells' texts.
It prints the seconds, from the moment when it is warm, as one line of JSON.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from pathlib import Path

from grading.wall import warmth
from grading.wall.recorder import Recorder
from grading.wall.shell import Shell, make_shell

CHARACTERS, BYTES = 20_000, 1024**2


def main() -> None:
    workers, notebooks = int(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text("utf8"))
    warmth.load()
    shell = make_shell(Recorder(CHARACTERS, BYTES))
    warmth.exercise(shell)
    gc.collect()
    gc.freeze()
    began, working = time.perf_counter(), set()
    for cells in notebooks:
        if len(working) == workers:
            working.remove(os.wait()[0])
        child = os.fork()
        if child == 0:
            _run(shell, cells)
        working.add(child)
    while working:
        working.remove(os.wait()[0])
    os.write(1, json.dumps({"seconds": time.perf_counter() - began}).encode())


def _run(shell: Shell, cells: list[str]) -> None:
    try:
        for text in cells:
            shell.recorder.start()
            shell.run_cell(text, store_history=True)
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
