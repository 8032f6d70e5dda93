"""The system's Chromium, as the other tests in a browser have it."""

from tests.end_to_end.conftest import chromium  # noqa: F401 - a fixture
