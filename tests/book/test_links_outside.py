"""Links to other hosts: Sphinx's linkcheck asks a server of this machine here, as it asks others in earnest."""

import http.server
import shutil
import threading
from pathlib import Path

import pytest

from book.links_outside import outside_problems, sentences

HOME = Path(__file__).resolve().parents[2]
KINDS = {
    "gone": {"status": "broken", "code": 0, "info": "404 Client Error: Not Found"},
    "shy": {"status": "broken", "code": 0, "info": "403 Client Error: Forbidden"},
    "moved": {"status": "redirected", "code": 301, "info": "https://b.example/new"},
    "for now": {"status": "redirected", "code": 302, "info": "https://b.example/new"},
    "slow": {"status": "timeout", "code": 0, "info": "read timed out"},
    "well": {"status": "working", "code": 0, "info": ""},
}


@pytest.mark.parametrize(
    ("kind", "said"),
    {
        "gone": ["a.md, line 3: https://a.example leads nowhere: 404 Client Error: Not Found"],
        "shy": ["a.md, line 3: https://a.example does not answer programs; open it in a browser"],
        "moved": ["a.md, line 3: https://a.example has moved for ever, to https://b.example/new"],
        "for now": [],
        "slow": ["a.md, line 3: https://a.example did not answer in time; ask again later"],
        "well": [],
    }.items(),
)
def test_what_an_address_answered_is_told_in_a_sentence(kind, said):
    assert sentences([{"filename": "a.md", "lineno": 3, "uri": "https://a.example", **KINDS[kind]}]) == said


class Answers(http.server.BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.send_response(200 if self.path == "/there" else 404)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *_arguments):
        """Nothing is printed."""


@pytest.fixture
def address():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_every_address_of_a_page_is_asked_once(tmp_path, address):
    shutil.copy(HOME / "_config.yml", tmp_path)
    shutil.copytree(HOME / "book/_static", tmp_path / "book/_static")
    (tmp_path / "book/references.bib").write_text("")
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    links = f"[one]({address}/there), [once more]({address}/there)\n\nand [none]({address}/none)"
    (tmp_path / "book/index.md").write_text(f"# Start\n\n{links}\n")
    asked, wrong = outside_problems(tmp_path, tmp_path / "build/site", tmp_path / "build/plain-work")
    assert asked == 2
    assert len(wrong) == 1 and wrong[0].startswith(f"index.md, line 5: {address}/none leads nowhere: 404")
