"""Who is asking: what every page of the service shares. The hub says who it is and in which groups."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from jupyterhub.services.auth import HubOAuthCallbackHandler, HubOAuthenticated, UserNotAllowed
from tornado.log import app_log
from tornado.web import HTTPError, RequestHandler

from classroom.service import policies
from classroom.service.pages import page, style_hash
from classroom.service.spelling import plain
from grading.course import Course
from grading.errors import CourseError
from grading.settings import COURSE_ID

TRAINERS = f"formgrade-{COURSE_ID}"
SENTENCES = {
    400: "This request cannot be understood. Go back, load the page again, and try once more.",
    403: "This page is for the course's trainers.",
    404: "There is no page at this address.",
    405: "This address cannot be used in this way.",
}
HEADS = {403: "Not for you", 404: "Nothing here", 503: "Not now"}
STALE = "This form was open for too long, or came from another page. Go back, load the page again, and send it again."
TROUBLE = "This page cannot be shown now. Try again in a minute; if it stays so, tell your trainer."


class Refused(HTTPError):
    """A request that is refused with a sentence for the person."""

    def __init__(self, status: int, sentence: str = ""):
        super().__init__(status)
        self.sentence = sentence


class Signed(HubOAuthenticated, RequestHandler):
    """A page for whoever signed on. Those of TRAINERS_ONLY are for the group of trainers."""

    TRAINERS_ONLY = False
    FRAMES = policies.NOBODY

    def initialize(self, **_more):
        self.hub_auth = self.settings["hub_auth"]

    @property
    def course(self) -> Course:
        return self.settings["course"]

    @property
    def prefix(self) -> str:
        return self.settings["prefix"]

    @property
    def name(self) -> str:
        return self.current_user["name"]

    @property
    def is_trainer(self) -> bool:
        return TRAINERS in self.current_user.get("groups", ())

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Cross-Origin-Resource-Policy", "same-site")
        self.set_header("Content-Security-Policy", policies.own_page(style_hash(), self.FRAMES))

    async def prepare(self) -> None:
        if not plain(self.request.path):
            raise Refused(404)
        model = await self.hub_auth.get_user(self, sync=False)
        try:
            self.current_user = self.check_hub_user(model) if model else None
        except UserNotAllowed:
            raise Refused(403, "You are signed on, and not in this course. Ask your trainer.") from None
        if self.current_user is None:
            self._to_sign_on()
        elif self.TRAINERS_ONLY and not self.is_trainer:
            raise Refused(403)

    def get_current_user(self) -> None:
        """Nobody before `prepare` has asked the hub, which it does without holding up everybody else."""
        return None

    def check_xsrf_cookie(self) -> None:
        try:
            super().check_xsrf_cookie()
        except HTTPError as trouble:
            raise Refused(403, STALE) from trouble

    async def aside(self, work: Callable, *given):
        """What `work` returns, done beside the loop: it reads files or the gradebook."""
        return await asyncio.get_running_loop().run_in_executor(None, work, *given)

    def show(self, template: str, **data: object) -> None:
        """Answer with one of the service's own pages."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(page(template, prefix=self.prefix, hub=self.settings["hub"], **data))

    def write_error(self, status_code: int, **about) -> None:
        trouble = about.get("exc_info", (None, None))[1]
        sentence = getattr(trouble, "sentence", "") or SENTENCES.get(status_code, TROUBLE)
        if isinstance(trouble, CourseError):
            self.set_status(503)
            trainer = bool(self.current_user) and self.is_trainer
            sentence = str(trouble) if trainer else TROUBLE
        self.set_header("Content-Security-Policy", policies.own_page(style_hash(), self.FRAMES))
        signed = bool(self.current_user)
        head = HEADS.get(self.get_status(), "That did not work")
        self.show("sentence.html", head=head, sentence=sentence, signed=signed, trainer=signed and self.is_trainer)

    def log_exception(self, kind, value, trace) -> None:
        if isinstance(value, CourseError):
            app_log.warning("%s: %s", self.request.path, value)
        else:
            super().log_exception(kind, value, trace)

    def _to_sign_on(self) -> None:
        navigating = self.request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
        if self.request.method not in ("GET", "HEAD") or not navigating:
            raise Refused(403, "You are not signed on any more. Load the page again.")
        self.redirect(self.get_login_url())


class Back(Signed, HubOAuthCallbackHandler):
    """Where the hub sends a browser back to after it signed somebody on."""

    async def prepare(self) -> None:
        self.current_user = await self.hub_auth.get_user(self, sync=False)


class First(Signed):
    """The service's own address leads trainers to their page, and everybody else to their desk."""

    def get(self):
        self.redirect(f"{self.prefix}{'trainer' if self.is_trainer else 'mine'}/")


class Nothing(Signed):
    """Any address that is none of the others."""

    def get(self, *_path):
        raise Refused(404)

    post = head = get


class Ping(RequestHandler):
    """Whether the service runs; it says nothing else, to anybody."""

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.set_header("Cache-Control", "no-store")

    def get(self):
        self.finish("ok\n")
