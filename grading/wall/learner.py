"""Runs the cells of one notebook and tells what they show. The only program of ours that meets learners' code.

It reads one request from its standard input, and writes one message for every finished cell to what was its
standard output; what the cells print never goes there. Its only argument is the limits on memory, processes,
files and processor time. `grading.execution` is the other side.
"""

from __future__ import annotations

import io
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from grading.wire import SHOWN, cut, encode, plain



class NotHere(ModuleType):
    """Takes the place of a module whose functions cannot work here, and says so when one is called."""

    def __getattr__(self, name: str):
        if name.startswith("_"):
            raise AttributeError(name)

        def refuse(*_, **__):
            raise RuntimeError("Charts are not drawn as pictures while a notebook is graded.")

        return refuse


# A grammar of web addresses, which altair's checker loads and does not use here, costs a second in every process.
sys.modules["rfc3987_syntax"] = None
# The drawing library sets more memory aside than a process may have here, and would end it.
sys.modules["vl_convert"] = NotHere("vl_convert")
CHARTS = ("altair.vegalite.v5.api", "altair.vegalite.v6.api")
STOPPED = "CellTimeoutError"  # nbgrader's own name for it


class Recorder:
    """The outputs of the cell that runs now, never much more than the limits say."""

    def __init__(self, characters: int, size: int):
        self.characters, self.size = characters, size
        self.start()

    def start(self) -> None:
        self.outputs: list[dict] = []
        self.left = self.size
        self.printed = {"stdout": 0, "stderr": 0}

    def stream(self, name: str, text: str) -> None:
        if self.printed[name] > self.characters:
            return
        self.printed[name] += len(text)
        text = text[: 2 * self.characters]
        last = self.outputs[-1] if self.outputs else {}
        if last.get("name") == name:
            last["text"] = cut(last["text"] + text, self.characters)
        else:
            self.add({"output_type": "stream", "name": name, "text": cut(text, self.characters)}, len(text))

    def add(self, output: dict, size: int) -> None:
        """Keep an output of about `size` bytes while there is room; an error always has room."""
        self.left -= size + 100
        if self.left > 0 or output["output_type"] == "error":
            self.outputs.append(output)

    def show(self, data: dict, kind: str, **more) -> None:
        kept = {key: cut(str(data[key]), self.size) for key in SHOWN if key in data}
        self.add({"output_type": kind, "data": kept, "metadata": {}, **more}, sum(map(len, kept.values())))

    def error(self, name: str, value: str, lines: list[str]) -> None:
        self.add({"output_type": "error", "ename": name, "evalue": value, "traceback": [str(line) for line in lines]}, 0)


class Stream(io.TextIOBase):
    """Standard output or standard error of the cells."""

    encoding = "utf-8"

    def __init__(self, name: str, recorder: Recorder):
        self.name, self.recorder = name, recorder

    def write(self, text: str) -> int:
        self.recorder.stream(self.name, str(text))
        return len(text)

    def writable(self) -> bool:
        return True


class Publisher(DisplayPublisher):
    """`display(...)`."""

    def publish(self, data, metadata=None, *_, transient=None, update=False, **__) -> None:
        if not update:
            self.shell.recorder.show(data, "display_data")

    def clear_output(self, wait=False) -> None:
        self.shell.recorder.outputs.clear()


class Hook(DisplayHook):
    """The value of a cell's last expression."""

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict, md_dict=None) -> None:
        self.shell.recorder.show(format_dict, "execute_result", execution_count=self.prompt_count)

    def finish_displayhook(self) -> None:
        self._is_active = False


class Shell(InteractiveShell):
    """IPython as it runs in a kernel, without the kernel."""

    recorder: Recorder

    def _showtraceback(self, etype, evalue, stb) -> None:
        try:
            text = str(evalue)
        except Exception:  # the learner's own class may do anything
            text = ""
        self.recorder.error(etype.__name__, text, stb)

    def ask_exit(self) -> None:
        """`exit()` ends nothing in a notebook."""

    def enable_gui(self, gui=None) -> None:
        """There are no windows here."""


def main() -> None:
    limit(json.loads(sys.argv[1]))
    request = json.loads(sys.stdin.buffer.read())
    tell = private_output()
    for name, text in request["files"].items():
        Path(name).write_text(text, "utf8")
    recorder = Recorder(request["stream_characters"], request["output_bytes_per_cell"])
    shell = make_shell(recorder)
    tell({"ready": True})
    for cell in request["cells"]:
        tell(run_cell(shell, recorder, cell, request["seconds_per_cell"]))
    tell({"done": True})
    os._exit(0)  # whatever a learner's threads or exit handlers still want to do


def limit(limits: dict[str, int]) -> None:
    """Set the process's own limits, by the names in the module `resource`; where a system has none, go on."""
    with suppress(ImportError):
        import resource

        for name, value in limits.items():
            with suppress(AttributeError, OSError, ValueError):
                resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (value, value))


def private_output() -> Callable[[dict], None]:
    """A function that sends one message; from now on standard input and output are empty for everybody else."""
    file = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)

    def tell(message: dict) -> None:
        file.write(encode(message))
        file.flush()

    return tell


def make_shell(recorder: Recorder) -> Shell:
    config = Config()
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.colors = "nocolor"
    shell = Shell.instance(config=config, display_pub_class=Publisher, displayhook_class=Hook)
    shell.recorder = recorder
    shell.display_formatter.active_types = list(SHOWN)
    for module in CHARTS:  # drawing charts takes seconds, and nobody looks at them here
        shell.display_formatter.mimebundle_formatter.for_type_by_name(module, "TopLevelMixin", in_words)
    sys.stdout, sys.stderr = Stream("stdout", recorder), Stream("stderr", recorder)
    return shell


def in_words(chart: object) -> tuple[dict, dict]:
    """An Altair chart as its title and description."""
    title, description = getattr(chart, "title", ""), getattr(chart, "description", "")
    words = [text for text in (title, description) if isinstance(text, str) and text]
    return {"text/plain": "\n".join(["A chart.", *words])}, {}


def run_cell(shell: Shell, recorder: Recorder, cell: dict, seconds: float) -> dict:
    """Run one cell; the message says what it showed, whether it was stopped, and the probe's value if it has one."""
    recorder.start()
    message: dict = {"cell": cell["index"]}
    with stopping(seconds) as stopped:
        result = shell.run_cell(cell["source"], store_history=True)
        if result.success and cell["probe"]:
            with suppress(Exception):
                message["value"] = plain(eval(cell["probe"], shell.user_ns))
        if not result.success and not any(output["output_type"] == "error" for output in recorder.outputs):
            trouble = result.error_before_exec or result.error_in_exec
            shell._showtraceback(type(trouble), trouble, [type(trouble).__name__])
    if stopped:
        recorder.outputs = [output for output in recorder.outputs if output.get("ename") != "KeyboardInterrupt"]
        recorder.error(STOPPED, f"{seconds:g}", [f"This cell was stopped after {seconds:g} seconds."])
    return {**message, "outputs": recorder.outputs, "count": shell.execution_count - 1, "stopped": bool(stopped)}


@contextmanager
def stopping(seconds: float) -> Iterator[list[bool]]:
    """Interrupt the block after `seconds`, and every second from then on; yields a list that is then not empty."""
    stopped: list[bool] = []

    def interrupt(*_) -> None:
        stopped.append(True)
        raise KeyboardInterrupt

    if not hasattr(signal, "setitimer"):  # Windows: only the limit on the whole notebook holds
        yield stopped
        return
    signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield stopped
    except KeyboardInterrupt:
        pass
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


if __name__ == "__main__":
    main()
