"""The addresses of the service, below the hub's prefix."""

from __future__ import annotations

import os

from jupyterhub.services.auth import HubOAuth
from jupyterhub.utils import url_path_join
from tornado.web import Application

from classroom.service import policies
from classroom.service.book import Book, Launch, ToBook
from classroom.service.counts import Counts
from classroom.service.learners import Learners
from classroom.service.mine import Feedback, Mine
from classroom.service.trainer import Choose, GiveBack, Grade, Remake, Trainer
from classroom.service.trainer_files import Guide, Progress, View
from classroom.service.who import Back, First, Nothing, Ping
from grading.course import Course

SLUG = r"([\w-]+)"
MAX_BODY = 64 * 1024


def application(course: Course, hub_auth: HubOAuth, cookie_secret: bytes) -> Application:
    """The service's pages about `course`. Where exercises open may be told by the variable COURSE_OPENS."""
    prefix, host = hub_auth.base_url, hub_auth.hub_host
    hub = host + hub_auth.hub_prefix
    Mine.FRAMES = Feedback.FRAMES = policies.desk_frames(host)
    addresses = [
        ("", First),
        ("ping", Ping),
        ("oauth_callback", Back),
        ("book", ToBook),
        ("book/launch.json", Launch),
        ("book/(.*)", Book),
        ("mine/", Mine),
        (f"mine/feedback/{SLUG}", Feedback),
        ("trainer/", Trainer),
        ("trainer/choice", Choose),
        ("trainer/grade", Grade),
        ("trainer/remake", Remake),
        ("trainer/give-back", GiveBack),
        ("trainer/progress/(.*)", Progress),
        ("trainer/guide/(.*)", Guide),
        (f"trainer/learners/([^/]+)/{SLUG}", View),
        ("(.*)", Nothing),
    ]
    return Application(
        [(prefix + place, handler) for place, handler in addresses],
        default_handler_class=Nothing,
        course=course,
        hub_auth=hub_auth,
        prefix=prefix,
        hub=hub,
        opens=os.environ.get("COURSE_OPENS") or url_path_join(hub, "user-redirect/lab/tree/{slug}/{slug}.ipynb"),
        learners=Learners(course),
        counts=Counts(course),
        cookie_secret=cookie_secret,
        xsrf_cookies=True,
        compress_response=True,
    )
