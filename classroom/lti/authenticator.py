"""Sign-on to the hub from learning platforms. In jupyterhub_config.py:

    from classroom.lti.authenticator import CourseLTIAuthenticator
    c.JupyterHub.authenticator_class = CourseLTIAuthenticator

Settings are read from the file that COURSE_LTI names, or from build/lti/settings.yml.

jupyterhub-ltiauthenticator 1.6.3 believes whatever reaches `authenticate`: anybody may post claims of their own making
to /hub/login, or as `auth` to /hub/api/users/NAME/tokens, and is signed on as whomever they name. Here only a
`Verified` launch counts. No request can hold one: it is made by our callback after every check, and nowhere else.
"""

from __future__ import annotations

from html import escape
from typing import Any

from ltiauthenticator.lti13.auth import LTI13Authenticator
from tornado.web import HTTPError
from traitlets import default

from classroom.lti.handlers import Callback, Config, KeySet, LoginInit
from classroom.lti.platform_keys import PlatformKeys
from classroom.lti.roles import Role
from classroom.lti.settings import Platform, Settings, file_of, read_settings
from classroom.lti.store import Store
from classroom.lti.verified import Verified
from classroom.lti.web import key_set
from grading.course import Course
from grading.settings import COURSE_ID

GROUPS = {Role.LEARNER: f"nbgrader-{COURSE_ID}", Role.TRAINER: f"formgrade-{COURSE_ID}"}
COME_FROM = "Open the course from your learning platform: that signs you on."


class CourseLTIAuthenticator(LTI13Authenticator):
    """Roles become groups anew at each sign-on, and nobody becomes an administrator of the hub."""

    login_handler, callback_handler, config_handler = LoginInit, Callback, Config
    login_service = ""

    def __init__(self, **words: Any):
        super().__init__(**words)
        self.course = Course()
        self.slugs = self.course.slugs
        self.settings: Settings = read_settings(file_of(self.course), self.slugs)
        self.store = Store(self.course.build / "lti" / "launches.db")
        self.tool_keys = self.course.build / "lti" / "keys"
        self.keys = {one.name: PlatformKeys(_fetching(one)) for one in self.settings.platforms}

    @default("manage_groups")
    def _manage_groups(self) -> bool:
        return True

    @default("allow_all")
    def _allow_all(self) -> bool:
        return True  # the platform says who belongs to the course, and launch_of refuses all others

    @default("custom_html")
    def _custom_html(self) -> str:
        return f'<div class="service-login"><p>{escape(COME_FROM)}</p></div>'

    def get_handlers(self, app: Any) -> list:
        return [*super().get_handlers(app), (r"/lti13/jwks", KeySet)]

    async def authenticate(self, handler: Any, data: Any = None) -> dict[str, Any]:
        """The hub's model of a verified launch. Anything else is refused, by whatever way it came."""
        if not isinstance(data, Verified):
            raise HTTPError(403, COME_FROM)
        launch = data.launch
        return {"name": launch.name, "admin": False, "auth_state": None, "groups": [GROUPS[launch.role]]}

    def normalize_username(self, username: str) -> str:
        """As it is: names are made in one place, and no map may lead one person to another's name."""
        return username


def _fetching(platform: Platform):
    return lambda: key_set(platform.keys)
