"""The hub of one server. systemd gives it the settings as variables (units/classroom-hub.service)."""

import grp
import os
import pwd
import sys
from pathlib import Path

from tornado.web import HTTPError

sys.path.insert(0, str(Path(__file__).resolve().parent))
from one_machine import HERE, HUB, IT, LEARNERS, ORDERS, PROXY, TRAINERS, keys, lab_variables, refusal, roles, services
from one_machine import server as server_of

c = get_config()  # noqa: F821  (traitlets puts it here)
where = server_of(os.environ)
known = keys(Path(os.environ.get("CLASSROOM_KEYS", "/etc/classroom")))
state = Path(os.environ.get("CLASSROOM_STATE", "/var/lib/classroom"))

# --- addresses -----------------------------------------------------------------------------------------------------
# nginx takes HTTPS from outside and passes it on to the proxy. Each person and each service has a name of their own
# below the host: what a notebook of Ann's shows runs at ann.hub.example.org, where it can reach only what is Ann's.
c.JupyterHub.subdomain_host = where.address
c.JupyterHub.bind_url = f"http://{HERE}:{PROXY}"
c.JupyterHub.hub_bind_url = f"http://{HERE}:{HUB}"
c.ConfigurableHTTPProxy.should_start = False  # a unit of its own: notebooks go on while the hub is started anew
c.ConfigurableHTTPProxy.api_url = f"http://{HERE}:{ORDERS}"
c.ConfigurableHTTPProxy.auth_token = known["proxy"]
c.JupyterHub.cleanup_servers = False  # and so do people's servers
c.JupyterHub.last_activity_interval = 20  # also how soon a proxy that was started anew learns where servers are

# --- what is stored, and for how long --------------------------------------------------------------------------------
c.JupyterHub.db_url = f"sqlite:///{state / 'hub.sqlite'}"
c.JupyterHub.cookie_secret = bytes.fromhex(known["cookies"])
c.JupyterHub.cookie_max_age_days = 1  # somebody who leaves the organisation is out by tomorrow
os.environ.setdefault("JUPYTERHUB_CRYPT_KEY", known["state"])  # what a sign-on leaves behind is stored encrypted

# --- who may do what -------------------------------------------------------------------------------------------------
c.JupyterHub.services = services(known)
c.JupyterHub.load_roles = roles()
# Groups come from wherever people sign on, at each sign-on. A list in this file would have to be kept by hand, and the
# hub takes six minutes to read one of 10,000 names.
c.Authenticator.manage_groups = True
c.Authenticator.admin_users = set()  # a hub admin could open every learner's server; the role "course-it" cannot
c.JupyterHub.admin_access = False
sign_on = os.environ.get("CLASSROOM_SIGN_ON", "pam")
load_subconfig(str(Path(__file__).with_name(f"sign_on_{sign_on}.py")))  # noqa: F821


def of_the_system(name):
    """The groups of a name on this system, and whether it exists."""
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return set(), False
    found = set()
    for number in os.getgrouplist(name, entry.pw_gid):
        try:
            found.add(grp.getgrgid(number).gr_name)
        except KeyError:  # a directory may know groups that have no name here
            continue
    return found, True


async def admit(authenticator, handler, who):
    """After each sign-on: groups of the system where the way of signing on brings none, and no foreign account."""
    found, exists = of_the_system(who["name"])
    sentence = refusal(who["name"], found, exists)
    if sentence:
        raise HTTPError(403, sentence)
    if who.get("groups") is None:
        who["groups"] = sorted(found & {LEARNERS, TRAINERS, IT})
    return who


c.Authenticator.post_auth_hook = admit

# --- people's servers ------------------------------------------------------------------------------------------------
# Each is a unit of systemd's under the person's own user, with limits that the kernel keeps.
c.JupyterHub.spawner_class = "systemdspawner.SystemdSpawner"
c.Spawner.cmd = [f"{where.release}/venv/bin/jupyterhub-singleuser"]
c.Spawner.default_url = "/lab"
c.Spawner.environment = lab_variables(where)
c.Spawner.mem_limit = os.environ.get("CLASSROOM_MEMORY", "1G")
c.Spawner.cpu_limit = float(os.environ.get("CLASSROOM_CPUS", "1"))
c.JupyterHub.active_server_limit = int(os.environ.get("CLASSROOM_SERVERS", "20"))
c.JupyterHub.concurrent_spawn_limit = 10  # when a class begins, the others wait their turn
c.Spawner.start_timeout = c.Spawner.http_timeout = 180
# Idle servers end by themselves after two hours; work is saved every two minutes, and nobody has to be asked.
c.Spawner.args = ["--ServerApp.shutdown_no_activity_timeout=7200", "--MappingKernelManager.cull_idle_timeout=3600"]
c.SystemdSpawner.slice = "classroom.slice"  # all of them together have a limit, too (units/classroom.slice)
c.SystemdSpawner.isolate_tmp = True
c.SystemdSpawner.isolate_devices = True
c.SystemdSpawner.disable_user_sudo = True
c.SystemdSpawner.default_shell = "/bin/bash"
c.SystemdSpawner.unit_extra_properties = {
    "TasksMax": "256",
    "UMask": "0077",  # nobody's notebooks are open to the others
    "ProtectSystem": "strict",  # everything is read-only but the next line
    "ReadWritePaths": f"/home {where.exchange}",
    "InaccessiblePaths": "/srv/course /etc/classroom /var/lib/classroom",  # closed by their rights already: twice
    "ProtectProc": "invisible",  # the programs of others are not shown
    "ProtectKernelTunables": "yes",
    "ProtectControlGroups": "yes",
    "RestrictSUIDSGID": "yes",
    "SystemCallFilter": "~@mount @reboot @swap @raw-io @module @obsolete",
}


def before_start(spawner):
    """A server is started only for somebody who may sign on; the group may have been taken away since."""
    sentence = refusal(spawner.user.name, *of_the_system(spawner.user.name))
    if sentence:
        raise HTTPError(403, sentence)


c.Spawner.pre_spawn_hook = before_start

# --- the first page --------------------------------------------------------------------------------------------------


def first_page(handler):
    """The course's pages, which lead on to the desk or to the trainer's page and ask strangers to sign on; IT's own.

    A server starts only when somebody opens an exercise.
    """
    groups = {group.name for group in handler.current_user.groups} if handler.current_user else {LEARNERS}
    return where.pages if groups & {LEARNERS, TRAINERS} else "/hub/admin" if IT in groups else "/hub/home"


c.JupyterHub.default_url = first_page
c.JupyterHub.redirect_to_server = False
