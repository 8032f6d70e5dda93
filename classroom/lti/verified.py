"""The one thing that signs a person on."""

from __future__ import annotations

from classroom.lti.launch import Launch


class Verified(dict):
    """A launch that passed every check; only the callback makes one, and no request can hold one.

    It is a dict because the hub looks for a name in what it was given, when it refuses it.
    """

    def __init__(self, launch: Launch):
        super().__init__()
        self.launch = launch
