"""What a cell shows, kept within limits: its streams, displays, value and errors."""

from __future__ import annotations

import io

from grading.wire import CUT, SHOWN, cut


class Recorder:
    """The outputs of the cell that runs now, as a notebook stores them.

    Each stream has at most about `characters`, all outputs together about `size` bytes; an error is always kept.
    """

    def __init__(self, characters: int, size: int):
        self.characters, self.size = characters, size
        self.start()

    def start(self) -> None:
        """Forget the cell before."""
        self.outputs: list[dict] = []
        self._left = self.size
        self._room = {"stdout": self.characters, "stderr": self.characters}

    @property
    def failed(self) -> bool:
        return any(output["output_type"] == "error" for output in self.outputs)

    def stream(self, name: str, text: str) -> None:
        room = self._room[name]
        if room < 0:
            return
        self._room[name] = room - len(text) if len(text) <= room else -1
        text = text if len(text) <= room else text[:room] + CUT
        last = self.outputs[-1] if self.outputs else {}
        if last.get("name") == name:
            last["text"] += text
        else:
            self._add({"output_type": "stream", "name": name, "text": text}, len(text))

    def show(self, data: dict, kind: str, **more: object) -> None:
        """A display (`kind` display_data) or a cell's value (execute_result), in the forms that are safe to show."""
        kept = {form: str(data[form]) for form in SHOWN if form in data}
        if "text/plain" in kept:
            kept["text/plain"] = cut(kept["text/plain"], self.characters)
        self._add({"output_type": kind, "data": kept, "metadata": {}, **more}, sum(map(len, kept.values())))

    def error(self, name: str, value: str, lines: list[str]) -> None:
        traceback = [cut(str(line), self.characters) for line in lines[:200]]
        self.outputs.append({"output_type": "error", "ename": name, "evalue": value[:2000], "traceback": traceback})

    def stopped(self, name: str, seconds: float) -> None:
        """In place of the interrupt that ended the cell, an error that says why."""
        self.outputs = [output for output in self.outputs if output.get("ename") != "KeyboardInterrupt"]
        self.error(name, f"{seconds:g}", [f"This cell was stopped after {seconds:g} seconds."])

    def _add(self, output: dict, size: int) -> None:
        self._left -= size + 100
        if self._left > 0:
            self.outputs.append(output)


class Stream(io.TextIOBase):
    """Standard output or standard error of the cells."""

    encoding = "utf-8"

    def __init__(self, name: str, recorder: Recorder):
        self.name, self._recorder = name, recorder

    def write(self, text: str) -> int:
        self._recorder.stream(self.name, str(text))
        return len(text)

    def writable(self) -> bool:
        return True
