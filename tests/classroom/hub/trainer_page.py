"""What a trainer does, in the words of the buttons: on the trainer's page, and in formgrader."""

from playwright.sync_api import expect

from tests.classroom.hub.room import SLUG, until
from tests.end_to_end.trainers_lab import wait_to_mark

COMMENT = "You name who hears of it. Name the day as well."


def choose(page, room, words):
    """Choose for the one exercise when feedback is given back."""
    page.goto(f"{room.pages}/trainer/")
    own = page.get_by_label(SLUG, exact=True)
    if not own.is_visible():
        page.get_by_text("Single exercises").click()
    own.select_option(label=words)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("The choice is saved")


def give_back(page, room):
    page.goto(f"{room.pages}/trainer/")
    page.get_by_role("button", name=f"Give back {SLUG}").click()
    expect(page.get_by_role("status")).to_contain_text("It is given back")


def mark(browser_context, room, begins, points):
    """Give `points` and COMMENT to the text that begins so; the page in formgrader.

    formgrader shows no names, so the right one is found by its text.
    """
    page = browser_context.new_page()
    page.goto(f"{room.address}/hub/user-redirect/formgrader/gradebook/{SLUG}/{SLUG}")
    page.wait_for_url("**/user/trainer/formgrader/**")
    links = page.locator("tbody a[href*='/formgrader/submissions/']")
    expect(links.first).to_be_visible()
    for address in links.evaluate_all("all => all.map(one => one.href)"):
        page.goto(address)
        if page.get_by_text(begins).count():
            break
    field, comment = page.locator("input.score").last, page.locator("textarea.comment").last
    expect(field).to_be_visible()
    wait_to_mark(page)
    _fill(page, field, points, "/api/grade/")
    _fill(page, comment, COMMENT, "/api/comment/")
    return page


def _fill(page, field, text, place):
    """Write, leave the field, and wait until formgrader has kept it."""
    kept = lambda answer: place in answer.url and answer.request.method == "PUT"  # noqa: E731
    with page.expect_response(kept) as answer:
        field.fill(text)
        field.press("Tab")
    assert answer.value.ok


def progress(page, room, place, told):
    """Ask for new progress pages, and open the one at `place` until it tells what is wanted."""
    page.goto(f"{room.pages}/trainer/")
    page.get_by_role("button", name="Make the progress pages now").click()
    expect(page.get_by_role("status")).to_contain_text("progress pages")

    def there():
        answer = page.goto(f"{room.pages}/trainer/progress/{place}")
        return answer.status == 200 and told(page.locator("body").inner_text())

    until(there, every=1)
