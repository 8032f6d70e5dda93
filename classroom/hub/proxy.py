"""The proxy in front of the hub: configurable-http-proxy in Python, with what it lacks for a room full of people.

As it comes, it (1) passes on ten requests at a time, and lets the others wait until they fail; (2) drops the protocol
that a notebook and its kernel agree on, and sends what is binary as text, so that no cell ever runs; (3) holds an
answer back until it is complete, so that the page which says how far a server has come says nothing; (4) writes a path
anew, so that an id with an @ in it leads nowhere; (5) keeps a browser's connection open when the server behind it is
gone. Node's proxy has none of these faults, and takes the same options.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from contextlib import suppress
from urllib.parse import urlsplit

from configurable_http_proxy.configproxy import PythonProxy
from configurable_http_proxy.handlers import ProxyHandler
from tornado.httpclient import AsyncHTTPClient, HTTPClientError
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPHeaders
from tornado.ioloop import IOLoop
from tornado.iostream import StreamClosedError
from tornado.web import Application
from tornado.websocket import WebSocketClosedError, websocket_connect

AT_ONCE = 2_000
ANSWER_SECONDS = 600.0  # nbgrader runs a whole notebook to validate it
CONNECT_SECONDS = 20.0
BYTES = 512 * 1024 * 1024
OURS = {"content-length", "transfer-encoding", "content-encoding", "connection", "keep-alive"}


class Through(ProxyHandler):
    """One request from a browser, passed on as it comes, and its answer, passed back as it comes."""

    by_host = False  # the proxy of the package stores places below a host, and does not look for them there

    async def get_target_url(self, path):
        """Where this request goes, with its path letter for letter; None when nobody is there, which is answered."""
        if await super().get_target_url(f"{self.request.host_name}/{path}" if self.by_host else path) is None:
            return None
        place = urlsplit(self.target["target"])
        return f"{place.scheme}://{place.netloc}{place.path.rstrip('/')}{self.request.uri}"

    async def call_proxy(self, path=None):
        url = await self.get_target_url(path)
        if url is None:
            return
        answer, asked = Answer(self), self._get_proxy_request(url)
        asked.header_callback, asked.streaming_callback = answer.line, answer.part
        asked.request_timeout, asked.connect_timeout = ANSWER_SECONDS, CONNECT_SECONDS
        try:
            response = await AsyncHTTPClient().fetch(asked, raise_error=False)
        except OSError as trouble:
            await self._lost(answer, trouble)
            return
        if response.code == 599:
            await self._lost(answer, response.error)
            return
        answer.begin(response.code, response.headers)
        with suppress(StreamClosedError):  # the one who asked has left
            await self.finish()

    async def _lost(self, answer, trouble):
        """Nobody answered: a page of the hub says so. In the middle of an answer, it can only be broken off."""
        if answer.begun:
            self.detach().close()
        else:
            await self.handle_proxy_error(503, trouble)

    async def start_ws_client(self, path=None):
        url = await self.get_target_url(path)
        if url is None:
            return
        self.closed = False
        asked = self._get_proxy_request(url.replace("http", "ws", 1))
        asked.headers.pop("Sec-Websocket-Extensions", None)  # each of the two connections has its own
        try:
            self.ws_client = await websocket_connect(asked, on_message_callback=self._said, max_message_size=BYTES)
        except HTTPClientError as refused:
            self.set_status(refused.code)
            await self.finish()
        except OSError as trouble:
            await self.handle_proxy_error(503, trouble)

    def _said(self, message):
        """Pass on what the server said; None is that it is gone."""
        if message is None:
            self.close()
        elif not self.closed:
            self.proxy.update_last_activity(self.target["prefix"])
            with suppress(WebSocketClosedError):
                sent = self.write_message(message, binary=isinstance(message, bytes))
                sent.add_done_callback(lambda done: done.exception())  # a browser may leave while it is told

    async def on_message(self, message):
        if self.ws_client:
            self.proxy.update_last_activity(self.target["prefix"])
            with suppress(WebSocketClosedError):
                await self.ws_client.write_message(message, binary=isinstance(message, bytes))

    def on_close(self):
        self.closed = True
        if self.ws_client:
            self.ws_client.close()
            self.ws_client = None

    def on_connection_close(self):
        self.closed = True
        super().on_connection_close()

    def select_subprotocol(self, subprotocols):
        """The protocol that the server behind chose."""
        return self.ws_client.selected_subprotocol if self.ws_client else None

    def compute_etag(self):
        """Only the server behind can tell whether a page is still the same."""


class Answer:
    """Passes status, headers and parts on as they come."""

    def __init__(self, handler: Through):
        self.begun = False
        self._to, self._status, self._headers = handler, 200, HTTPHeaders()

    def line(self, text: str) -> None:
        if text.startswith("HTTP/"):
            self._status, self._headers = int(text.split()[1]), HTTPHeaders()
        elif text.strip():
            name, _, value = text.partition(":")
            self._headers.add(name, value.strip())

    def part(self, data: bytes) -> None:
        self.begin(self._status, self._headers)
        stream = self._to.request.connection.stream
        if stream is not None and not stream.closed():
            self._to.write(data)
            self._to.flush()

    def begin(self, status: int, headers: HTTPHeaders) -> None:
        if self.begun:
            return
        self.begun = True
        self._to.clear()
        for name in ("Server", "Content-Type", "Date"):
            self._to.clear_header(name)
        self._to.set_status(status)
        keep = {"content-length"} if self._to.request.method == "HEAD" else set()
        for name, value in headers.get_all():
            if name.lower() not in OURS - keep:
                self._to.add_header(name, value)


def main(words: list[str]) -> None:
    """Listen at --ip and --port for everybody, at --api-ip and --api-port for the hub's orders."""
    options = argparse.ArgumentParser(prog="classroom.hub.proxy")
    options.add_argument("--ip", default="127.0.0.1")
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--api-ip", default="127.0.0.1")
    options.add_argument("--api-port", type=int, required=True)
    options.add_argument("--error-target", required=True)
    options.add_argument("--host-routing", action="store_true")  # where each person has a subdomain of their own
    chosen = options.parse_args(words)
    Through.by_host = chosen.host_routing
    token = os.environ.get("CONFIGPROXY_AUTH_TOKEN")
    if not token:
        sys.exit("CONFIGPROXY_AUTH_TOKEN is not set: without it, anybody could turn requests to a place of their own.")
    client = {"max_clients": AT_ONCE, "max_body_size": BYTES, "max_buffer_size": BYTES}
    AsyncHTTPClient.configure("tornado.simple_httpclient.SimpleAsyncHTTPClient", **client)
    proxy = PythonProxy({"auth_token": token, "error_target": chosen.error_target})
    for name in ("configurable_http_proxy", "tornado.access"):  # the hub and the servers say what was refused, and why
        logging.getLogger(name).setLevel(logging.CRITICAL)
    everybody = Application([(r"/(.*)", Through, {"proxy": proxy})], websocket_max_message_size=BYTES)
    HTTPServer(everybody, max_body_size=BYTES, max_buffer_size=BYTES).listen(chosen.port, chosen.ip)
    HTTPServer(proxy.api_app).listen(chosen.api_port, chosen.api_ip)
    IOLoop.current().start()


if __name__ == "__main__":
    main(sys.argv[1:])
