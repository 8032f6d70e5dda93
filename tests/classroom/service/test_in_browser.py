"""The desk and the trainer's page as people meet them: wide and narrow, light and dark, by keyboard."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from progress import choice
from progress.choice import BY_HAND, Choice

VIEWS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
PLACES = {"ann": ["mine/", "mine/feedback/alpha", "trainer/"], "trainer": ["trainer/", "book/nothing.html"]}
KEPT = os.environ.get("COURSE_SCREENSHOTS")


@pytest.fixture
def opened(chromium, served):
    contexts, asked, said = [], [], []

    def opened(name, width=1280, scheme="light"):
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
        page.goto(f"{served.address}/hub/sign-on/{name}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith(served.address)] == []
    assert [text for text in said if "Content Security" in text] == []


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_every_page_is_within_reach_of_all_and_fits(opened, served, course, width, scheme):
    choice.save(course, Choice("at-once", {"beta": BY_HAND}))
    for name, places in PLACES.items():
        page = opened(name, width, scheme)
        for place in places:
            page.goto(f"{served.pages}{place}")
            if KEPT:
                file = f"{name}-{place.replace('/', '-')}{width}-{scheme}.png"
                page.screenshot(path=Path(KEPT) / file, full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, place
            assert page.evaluate("window.harmed") is None
            found = [one["id"] for one in Axe().run(page).response["violations"]]
            assert found == [], place


def test_a_trainer_chooses_and_gives_back_by_keyboard_and_the_learner_sees_it(opened, served, course):
    choice.save(course, Choice())
    ann, trainer = opened("ann"), opened("trainer")
    trainer.goto(f"{served.pages}trainer/")
    trainer.get_by_label("In general").focus()
    trainer.keyboard.type("when I give")
    expect(trainer.get_by_label("In general")).to_have_value(BY_HAND)
    trainer.get_by_role("button", name="Save").press("Enter")
    expect(trainer.get_by_role("status")).to_have_text("The choice is saved.")
    ann.goto(f"{served.pages}mine/")
    expect(ann.get_by_text("waits for grading").first).to_be_visible()
    trainer.get_by_role("button", name="Give back alpha").press("Enter")
    expect(trainer.get_by_role("status")).to_contain_text("given back")
    ann.reload()
    expect(ann.get_by_text("4 of 4 points so far")).to_be_visible()
    ann.get_by_role("link", name="Read the feedback on A small exercise").first.press("Enter")
    expect(ann.get_by_text("Feedback for ann")).to_be_visible()
    ann.get_by_role("link", name="Back to my exercises").press("Enter")
    expect(ann.get_by_role("heading", name="My exercises")).to_be_visible()


def test_the_desk_can_stand_in_a_frame_at_the_same_address(opened, served):
    ann = opened("ann")
    ann.goto(f"{served.pages}mine/")
    ann.goto(f"{served.address}/hub/frame?{served.pages}mine/")
    expect(ann.frame_locator("iframe").get_by_role("heading", name="My exercises")).to_be_visible()
