"""The book, as it was built, for everybody who signed on; and where each of its exercises opens."""

from __future__ import annotations

from tornado.web import StaticFileHandler

from classroom.service import policies
from classroom.service.who import Refused, Signed


class Book(Signed, StaticFileHandler):
    """A file of the site. It tells of nobody, so a browser may keep it, and asks whether it is still the same."""

    def initialize(self):
        Signed.initialize(self)
        StaticFileHandler.initialize(self, str(self.course.site), "index.html")

    def set_extra_headers(self, path: str) -> None:
        self.set_header("Cache-Control", "private, no-cache")
        self.set_header("Content-Security-Policy", policies.BOOK)

    def set_status(self, status_code: int, reason: str | None = None) -> None:
        super().set_status(status_code, reason)
        if status_code == 206:  # tornado would pack the part, and call it a part of the packed file
            self.set_header("Content-Encoding", "identity")

    def check_xsrf_cookie(self) -> None:
        """The book's own programs and fonts are asked for in ways that the hub takes for a program's reading of a
        person's data. There are none here.
        """
        if self.request.method not in ("GET", "HEAD"):
            super().check_xsrf_cookie()


class Launch(Signed):
    """Which chapters have an exercise, and where it opens: for the book's own button."""

    def get(self):
        opens = self.settings["opens"]
        self.finish({"exercises": {slug: opens.format(slug=slug) for slug in self.course.slugs}})

    check_xsrf_cookie = Book.check_xsrf_cookie


class ToBook(Signed):
    def get(self):
        if not self.course.site.is_dir():
            raise Refused(404, "The book was not built yet.")
        self.redirect(f"{self.prefix}book/")
