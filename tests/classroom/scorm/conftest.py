"""A small book, packed; a platform of scorm-again that records every call; and a learner who reads in Chromium."""

import contextlib
import functools
import http.server
import shutil
import threading
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from book.build import build_book
from classroom.scorm.pack import pack
from grading.course import HOME, Course
from tests.classroom.scorm import learner, small_book
from tests.end_to_end.conftest import Silent

HERE = Path(__file__).resolve().parent
BUILD = HOME / "build" / "test" / "scorm"


class Kept(Silent):
    """Browsers keep what they were given, as from a platform's server."""

    def end_headers(self):
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()


@dataclass(frozen=True)
class Place:
    """Where the platform and the packages are served."""

    address: str
    folder: Path

    def start(self, package="book"):
        return f"{self.address}{package}/start.html"


@pytest.fixture(scope="session")
def small_course():
    """A course of four chapters with the real settings and style; only what changed is built anew."""
    root = BUILD / "course"
    small_book.write(root)
    build_book(root, BUILD / "site")
    return Course(root, BUILD)


@pytest.fixture(scope="session")
def served(small_course, tmp_path_factory):
    """The whole small book and two of its routes, unpacked beside the platform's page, on this machine."""
    folder = tmp_path_factory.mktemp("served")
    for name, route in {"book": None, "finance": "Finance", "visitors": "Visitors"}.items():
        packed = pack(small_course, folder / f"{name}.zip", mastery=50, route=route)
        with zipfile.ZipFile(packed.file) as archive:
            archive.extractall(folder / name)
    for file in (HERE / "platform.html", HERE / "scorm-again" / "scorm12.min.js"):
        shutil.copy(file, folder)
    handler = functools.partial(Kept, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Place(f"http://127.0.0.1:{server.server_port}/", folder)
        server.shutdown()


@pytest.fixture
def device(chromium, served):
    """`device()`: a browser that keeps its own storage; `device().learner()` opens a window in it."""
    with contextlib.ExitStack() as stack:

        def new(width=1280, **settings):
            context = chromium.new_context(viewport={"width": width, "height": 900}, **settings)
            stack.callback(context.close)
            return learner.Device(context, served)

        yield new
