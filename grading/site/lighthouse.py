"""Google's Lighthouse on one page, as it measures a phone. It comes from npm, pinned with everything that it needs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from grading.errors import CourseError
from grading.site.browser import ARGUMENTS, program

PINNED = Path(__file__).resolve().parent / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
NODE = "Lighthouse needs Node.js 18 or newer with npm: from nodejs.org, or on Debian and Ubuntu: sudo apt install npm"


def fetched(folder: Path) -> Path:
    """Lighthouse's program in `folder`; fetched from npm when it is not there. Raises CourseError with a sentence."""
    if not (shutil.which("node") and shutil.which("npm")):
        raise CourseError(NODE)
    start = folder / "node_modules" / "lighthouse" / "cli" / "index.js"
    lock = PINNED / "package-lock.json"
    stamp = folder / "fetched.json"
    if start.exists() and stamp.exists() and stamp.read_text("utf8") == lock.read_text("utf8"):
        return start
    folder.mkdir(parents=True, exist_ok=True)
    for file in PINNED.iterdir():
        shutil.copy(file, folder)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    ended = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    if ended.returncode:
        raise CourseError(f"Lighthouse could not be fetched from npm: {(ended.stderr or ended.stdout).strip()[-300:]}")
    shutil.copy(lock, stamp)
    return start


def points(start: Path, address: str, report: Path) -> dict[str, float]:
    """Points of the four categories, of 100. The whole report is written to the file `report`."""
    report.parent.mkdir(parents=True, exist_ok=True)
    command = ["node", start, address, "--quiet", "--output=json", f"--output-path={report}"]
    command += [f"--only-categories={','.join(CATEGORIES)}", "--no-enable-error-reporting"]
    command += [f"--chrome-flags=--headless=new {' '.join(map(_quoted, ARGUMENTS))}"]
    ended = subprocess.run(
        list(map(str, command)),
        env={**os.environ, "CHROME_PATH": program()},
        check=False,
        capture_output=True,
        text=True,
    )
    if ended.returncode or not report.exists():
        raise CourseError(f"Lighthouse could not measure {address}: {(ended.stderr or ended.stdout).strip()[-300:]}")
    return read(json.loads(report.read_text("utf8")))


def read(report: dict) -> dict[str, float]:
    """The points in a report; a category that Lighthouse could not measure is left out."""
    scores = {name: report["categories"][name]["score"] for name in CATEGORIES}
    return {name: 100.0 * score for name, score in scores.items() if score is not None}


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word else word
