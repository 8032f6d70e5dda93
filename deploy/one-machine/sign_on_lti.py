"""Sign on from a learning platform (LTI 1.3): people open the course there, and its roles become our groups.

Which platforms: the file that `course passback --help` names, /srv/course/build/lti/settings.yml.
"""

import sys
from pathlib import Path

from jupyterhub.auth import LocalAuthenticator

from classroom.lti.authenticator import CourseLTIAuthenticator

sys.path.insert(0, str(Path(__file__).resolve().parent))
from one_machine import NEW_USER

c = get_config()  # noqa: F821  (traitlets puts it here)


class OneMachine(LocalAuthenticator, CourseLTIAuthenticator):
    """The same, with a user of the system for everybody who comes for the first time, such as `moodle-42`."""


c.JupyterHub.authenticator_class = OneMachine
c.LocalAuthenticator.create_system_users = True
c.LocalAuthenticator.add_user_cmd = NEW_USER
