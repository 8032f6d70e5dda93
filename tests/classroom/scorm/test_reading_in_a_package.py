"""In a package the platform's count of read chapters is the only one, and the book shows it."""

from playwright.sync_api import expect

BEN = {"core": {"student_id": "ben", "credit": "credit", "lesson_mode": "normal"}}
DONE = "nav.bd-links a.cx-read"


def test_the_book_marks_what_the_platform_counts_as_read_and_no_reader_can_tick_it(device):
    window = device().learner()
    window.go("begin")
    box = window.book.get_by_label("Chapter read")
    expect(box).to_be_disabled()
    # In a package, answers alone make no chapter read: its end has to come into view, and a low window has none of it.
    window.page.set_viewport_size({"width": 1280, "height": 500})
    window.choose("begin-one", ["2"])
    expect(box).not_to_be_checked()
    assert window.progress.startswith("0 of 4 chapters read, 1 of 8")
    window.read("begin")
    expect(box).to_be_checked()
    again = device().learner(stored=window.leave())  # on another device
    expect(again.book.locator(DONE)).to_have_text("How it begins (done)")


def test_learners_who_share_a_computer_have_marks_of_their_own(device):
    shared = device()
    ann = shared.learner()
    ann.read("begin")
    kept = ann.leave()
    ben = shared.learner(stored=BEN)
    ben.go("finance")
    expect(ben.book.locator(DONE)).to_have_count(0)
    ben.leave()
    expect(shared.learner(stored=kept).book.locator(DONE)).to_have_count(1)
