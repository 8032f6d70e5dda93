"""What pages of each kind may do in a browser: their content policies. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit

# The book's theme has programs and styles within its pages; they are the course's own, like all of the book.
BOOK = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "manifest-src 'self'; worker-src 'self'"  # readers may keep it on their device
)
# Pages that were made before and bring their own, stricter policy, which names style and program by their hashes.
MADE = "default-src 'none'; style-src 'unsafe-inline'; {}base-uri 'none'; form-action 'none'; frame-ancestors {}"
WITH_PROGRAM = "script-src 'unsafe-inline'; "
NOBODY, OURS = "'none'", "'self'"


def made_page(program: bool = False, frames: str = NOBODY) -> str:
    """For a page of progress, feedback or the guide; only those of progress have a program."""
    return MADE.format(WITH_PROGRAM if program else "", frames)


def own_page(style: str, frames: str = NOBODY) -> str:
    """For a page of the service's own: its one style sheet by its hash, and forms that lead to the service only."""
    return f"default-src 'none'; style-src '{style}'; base-uri 'none'; form-action 'self'; frame-ancestors {frames}"


def desk_frames(hub_host: str) -> str:
    """Who may show the desk in a frame: JupyterLab, which has the same address, or one below the hub's own."""
    place = urlsplit(hub_host)
    return f"{OURS} {place.scheme}://*.{place.netloc}" if place.netloc else OURS
