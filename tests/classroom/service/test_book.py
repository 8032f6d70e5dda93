"""The book behind the sign-on."""

import gzip
import json
import urllib.request


def raw(browser, place, **headers):
    request = urllib.request.Request(browser._address(place), headers=headers)
    return browser._open.open(request, timeout=20)


def test_the_book_is_there_with_a_policy_of_its_own(browser):
    found = browser("ann").get("book/")
    assert "The book" in found.text and "script-src 'self' 'unsafe-inline'" in found.headers["Content-Security-Policy"]
    assert browser("ann").get("book").url.endswith("/book/")


def test_a_device_may_keep_the_book_and_is_told_when_nobody_is_signed_on(browser):
    ann = browser("ann")
    found = ann.get("book/")
    policy = found.headers["Content-Security-Policy"]
    assert all(f"{what} 'self'" in policy for what in ("worker-src", "manifest-src", "connect-src"))
    worker = {"Sec-Fetch-Mode": "same-origin", "Sec-Fetch-Dest": "serviceworker", "Service-Worker": "script"}
    assert ann.get("book/sw.js", **worker).text == "// the worker"
    assert browser().get("book/sw.js", **worker).status == 403  # and not a page to sign on, which might be kept


def test_a_file_that_has_not_changed_is_not_sent_again(browser):
    ann = browser("ann")
    etag = ann.get("book/_static/big.js").headers["Etag"]
    assert ann.get("book/_static/big.js", **{"If-None-Match": etag}).status == 304


def test_programs_are_packed_and_parts_are_not(browser):
    ann = browser("ann")
    whole = ann.get("book/_static/big.js").text
    with raw(ann, "book/_static/big.js", **{"Accept-Encoding": "gzip"}) as found:
        assert found.headers["Content-Encoding"] == "gzip" and gzip.decompress(found.read()).decode() == whole
    with raw(ann, "book/_static/big.js", **{"Accept-Encoding": "gzip", "Range": "bytes=3-4000"}) as found:
        assert found.status == 206 and found.read().decode() == whole[3:4001]


def test_the_books_own_programs_and_fonts_are_not_taken_for_a_strangers(browser):
    fetched = {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "same-origin"}
    ann = browser("ann")
    ann.get("book/")
    assert ann.get("book/_static/big.js", **fetched).status == 200
    assert ann.get("mine/", **fetched).status == 403  # a program that reads a person's page is one
    assert browser().get("book/_static/big.js", **fetched).status == 403


def test_the_book_knows_where_its_exercises_open(browser):
    told = json.loads(browser("ann").get("book/launch.json").text)
    assert told["exercises"]["alpha"] == "/hub/user-redirect/lab/tree/alpha/alpha.ipynb"


def test_nothing_outside_the_book_is_served(browser):
    for place in ("book/nothing.html", "book/%2e%2e/roster.csv", "book/..%2froster.csv", "book/_static/"):
        found = browser("ann").get(place)
        assert found.status in (403, 404) and "learner_id" not in found.text and "<style>" in found.text


def test_the_health_page_says_nothing_but_that_it_runs(browser):
    found = browser().get("ping")
    assert (found.status, found.text) == (200, "ok\n") and "Server" not in found.headers
