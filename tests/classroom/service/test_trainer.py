"""The trainer's page and its buttons."""

import json
import re

import pytest

from grading import audit
from progress import choice, given_back
from progress.choice import AT_ONCE, BY_HAND, Choice

PAGES = ["trainer/choice", "trainer/grade", "trainer/remake", "trainer/give-back"]


@pytest.fixture
def trainer(browser, course):
    choice.save(course, Choice(AT_ONCE))
    made = browser("trainer")
    made.get("trainer/")
    return made


def row(text, slug):
    """The figures of one exercise on the page."""
    line = re.search(rf'<th scope="row">{slug}</th>(.*?)</tr>', text, re.DOTALL)[1]
    return [int(one) for one in re.findall(r"<td>(\d+)</td>", line)]


def noted(course):
    return [(entry["command"], entry.get("for"), entry.get("page")) for entry in audit.entries(course)]


def test_the_page_counts(trainer):
    text = trainer.get("trainer/").text
    assert row(text, "alpha") == [2, 0, 1, 1, 1, 1] and row(text, "beta") == [0, 0, 0, 0, 0, 0]
    assert "The watcher does not run" in text and 'href="/hub/user-redirect/formgrader"' in text


def test_grading_is_wished_for_and_noted(trainer, course):
    assert "was asked to grade" in trainer.post("trainer/grade", exercise="alpha").text
    wishes = [json.loads(path.read_text()) for path in (course.build / "watch" / "wishes").glob("*.json")]
    assert {"do": "grade", "exercises": ["alpha"], "by": "trainer"} in wishes
    assert noted(course)[-1] == ("grade", "trainer", "trainer")


def test_new_progress_pages_are_wished_for_and_noted(trainer, course):
    assert "progress pages" in trainer.post("trainer/remake").text
    wishes = [json.loads(path.read_text()) for path in (course.build / "watch" / "wishes").glob("*.json")]
    assert {"do": "progress", "exercises": [], "by": "trainer"} in wishes
    assert noted(course)[-1] == ("progress", "trainer", "trainer")


def test_the_choice_is_saved_and_what_is_chosen_by_hand_has_a_button(trainer, course):
    found = trainer.post("trainer/choice", default="when-marked", **{"when-alpha": "by-hand"})
    assert "The choice is saved." in found.text and "Give back alpha" in found.text
    assert row(found.text, "alpha")[-1] == 0
    assert choice.read(course) == Choice("when-marked", {"alpha": BY_HAND})
    found = trainer.post("trainer/give-back", exercise="alpha")
    assert "given back" in found.text and row(found.text, "alpha")[-1] == 1 and "Give back alpha" not in found.text
    assert given_back.file(course).exists() and noted(course)[-1][0] == "give-back"


@pytest.mark.parametrize("place", PAGES)
def test_a_form_without_the_pages_own_sign_is_refused(trainer, course, place):
    before = noted(course)
    for sign in ("wrong", " "):
        found = trainer.post(place, xsrf=sign, default=BY_HAND, exercise="alpha")
        assert found.status == 403 and "load the page again" in found.text
    assert noted(course) == before and choice.read(course) == Choice()


@pytest.mark.parametrize("place", PAGES)
def test_a_learner_cannot_press_a_button(browser, course, place):
    before, ann = noted(course), browser("ann")
    ann.get("mine/")
    assert ann.post(place, default=BY_HAND, exercise="alpha").status == 403 and noted(course) == before


@pytest.mark.parametrize("place", PAGES)
def test_a_button_is_no_link(trainer, place):
    assert trainer.get(place).status == 405


@pytest.mark.parametrize(
    ("place", "fields", "status"),
    [
        ("trainer/grade", {"exercise": "nothing"}, 404),
        ("trainer/give-back", {"exercise": "../alpha"}, 404),
        ("trainer/give-back", {}, 404),
        ("trainer/choice", {"default": "later"}, 400),
        ("trainer/choice", {"default": AT_ONCE, "when-alpha": "later"}, 400),
    ],
)
def test_what_does_not_exist_is_refused_before_it_is_noted(trainer, course, place, fields, status):
    before = noted(course)
    assert trainer.post(place, **fields).status == status and noted(course) == before


def test_a_damaged_choice_is_told_and_can_be_made_again(trainer, course):
    choice.file(course).write_text("damaged", "utf8")
    found = trainer.get("trainer/")
    assert found.status == 200 and "until then nothing is given back" in found.text
    assert trainer.post("trainer/choice", default=AT_ONCE).status == 200 and choice.read(course) == Choice()


def test_a_broken_gradebook_is_a_sentence(trainer, browser, course):
    book = course.build / "gradebook.db"
    kept = book.read_bytes()
    book.write_bytes(b"not a database" * 100)
    try:
        found = trainer.post("trainer/choice", default=AT_ONCE)
        assert found.status == 503 and "The gradebook gradebook.db cannot be used" in found.text
        found = browser("ann").get("mine/")
        assert found.status == 503 and "tell your trainer" in found.text and "gradebook" not in found.text
    finally:
        book.write_bytes(kept)


def test_who_is_a_trainer_no_more_is_told_so_within_the_minute(course):
    from tests.classroom.service.conftest import Browser
    from tests.classroom.service.hub import Served

    served = Served(course, cache_seconds=1)
    try:
        one = Browser(served, "trainer")
        assert one.get("trainer/").status == 200
        served.hub.groups["trainer"] = ["nbgrader-cx101"]
        served.forget()
        assert one.get("trainer/").status == 403
    finally:
        served.close()
