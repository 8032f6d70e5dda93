"""Start the service where the hub expects it, and serve until it is stopped."""

import asyncio
import hashlib
import os
import signal
from urllib.parse import urlsplit

from jupyterhub.services.auth import HubOAuth
from tornado.log import enable_pretty_logging

from classroom.service.application import application
from grading.course import Course

SECONDS_OF_RIGHTS = 30  # how long what the hub said about somebody's groups counts


async def main() -> None:
    auth = HubOAuth.instance(cache_max_age=SECONDS_OF_RIGHTS)
    # The same after a restart, so that a page that was open can still be sent; other services have another token.
    secret = hashlib.sha256(f"cookies of the course's pages: {auth.api_token}".encode()).digest()
    place = urlsplit(os.environ["JUPYTERHUB_SERVICE_URL"])
    server = application(Course(), auth, secret).listen(place.port, place.hostname)
    stopped = asyncio.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(one, stopped.set)
    await stopped.wait()
    server.stop()


enable_pretty_logging()
asyncio.run(main())
