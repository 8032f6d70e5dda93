"""A real browser and the real book, for all tests in this folder that want them."""

import contextlib
import functools
import http.server
import threading
from pathlib import Path

import pytest

from book.build import build_book
from tests.end_to_end import small_reading_book

HOME = Path(__file__).resolve().parents[2]


class Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments):
        """The requests are checked in the browser; nothing is printed."""


@contextlib.contextmanager
def served(folder):
    """Serve a folder on this machine, and give the address."""
    handler = functools.partial(Silent, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def book_site():
    """The folder of the built book; only what changed since the last session is built anew."""
    return build_book(HOME, HOME / "build" / "test" / "site").site


@pytest.fixture(scope="session")
def book_address(book_site):
    """The book, served on this machine: an address that ends with a slash."""
    with served(book_site) as address:
        yield address


@pytest.fixture(scope="session")
def small_site():
    """The folder of a book of three short chapters, for reading progress; built anew only when something changed."""
    course = HOME / "build" / "test" / "reading"
    small_reading_book.write(course)
    return build_book(course, languages=("en", "fa")).site


@pytest.fixture(scope="session")
def small_address(small_site):
    """That book, served on this machine."""
    with served(small_site) as address:
        yield address


@pytest.fixture
def opened(chromium):
    """`opened(width=…, color_scheme=…)`: a new browser page that keeps what it asked for and complained about."""
    with contextlib.ExitStack() as stack:

        def open_page(width=1280, **settings):
            settings.setdefault(
                "service_workers", "block"
            )  # or each page would keep the book: a test of its own does that
            context = chromium.new_context(viewport={"width": width, "height": 900}, **settings)
            stack.callback(context.close)
            page = context.new_page()
            page.asked, page.troubles = [], []
            page.on("request", lambda request: page.asked.append(request.url))
            page.on("pageerror", lambda error: page.troubles.append(str(error)))
            page.on("console", lambda said: page.troubles.append(said.text) if said.type == "error" else None)
            return page

        yield open_page
