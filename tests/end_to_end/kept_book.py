"""A small book in two languages, and a server for it that can be slow, want a sign-on, or be gone."""

import functools
import http.server
import shutil
import threading
import time
from pathlib import Path

from book.build import build_book
from book.languages import catalog

HOME = Path(__file__).resolve().parents[2]
COURSE = HOME / "build" / "test" / "kept-book"
CHART = """\
---
file_format: mystnb
kernelspec:
  name: python3
---

# One order

```{code-cell}
:tags: [hide-input]
import altair as alt
import pandas as pd
from cxlab.charts import enable

enable()
rows = pd.DataFrame({"reason": ["late", "broken"], "contacts": [63, 25]})
alt.Chart(rows).mark_bar().encode(x="contacts", y="reason").properties(title="Late", description="Two bars: 63 and 25.")
```
"""
FILES = {
    "_toc.yml": "format: jb-book\nroot: index\nchapters:\n  - file: chapters/one\n  - file: chapters/two\n",
    "book/index.md": "# Start\n\n```{keep-offline}\n```\n",
    "book/chapters/one.md": CHART,
    "book/chapters/two.md": "# Two\n\nThe first edition speaks of marmalade.\n",
    "book/references.bib": "",
}
SIGN_ON = b"<!doctype html><title>Sign on</title><h1>Sign on</h1>"


def built() -> Path:
    """The folder of the site; only what changed since the last time is built anew."""
    for name, text in FILES.items():
        path = COURSE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf8")
    shutil.copy(HOME / "_config.yml", COURSE)
    shutil.copytree(HOME / "book/_static", COURSE / "book/_static", dirs_exist_ok=True)
    (COURSE / "datasets/tables").mkdir(parents=True, exist_ok=True)
    layout = catalog.path_of(COURSE, "fa", catalog.LAYOUT)
    layout.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(catalog.path_of(HOME, "fa", catalog.LAYOUT), layout)
    return build_book(COURSE, languages=("en", "fa")).site


class Server:
    """Serves `folder` at `address`. `mood` says how: "well", "signed off", "broken", "silent"."""

    def __init__(self, folder: Path):
        self.folder, self.mood, self.asked, self.bytes = folder, "well", [], 0
        handler = functools.partial(_Handler, self)
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self):
        self.mood = "gone"
        self._server.shutdown()
        self._server.server_close()


class _Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, server_of_test: Server, *given):
        self.test = server_of_test
        super().__init__(*given, directory=str(server_of_test.folder))

    def do_GET(self):
        self.test.asked.append(self.path)
        if self.test.mood == "silent":
            time.sleep(30)
        elif self.test.mood == "broken" and self.path.endswith("two.html"):
            self.send_error(500)
        elif self.test.mood == "signed off" and not self.path.startswith("/sign-on"):
            self.send_response(302)
            self.send_header("Location", "/sign-on")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif self.path.startswith("/sign-on"):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(SIGN_ON)))
            self.end_headers()
            self.wfile.write(SIGN_ON)
        else:
            super().do_GET()

    def end_headers(self):
        self.send_header("Cache-Control", "no-cache")  # as docs/publishing.md says: else a browser asks nobody
        super().end_headers()

    def copyfile(self, source, outputfile):
        data = source.read()
        self.test.bytes += len(data)
        outputfile.write(data)

    def log_message(self, *_arguments):
        """What was asked for is in `asked`."""
