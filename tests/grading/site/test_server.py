"""Files are served as a real server serves them: packed where that helps, and none from outside of the folder."""

import gzip
import http.client
from urllib.parse import urlsplit

import pytest

from grading.site.server import served

PAGE = "<p>سلام</p>" * 200


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    site = folder / "site"
    (site / "sub").mkdir(parents=True)
    (folder / "secret.html").write_text("secret")
    (site / "index.html").write_text(PAGE, "utf8")
    (site / "sub/index.html").write_text("sub", "utf8")
    (site / "font.woff2").write_bytes(bytes(range(256)))
    with served(site) as address:
        connection = http.client.HTTPConnection(urlsplit(address).netloc)

        def answer(path, **headers):
            connection.request("GET", path, headers=headers)
            found = connection.getresponse()
            return found, found.read()

        yield answer
        connection.close()


def test_a_page_comes_packed_to_who_can_unpack_it(ask):
    found, body = ask("/index.html?q=1", **{"Accept-Encoding": "gzip, br"})
    assert found.getheader("Content-Encoding") == "gzip" and len(body) < len(PAGE) / 5
    assert gzip.decompress(body).decode() == PAGE
    assert found.getheader("Content-Type") == "text/html; charset=utf-8"
    assert ask("/index.html")[1].decode() == PAGE


def test_what_is_packed_already_comes_as_it_is(ask):
    found, body = ask("/font.woff2", **{"Accept-Encoding": "gzip"})
    assert found.getheader("Content-Encoding") is None and body == bytes(range(256))


def test_a_folder_is_its_first_page(ask):
    assert ask("/sub/")[1] == b"sub"


@pytest.mark.parametrize("path", ["/none.html", "/../secret.html", "/%2e%2e/secret.html"])
def test_what_is_not_in_the_folder_is_not_there(ask, path):
    found, body = ask(path)
    assert found.status == 404 and body == b""
