#!/usr/bin/env python3
"""The one door to the course: `python3 course.py up` does everything, `python3 course.py` lists the verbs.

Standard library only, because it has to run before anything is installed. It keeps a virtual environment in
`.venv` at exactly the versions of requirements.txt, and hands every verb to the course's own command line.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENV = ROOT / ".venv"
BIN = ENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
VERBS = {
    "up": "set up, build the book, release, grade a sample cohort, make the progress pages",
    "test": "run all tests",
    "book": "build the book to build/site",
    "links": "say which links of the built book lead nowhere",
    "paper": "make a PDF and an EPUB of the built book, in each language",
    "translate": "write the messages of a page for translation, take them in, say how far each page is",
    "release": "make the learners' version of the exercises",
    "collect": "take in submissions: a folder, a zip file, or nbgrader's exchange",
    "grade": "grade what was collected, behind the wall",
    "worker": "help to grade: run notebooks here for an engine on another machine",
    "feedback": "write a feedback page for each learner and exercise",
    "progress": "make the progress pages: for trainers, managers and each learner",
    "guide": "make the trainer's guide: sessions, mistakes, marked reflections, reviews to send",
    "roster": "take in the list of learners (CSV)",
    "grades": "write all grades to a CSV file, under pseudonyms",
    "export": "write tables, files for Moodle and Canvas, xAPI statements and a data mart, or send the statements",
    "person": "what is stored about learners: hand it out, let go of it, see who read it",
    "certificate": "issue certificates with badges, revoke them, and verify one",
    "remind": "say who is to be reminded of what today, and send or write it",
    "sample": "make the sample cohort, or remove it",
    "lab": "open the exercises in JupyterLab",
    "classroom": "start a JupyterHub with the course on this machine, to try it out: it isolates nobody",
    "watch": "collect, grade and give back as learners hand in, until it is stopped",
    "passback": "send points to the learning platform that learners signed on from (LTI)",
    "scorm": "pack the book for a learning platform (SCORM 1.2)",
    "check": "check tables, exercises and their declared answers, and say in words what is wrong",
    "data": "make, check or describe Fernwick's tables, such as: data build --seed 7 --out my-tables",
    "bench": "measure speed against what you would use instead",
    "nbgrader": "run an nbgrader command on this course, such as: nbgrader export",
}
HUB = "requirements-classroom.txt"
NEEDS = {"test": "requirements-test.txt", "classroom": HUB, "passback": HUB}  # all others: requirements.txt
AS = {("bench", "classroom"): "classroom", ("bench", "site"): "test"}  # what is measured needs what this verb needs


def main(arguments: list[str]) -> int:
    """Run one verb and return its exit status; 2 when it cannot start."""
    verb = arguments[0] if arguments else ""
    if verb in ("", "-h", "--help", "help"):
        return list_verbs()
    if verb not in VERBS:
        return say(f"There is no verb {verb!r}. Run python3 course.py to see the list.")
    trouble = missing() or set_up(needed(arguments))
    if trouble:
        return say(trouble)
    if verb == "test":
        return run(["-m", "pytest", "-n", "auto", "--dist", "loadscope", "--no-loadscope-reorder", *arguments[1:]])
    return run(["-m", "grading.cli", *arguments])


def needed(arguments: list[str]) -> str:
    """The file of pinned packages that this command runs on."""
    verb = AS.get(tuple(arguments[:2]), arguments[0])
    return NEEDS.get(verb, "requirements.txt")


def list_verbs() -> int:
    print("usage: python3 course.py VERB [OPTIONS]      (python3 course.py VERB --help says more)\n")
    for verb, purpose in VERBS.items():
        print(f"  {verb:<11} {purpose}")
    return 0


def say(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


def missing() -> str:
    """One sentence on what this machine lacks and how to get it, or nothing."""
    if sys.version_info < (3, 11):
        have = sys.version.split()[0]
        return f"Python 3.11 or newer is needed; this is Python {have}. Get it from python.org or your system."
    if PYTHON.exists():
        return ""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return "Python's venv module is missing. On Debian or Ubuntu: sudo apt install python3-venv"
    return ""


def set_up(requirements: str) -> str:
    """Make `.venv` hold exactly the versions in `requirements`; returns a sentence when that fails."""
    place, stamp = ENV / ".place", ENV / f".{requirements}.sha256"
    if not PYTHON.exists() or not holds(place, home()):
        trouble = make_environment()
        if trouble:
            return trouble
        place.write_text(home(), encoding="utf8")
    wanted = hashlib.sha256((ROOT / requirements).read_bytes()).hexdigest()
    if holds(stamp, wanted):
        return ""
    trouble = install(ROOT / requirements)
    if trouble:
        return trouble
    site = subprocess.check_output([PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True)
    Path(site.strip(), "course.pth").write_text(f"{ROOT}\n", encoding="utf8")
    stamp.write_text(wanted, encoding="utf8")
    return ""


def holds(file: Path, text: str) -> bool:
    return file.exists() and file.read_text(encoding="utf8") == text


def home() -> str:
    """Programs in an environment hold its path and belong to one Python: another one needs a new environment."""
    return f"{ROOT}\n{sys.version_info[0]}.{sys.version_info[1]}\n"


def make_environment() -> str:
    """A new, empty `.venv`; returns a sentence when that fails."""
    if ENV.is_symlink():  # to clear it would empty the environment of whoever owns it
        return f".venv is a link to {ENV.resolve()}, made for another folder. Remove the link, and run this again."
    command = [sys.executable, "-m", "venv", "--clear", str(ENV)]
    made = subprocess.run(command, check=False, capture_output=True, text=True)
    if not made.returncode:
        return ""
    shutil.rmtree(ENV, ignore_errors=True)
    return f"The folder .venv could not be made: {last_line(made.stderr or made.stdout)}"


def install(requirements: Path) -> str:
    """pip install with hashes, one moving line; returns a sentence when pip fails."""
    total = sum(1 for line in requirements.read_text().splitlines() if "==" in line and not line.startswith((" ", "#")))
    quietly = ["--progress-bar", "off", "--no-input", "--disable-pip-version-check"]
    command = [PYTHON, "-m", "pip", "install", "--require-hashes", *quietly, "-r", requirements]
    began, seen, tail = time.monotonic(), 0, []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        for line in pip.stdout:
            tail = [*tail[-19:], line.rstrip()]
            seen += line.startswith(("Collecting", "Requirement already satisfied"))
            installing = line.startswith("Installing collected")
            moving(f"Installing {'' if not installing else '(unpacking) '}{min(seen, total)} of {total} packages")
    moving("")
    if pip.returncode:
        wrong = next((line for line in tail if "ERROR" in line), last_line("\n".join(tail)))
        advice = "Check the network and the disk, then run the same command again."
        return f"Installing the pinned packages failed: {wrong.strip()} {advice}"
    print(f"Installed {total} pinned packages into .venv in {time.monotonic() - began:.0f} s.")
    return ""


def moving(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no reason was given."


def run(arguments: list[str]) -> int:
    """Run the environment's Python in the course's folder and return its exit status."""
    settings = [str(ROOT / "grading"), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    environment = {
        **os.environ,
        "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}",  # nbgrader starts alembic by its bare name
        "VIRTUAL_ENV": str(ENV),
        "JUPYTER_CONFIG_PATH": os.pathsep.join(settings),
        "JUPYTER_PLATFORM_DIRS": "1",
    }
    with subprocess.Popen([str(PYTHON), *arguments], cwd=ROOT, env=environment) as verb:
        return wait(verb)


def wait(verb: subprocess.Popen) -> int:
    """The verb's exit status. Ctrl-C reached it as well, and SIGTERM is passed on: either way it ends in its order."""
    signal.signal(signal.SIGTERM, lambda *_: verb.terminate())
    interrupted = False
    while True:
        try:
            status = verb.wait()
            return 130 if interrupted and status < 0 else status
        except KeyboardInterrupt:
            interrupted = True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
