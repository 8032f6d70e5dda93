"""A server of files as a real one is set up: with gzip, and with connections that stay open."""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

PACKED = ("text/", "application/javascript", "application/json", "image/svg+xml")


class Files(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        kind, body = self._read()
        packed = kind.startswith(PACKED) and "gzip" in self.headers.get("Accept-Encoding", "")
        sent = _packed(body) if packed else body
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(sent)))
        self.send_header("Cache-Control", "max-age=3600")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(sent)

    def _read(self) -> tuple[str, bytes]:
        """The type and the bytes of the file that is asked for; no bytes where there is none."""
        path = Path(self.directory, unquote(urlsplit(self.path).path).lstrip("/"))
        path = path / "index.html" if path.is_dir() else path
        inside = path.resolve().is_relative_to(Path(self.directory).resolve())
        return self.guess_type(path), path.read_bytes() if inside and path.is_file() else b""

    def log_message(self, *_arguments):
        """What is asked for is counted in the browser."""


@functools.lru_cache(maxsize=512)
def _packed(body: bytes) -> bytes:
    return gzip.compress(body, 6, mtime=0)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of the folder on this machine; it ends with a slash."""
    handler = functools.partial(Files, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
