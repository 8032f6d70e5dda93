"""The Python proxy, as it comes and as the classroom runs it, between a browser's requests and a real server."""

import asyncio
import os
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest
import tornado.httpserver
import tornado.ioloop
import tornado.web
import tornado.websocket
from tornado.httpclient import HTTPRequest

from classroom.hub.plan import free_ports

pytestmark = pytest.mark.usefixtures("connections_half_open")
TOKEN = "only-for-this-test"
LARGE = 64 * 1024 * 1024


class Slow(tornado.web.RequestHandler):
    waiting: set = set()

    async def get(self):
        """Answers nobody until thirty are waiting."""
        self.waiting.add(self)
        while len(self.waiting) < 30:
            await asyncio.sleep(0.01)
        self.finish("well")


class Parts(tornado.web.RequestHandler):
    async def get(self):
        self.set_header("Content-Type", "text/event-stream")
        self.write("data: first\n\n")
        await self.flush()
        await self.application.settings["go_on"].wait()
        self.finish("data: second\n\n")


class Where(tornado.web.RequestHandler):
    def get(self):
        self.finish(self.request.uri)


class Kernel(tornado.websocket.WebSocketHandler):
    def select_subprotocol(self, subprotocols):
        return "v1.kernel" if "v1.kernel" in subprotocols else None

    def on_message(self, message):
        if message == "go":
            self.close()
        else:
            self.write_message(message, binary=isinstance(message, bytes))


@contextmanager
def in_a_thread(make):
    """A tornado server in a thread of its own; `make` listens, and gets the application's settings back."""
    loops, ready = [], threading.Event()

    def run():
        asyncio.set_event_loop(asyncio.new_event_loop())
        loops.append(tornado.ioloop.IOLoop.current())
        make()
        ready.set()
        loops[0].start()
        loops[0].close(all_fds=True)

    thread = threading.Thread(target=run)
    thread.start()
    ready.wait(10)
    try:
        yield loops[0]
    finally:
        loops[0].add_callback(loops[0].stop)
        thread.join(10)


@pytest.fixture(scope="module")
def behind():
    """(port, settings) of the server behind the proxy."""
    (port,) = free_ports(1)
    settings = {}

    def listen():
        settings["go_on"] = asyncio.Event()
        routes = [(r"/slow", Slow), (r"/parts", Parts), (r"/ws", Kernel), (r"/where/.*", Where)]
        application = tornado.web.Application(routes, go_on=settings["go_on"], websocket_max_message_size=LARGE)
        tornado.httpserver.HTTPServer(application).listen(port, "127.0.0.1")

    with in_a_thread(listen) as loop:
        settings["loop"] = loop
        yield port, settings


@pytest.fixture(scope="module")
def proxy(behind):
    """The address of the proxy, which sends everything to the server behind it."""
    port, api = free_ports(2)
    listen = ["--ip", "127.0.0.1", "--port", str(port), "--api-ip", "127.0.0.1", "--api-port", str(api)]
    command = [sys.executable, "-m", "classroom.hub.proxy", *listen, "--error-target", f"http://127.0.0.1:{port}/x"]
    started = subprocess.Popen(command, env={**os.environ, "CONFIGPROXY_AUTH_TOKEN": TOKEN})
    try:
        add(api, "/", f"http://127.0.0.1:{behind[0]}", started)
        yield f"127.0.0.1:{port}", api
    finally:
        started.terminate()
        started.wait(10)


def add(api, path, target, started=None):
    """Give the proxy an order as the hub does; wait for it while it starts."""
    url, headers = f"http://127.0.0.1:{api}/api/routes{path}", {"Authorization": f"token {TOKEN}"}
    asked = urllib.request.Request(url, data=f'{{"target": "{target}"}}'.encode(), headers=headers, method="POST")
    for _ in range(300):
        try:
            return urllib.request.urlopen(asked, timeout=5).status
        except ConnectionError:
            pass
        except urllib.error.URLError as trouble:
            if not isinstance(trouble.reason, ConnectionError):
                raise
        assert started is None or started.poll() is None
        threading.Event().wait(0.1)
    raise AssertionError("The proxy did not start.")


def get(url):
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.read().decode()


def test_thirty_people_are_served_at_once(proxy):
    said = []
    threads = [threading.Thread(target=lambda: said.append(get(f"http://{proxy[0]}/slow"))) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert said == ["well"] * 30


def test_what_comes_in_parts_is_passed_on_in_parts(proxy, behind):
    with urllib.request.urlopen(f"http://{proxy[0]}/parts", timeout=10) as answer:
        assert answer.headers["Content-Type"] == "text/event-stream"
        assert answer.readline() == b"data: first\n"
        behind[1]["loop"].add_callback(behind[1]["go_on"].set)
        assert b"data: second" in answer.read()


@pytest.mark.parametrize(
    "path", ["/where/ann@example.org/", "/where/ann%40example.org/?a=%2F&b=c%20d", "/where/%C3%A9"]
)
def test_a_path_arrives_letter_for_letter(proxy, path):
    assert get(f"http://{proxy[0]}{path}") == path


def talk(address, *messages, protocols=None):
    """(protocol chosen, what the server said to each message)."""

    async def conversation():
        asked = HTTPRequest(f"ws://{address}/ws", headers={"Origin": f"http://{address}"})
        line = await tornado.websocket.websocket_connect(asked, subprotocols=protocols, max_message_size=LARGE)
        said = []
        for message in messages:
            await line.write_message(message, binary=isinstance(message, bytes))
            said.append(await line.read_message())
        chosen = line.selected_subprotocol
        line.close()
        return chosen, said

    return asyncio.run(asyncio.wait_for(conversation(), 20))


def test_a_notebook_and_its_kernel_agree_on_a_protocol(proxy):
    assert talk(proxy[0], protocols=["v1.kernel"]) == ("v1.kernel", [])
    assert talk(proxy[0]) == (None, [])


def test_text_stays_text_and_bytes_stay_bytes(proxy):
    large = b"\x00\xff" * 8_000_000
    assert talk(proxy[0], "één", b"\x00\xff", large)[1] == ["één", b"\x00\xff", large]


def test_a_browser_is_told_when_the_server_behind_is_gone(proxy):
    assert talk(proxy[0], "go")[1] == [None]


def test_without_the_token_nobody_gives_it_orders(proxy):
    asked = urllib.request.Request(f"http://127.0.0.1:{proxy[1]}/api/routes", data=b"{}", method="POST")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked, timeout=5)
    assert refused.value.code == 403
    refused.value.close()


def test_it_does_not_start_without_a_token():
    environment = {name: value for name, value in os.environ.items() if name != "CONFIGPROXY_AUTH_TOKEN"}
    words = ["--port", "1", "--api-port", "2", "--error-target", "http://127.0.0.1:3"]
    command = [sys.executable, "-m", "classroom.hub.proxy", *words]
    ended = subprocess.run(command, env=environment, check=False, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1 and "CONFIGPROXY_AUTH_TOKEN is not set" in ended.stderr


def test_a_server_that_is_gone_is_answered_with_an_error_andfree_ports_go_on(proxy):
    (nobody,) = free_ports(1)
    add(proxy[1], "/gone", f"http://127.0.0.1:{nobody}")
    with pytest.raises(urllib.error.HTTPError) as refused:
        get(f"http://{proxy[0]}/gone/")
    assert refused.value.code == 503
    refused.value.close()
    assert get(f"http://{proxy[0]}/where/x") == "/where/x"
