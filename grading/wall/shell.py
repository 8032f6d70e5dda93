"""IPython as it runs in a kernel, without the kernel: what cells show goes to a Recorder."""

from __future__ import annotations

import sys
from types import ModuleType

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from grading.wire import SHOWN

from .recorder import Recorder, Stream

CHARTS = ("altair.vegalite.v5.api", "altair.vegalite.v6.api")


class NotHere(ModuleType):
    """Takes the place of a module whose functions cannot work here, and says so when one is called."""

    def __getattr__(self, name: str):
        if name.startswith("_"):
            raise AttributeError(name)

        def refuse(*_, **__):
            raise RuntimeError("Charts are not drawn as pictures while a notebook is graded.")

        return refuse


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
    """The interpreter of the cells; errors are recorded, and nothing ends it or opens a window."""

    recorder: Recorder

    def _showtraceback(self, etype, evalue, stb) -> None:
        try:
            text = str(evalue)
        except Exception:  # the learner's own class may do anything
            text = ""
        self.recorder.error(etype.__name__, text, stb)

    def ask_exit(self) -> None:
        pass

    def enable_gui(self, gui=None) -> None:
        pass


def leave_out() -> None:
    """Keep out what is not to be loaded here."""
    # A grammar of web addresses, which altair's checker loads and does not use here, costs a second in every process.
    sys.modules["rfc3987_syntax"] = None
    # The drawing library sets more memory aside than a process may have here, and would end it.
    sys.modules["vl_convert"] = NotHere("vl_convert")


def make_shell(recorder: Recorder) -> Shell:
    """The one shell of this process; from now on standard output and error go to `recorder`."""
    leave_out()
    config = Config()
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.colors = "nocolor"
    shell = Shell.instance(config=config, display_pub_class=Publisher, displayhook_class=Hook)
    shell.recorder = recorder
    shell.display_formatter.active_types = list(SHOWN)
    bundles = shell.display_formatter.mimebundle_formatter
    for module in CHARTS:
        bundles.for_type_by_name(module, "TopLevelMixin", in_words)
    bundles.for_type_by_name("cxlab.explorables.panel", "_Shown", as_text)
    sys.stdout, sys.stderr = Stream("stdout", recorder), Stream("stderr", recorder)
    return shell


def in_words(chart: object) -> tuple[dict, dict]:
    """An Altair chart as its title and description; nobody sees a drawing here."""
    words = (getattr(chart, name, "") for name in ("title", "description"))
    return {"text/plain": "\n".join(["A chart.", *(text for text in words if isinstance(text, str) and text)])}, {}


def as_text(explorable: object) -> tuple[dict, dict]:
    """An explorable as its text; drawing what moves takes a tenth of a second, and nothing of it leaves."""
    return {"text/plain": repr(explorable)}, {}
