"""A learner at the platform: opens the package, reads, answers and leaves, as a person would, by mouse and wheel."""

from dataclasses import dataclass, field

from playwright.sync_api import expect

from tests.classroom.scorm import small_book


class Device:
    """A browser with its own storage."""

    def __init__(self, context, served):
        self.context, self.served = context, served

    def learner(self, stored=None, refuses=(), package="book", hash="", storage=True):
        """Launch the package in a new window of the platform, with what the platform has stored."""
        window = Window(self.context.new_page(), self.served)
        window.launch(stored or {}, list(refuses), package, hash)
        return window


@dataclass
class Window:
    page: object
    served: object
    asked: list = field(default_factory=list)
    troubles: list = field(default_factory=list)

    def __post_init__(self):
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", lambda said: self.troubles.append(said.text) if said.type == "error" else None)

    @property
    def start(self):
        """The page around the book."""
        return self.page.frame_locator("iframe[name=sco]")

    @property
    def book(self):
        return self.start.frame_locator("iframe[name=book]")

    @property
    def frame(self):
        return self.page.frame("book")

    def launch(self, stored, refuses, package, hash):
        self.page.goto(f"{self.served.address}platform.html")
        address = f"{package}/start.html{hash}"
        self.page.evaluate("asked => launch(asked)", {"stored": stored, "refuses": refuses, "address": address})
        self.is_at("")

    def is_at(self, title):
        """Wait until a page of the book with this title stands there whole, and has told so."""
        expect(self.book.locator("article h1")).to_contain_text(title)
        self.page.frame("sco").wait_for_url("**/start.html#**", wait_until="commit")
        self.frame.wait_for_load_state()

    def go(self, slug):
        """Through the list above the book."""
        self.start.locator("summary").click()
        self.start.get_by_role("link", name=small_book.CHAPTERS[slug]).click()
        self.is_at(small_book.CHAPTERS[slug])

    def read(self, slug):
        self.go(slug)
        before = self.progress
        self.frame.evaluate("scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })")
        expect(self.start.locator("summary")).not_to_have_text(before)

    def answer(self, slug, wrong=(), sure="80"):
        """All questions of the chapter that is shown, right but for those in `wrong`."""
        for id, right in small_book.questions(slug).items():
            self.choose(id, right.split(", ") if id not in wrong else ["2"] if "," in right else ["1"], sure)

    def choose(self, id, numbers, sure="80"):
        form = self.book.locator(f"#quiz-{id}")
        for number in numbers:
            form.locator(f"label[for='{id}-{number}']").click()
        asks = form.locator(".cx-sure input")
        if asks.count() and asks.input_value() == "":
            asks.fill(sure)
        form.get_by_role("button", name="Check").click()
        expect(form.get_by_role("status")).not_to_be_empty()

    def everything(self, wrong=(), chapters=tuple(small_book.CHAPTERS)):
        for slug in chapters:
            self.read(slug)
            self.answer(slug, wrong)

    def leave(self):
        """Close the course, and return what the platform gives back next time."""
        self.page.evaluate("document.querySelector('iframe').remove()")
        return self.page.evaluate("kept()")

    @property
    def progress(self):
        return self.start.locator("summary").inner_text()

    @property
    def said(self):
        return self.start.locator("#said")

    @property
    def calls(self):
        return self.page.evaluate("calls")

    def names(self):
        return [call[0] for call in self.calls]

    def last(self, element):
        """The value that the package has set last, or None."""
        values = [call[2] for call in self.calls if call[:2] == ["LMSSetValue", element]]
        return values[-1] if values else None
