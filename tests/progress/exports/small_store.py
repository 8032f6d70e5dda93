"""A learning record store of sixty lines on this machine: it keeps statements, and can be told to misbehave."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class SmallStore:
    """`script` are the answers to the first requests, as (status, headers, body); `kept` are statements by id."""

    def __init__(self, script=(), largest=10**9, refused=()):
        self.script, self.largest, self.refused = list(script), largest, set(refused)
        self.kept, self.requests = {}, []

    def answer(self, headers, body):
        self.requests.append((headers, body))
        if self.script:
            return self.script.pop(0)
        if len(body) > self.largest:
            return 413, {}, b"too large"
        told = json.loads(body)
        if any(one["id"] in self.refused for one in told):
            return 400, {}, b"one of them is malformed"
        if any(self.kept.get(one["id"], one) != one for one in told):
            return 409, {}, b"conflict"
        new = {one["id"]: one for one in told if one["id"] not in self.kept}
        self.kept |= new
        return (200, {}, json.dumps(list(new)).encode()) if new else (204, {}, b"")


@contextmanager
def serving(store, tls=None):
    """The store at an address, until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, headers, said = store.answer(dict(self.headers), body)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(said))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_):
            pass

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_):  # a client that hangs up is no news
            pass

    with Quiet(("127.0.0.1", 0), Handler) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}/xAPI"
        finally:
            server.shutdown()
            thread.join()
