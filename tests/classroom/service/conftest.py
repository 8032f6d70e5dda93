"""A small course with results of every kind, and the service about it, with a hub of the test's own in front of it."""

import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.cookiejar import CookieJar

import pytest

from grading import gradebook, journal
from grading.model import CellScore, Result, State
from grading.nbgrader_steps import generate
from grading.settings import COURSE_ID
from grading.stored import views
from grading.submitted import place
from tests.classroom.service.hub import Served
from tests.grading.conftest import write_course

HOSTILE = '<img src=x onerror="window.harmed = true">'
CHECKS = [("late-share-check", 2), ("late-share-check-range", 1), ("owner-check", 1)]
CELLS = (*(CellScore(name, float(most), most) for name, most in CHECKS), CellScore("reflection", None, 2))
RECEIVED = datetime(2026, 9, 7, 12, tzinfo=UTC)
ANN = Result("ann", "alpha", State.GRADED, cells=CELLS, content="one", received_at=RECEIVED.isoformat())
BEN = replace(ANN, learner_id="ben", state=State.FAILED, reason=f"The file {HOSTILE} is empty.", cells=())
HEAD = '<!doctype html>\n<html lang="en">\n<head><title>A page</title></head>\n'
BODY = HEAD + "<body>\n<main><h1>{}</h1></main></body></html>"
FILES = {
    "site/index.html": "<!doctype html><title>The book</title><h1>The book</h1>",
    "site/chapters/alpha.html": "<!doctype html><title>Alpha</title>",
    "site/_static/big.js": "// " + "the book's program " * 400,
    "site/sw.js": "// the worker",
    "progress/index.html": BODY.format("All about all"),
    "progress/people/ann.html": BODY.format("All about ann"),
    "guide/index.html": BODY.format("All answers"),
}


def keep(course, result):
    result = replace(result, notebook=journal.hash_of(b"{}") if result.state is State.GRADED else "")
    gradebook.record(course, result)
    content = b"{}" if result.state is State.GRADED else b""
    journal.settle(course, journal.stage(course, result, content), {})


def page(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf8")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """ann's alpha is graded and waits for a mark, ben's could not be graded; ann has handed in beta just now."""
    made = write_course(tmp_path_factory.mktemp("course"))
    lines = made.roster.read_text("utf8").replace("Ann Smith", HOSTILE).splitlines()
    made.roster.write_text("\n".join(lines) + "\n", "utf8")
    generate(made, "alpha", made.release)
    for one in (ANN, BEN):
        place(made, "alpha", one.learner_id, b"{}", RECEIVED)
        keep(made, one)
        body = BODY.format(f"Feedback for {one.learner_id}")
        page(made.feedback / one.learner_id / "alpha" / "alpha.html", body)
        page(views(made) / one.learner_id / "alpha.html", body)
    for name, text in FILES.items():
        page(made.build / name, text)
    exchange = made.build / "exchange" / COURSE_ID
    (exchange / "outbound" / "alpha").mkdir(parents=True)
    (exchange / "inbound" / "ann+beta+2026-09-08 09:00:00.123456 UTC+abc").mkdir(parents=True)
    return made


@pytest.fixture(scope="module")
def served(course):
    made = Served(course)
    yield made
    made.close()


@dataclass
class Answer:
    status: int
    headers: dict
    text: str
    url: str


class Browser:
    """Somebody's browser, without programs: it follows the hub's sign-on, and keeps its cookies."""

    def __init__(self, served, name=""):
        self.served, self.jar = served, CookieJar()
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        if name:
            self.get(f"{served.address}/hub/sign-on/{name}")

    def get(self, place="", **headers):
        return self._asked(urllib.request.Request(self._address(place), headers=headers))

    def post(self, place, xsrf=None, **fields):
        """Send a form, with the sign that stands on the trainer's page or with another one."""
        token = self.sign if xsrf is None else xsrf
        data = urllib.parse.urlencode({"_xsrf": token, **fields}).encode()
        return self._asked(urllib.request.Request(self._address(place), data=data))

    @property
    def sign(self):
        found = re.search(r'name="_xsrf" value="([^"]*)"', self.get("trainer/").text)
        return found[1] if found else ""

    def _address(self, place):
        return place if place.startswith("http") else f"{self.served.pages}{place}"

    def _asked(self, request):
        try:
            with self._open.open(request, timeout=20) as found:
                return Answer(found.status, found.headers, found.read().decode("utf8", "replace"), found.url)
        except urllib.error.HTTPError as found:
            return Answer(found.code, found.headers, found.read().decode("utf8", "replace"), found.url)


@pytest.fixture
def browser(served):
    """browser("ann"): ann's browser; browser(): a stranger's."""
    return lambda name="": Browser(served, name)
