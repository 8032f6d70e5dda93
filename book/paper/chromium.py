"""Lets a Chromium on this machine print a page to PDF: with tags, bookmarks and links. It asks no other host."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
OLDEST = 131  # the first that prints page numbers and running titles from a style sheet
MISSING = (
    "A PDF is printed by Chromium, and there is none here. On Debian or Ubuntu: sudo apt install chromium. "
    "Elsewhere install Chromium, Chrome or Edge, or name its program in the variable CHROMIUM."
)
SWITCHES = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)
LONGEST = 900  # seconds


class NoPdf(Exception):
    """The PDF cannot be made; the text says why, and what to do."""


def program(environment: Mapping[str, str] = os.environ) -> str:
    """The browser's program. Raises NoPdf with the way to get one."""
    named = environment.get("CHROMIUM")
    if named and not shutil.which(named):
        raise NoPdf(f"The variable CHROMIUM names {named}, and no program is there.")
    found = named or next((path for name in NAMES if (path := shutil.which(name))), None)
    found = found or next((path for path in PLACES if Path(path).exists()), None)
    if not found:
        raise NoPdf(MISSING)
    return found


def check_age(browser: str) -> None:
    """Raises NoPdf when the browser says a version that is too old. One that says nothing is believed."""
    said = subprocess.run([browser, "--version"], check=False, capture_output=True, encoding="utf8", errors="replace")
    version = re.search(r"(\d+)\.\d+\.\d+", said.stdout)
    if version and int(version[1]) < OLDEST:
        raise NoPdf(f"{browser} is version {version[1]}; a PDF of the book needs {OLDEST} or newer.")


def to_pdf(browser: str, page: Path, pdf: Path) -> None:
    """Print the file `page` to the file `pdf`. Raises NoPdf with the browser's last words."""
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # it refuses to start otherwise
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [browser, *SWITCHES, *root, f"--user-data-dir={profile}", f"--print-to-pdf={pdf}", page.as_uri()]
        try:
            ended = subprocess.run(command, check=False, capture_output=True, timeout=LONGEST)
        except subprocess.TimeoutExpired as slow:
            raise NoPdf(f"{browser} printed for {LONGEST} seconds and was stopped.") from slow
        except OSError as wrong:
            raise NoPdf(f"{browser} cannot be started: {wrong.strerror}.") from wrong
    if ended.returncode or not pdf.exists():
        words = ended.stderr.decode("utf8", "replace").strip().splitlines()
        raise NoPdf(f"{browser} could not print the book: {words[-1] if words else 'it gave no reason'}")
