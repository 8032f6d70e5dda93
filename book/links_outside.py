"""Do the book's links to other hosts still lead somewhere? Sphinx's own linkcheck asks them: this needs the network."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from book.plain_build import run_sphinx
from book.trouble import BookTrouble

SETTINGS = {
    "linkcheck_anchors": False,  # pages that a script makes have their anchors only in a browser
    "linkcheck_timeout": 20,
    "linkcheck_retries": 2,
    "linkcheck_rate_limit_timeout": 30.0,
    "linkcheck_report_timeouts_as_broken": False,
    "linkcheck_allow_unauthorized": False,
}
REFUSED = (" 401 ", " 403 ", " 429 ")
FOR_EVER = (301, 308)


def outside_problems(course: Path, site: Path, work: Path) -> tuple[int, list[str]]:
    """How many addresses were asked, and a sentence for each that did not answer as it should."""
    ended = run_sphinx(course, site, work, "linkcheck", **SETTINGS)
    report = work / "linkcheck-en" / "output.json"
    if not report.exists():
        raise BookTrouble(f"Sphinx could not look for links: {ended.stderr.strip()[-1000:]}")
    answers = [json.loads(line) for line in report.read_text("utf8").splitlines()]
    return len({each["uri"] for each in answers if each["status"] not in ("local", "unchecked")}), sentences(answers)


def sentences(answers: Iterable[dict]) -> list[str]:
    """What linkcheck found, as sentences for the author: first what is gone, then what has moved or says no."""
    gone, other = [], []
    for each in answers:
        where = f"{each['filename']}, line {each['lineno']}: {each['uri']}"
        if each["status"] == "redirected" and each["code"] in FOR_EVER:
            other.append(f"{where} has moved for ever, to {each['info']}")
        elif each["status"] == "timeout":
            other.append(f"{where} did not answer in time; ask again later")
        elif each["status"] == "broken" and any(code in f" {each['info']} " for code in REFUSED):
            other.append(f"{where} does not answer programs; open it in a browser")
        elif each["status"] == "broken":
            gone.append(f"{where} leads nowhere: {' '.join(each['info'].split())[:120]}")
    return sorted(gone) + sorted(other)
