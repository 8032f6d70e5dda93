"""Sign on with an account of this server, or of a directory that this server knows (SSSD, LDAP, Active Directory).

Who is whom is told by groups of the system: `nbgrader-cx101` (learners), `formgrade-cx101` (trainers) and
`classroom-it`. A room of twenty: `useradd` and `usermod -aG`. More: the same groups in your directory.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from one_machine import IT, LEARNERS, TRAINERS

c = get_config()  # noqa: F821  (traitlets puts it here)
c.JupyterHub.authenticator_class = "pam"
c.PAMAuthenticator.service = "classroom"  # /etc/pam.d/classroom, so that rules for this door are rules of its own
c.PAMAuthenticator.allowed_groups = {LEARNERS, TRAINERS, IT}  # groups of the system; all others are refused
c.PAMAuthenticator.pam_normalize_username = True  # EXAMPLE\ann and ann are one person
