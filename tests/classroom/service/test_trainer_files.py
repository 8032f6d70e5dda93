"""The pages about people: who reads them is noted, and there is one spelling of each."""

import http.client

import pytest

from grading import audit
from grading.pseudonyms import course_key, pseudonym


@pytest.fixture
def trainer(browser):
    made = browser("trainer")
    made.get("trainer/")
    return made


def test_whoever_reads_about_people_is_noted_with_whom_it_is_about(trainer, course):
    who = pseudonym(course_key(course), "ann")
    for place, learners in (
        ("trainer/progress/index.html", audit.EVERYONE),
        ("trainer/progress/", audit.EVERYONE),
        ("trainer/progress/people/ann.html", [who]),
        ("trainer/progress/learners/ann/alpha.html", [who]),
        ("trainer/learners/ann/alpha", [who]),
    ):
        found = trainer.get(place)
        entry = audit.entries(course)[-1]
        assert found.status == 200 and 'href="/services/course/trainer/"' in found.text
        assert (entry["command"], entry["for"], entry["learners"]) == ("read", "trainer", learners)
    assert audit.broken(course) == ""


@pytest.mark.parametrize(
    "place",
    [
        "trainer/progress/people/nobody.html", "trainer/progress/people/Ann.html", "trainer/progress/other.html",
        "trainer/progress/managers/ann.html", "trainer/learners/ann/nothing", "trainer/learners/nobody/alpha",
        "trainer/progress/people/ann.html/", "trainer/learners/.../alpha", "trainer/guide/../roster.csv",
        "trainer/progress/people/%61nn.html", "trainer/progress//people/ann.html", "trainer/progress/./index.html",
        "trainer/progress/people/..%2f..%2froster.csv", "trainer/progress/people/%2e%2e/index.html", "trainer/roster",
        "trainer/progress/../gradebook.db", "trainer//progress/index.html", "trainer/PROGRESS/index.html",
    ],
)  # fmt: skip
def test_another_spelling_or_nothing_at_all_is_refused_before_it_is_noted(trainer, served, course, place):
    before = len(audit.entries(course))
    cookies = "; ".join(f'{one.name}="{one.value}"'.replace('""', '"') for one in trainer.jar)
    asked = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
    asked.request("GET", f"/services/course/{place}", headers={"Cookie": cookies})
    answer = asked.getresponse()
    text = answer.read().decode()
    asked.close()
    assert answer.status == 404 and "no page at this address" in text or "was not made yet" in text
    assert len(audit.entries(course)) == before


def test_the_guide_is_about_nobody(trainer, course):
    before = len(audit.entries(course))
    assert "All answers" in trainer.get("trainer/guide/").text and len(audit.entries(course)) == before


def test_pages_about_people_are_kept_nowhere_and_framed_by_nobody(trainer):
    headers = trainer.get("trainer/progress/index.html").headers
    assert headers["Cache-Control"] == "no-store" and "frame-ancestors 'none'" in headers["Content-Security-Policy"]
