"""Packs the built book: `pack(course, out)`. The same book gives the same bytes."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from classroom.scorm import manifest, search_index
from classroom.scorm.chosen import Chosen, choose
from classroom.scorm.outline import ONLY_ON_A_SERVER, longest, outline
from classroom.scorm.told import true_in_a_package
from grading import atomic
from grading.course import Course
from grading.errors import CourseError

ASSETS = Path(__file__).resolve().parent / "assets"
START = "start.html"
BOOK, SCRIPTS = "book", "scorm"  # folders in the package
OUTLINE = "{{outline}}"
HEAD = "<head>"
KEPT_OFFLINE = re.compile(r'<meta name="cx-offline"[^>]*>\s*')  # without it, a page keeps nothing on the device
TAKEN_AWAY = "downloads/"  # notebooks, data, PDF: a platform is for reading, and packages stay small
LINKS = re.compile(r'<p class="cx-downloads">.*?</p>\s*', re.S)
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can tell: when it was packed is not part of it


@dataclass(frozen=True)
class Packed:
    """A package: where it lies, what it holds, and how many characters a platform may have to keep for a learner."""

    file: Path
    title: str
    chapters: int
    questions: int
    size: int
    longest: int

    def __str__(self) -> str:
        return (
            f"{self.title}: {self.chapters} chapters, {self.questions} questions, {self.size / 1024**2:.1f} MB, "
            f"at {self.file}. Upload it to the learning platform as SCORM 1.2; docs/scorm.md says how."
        )


def pack(
    course: Course, out: Path | None, mastery: float, route: str | None = None, title: str | None = None
) -> Packed:
    """Write the package to `out` (default: build/scorm/<route>.zip) and return it as Packed. Raises CourseError."""
    if not (course.site / "index.html").exists():
        raise CourseError(
            f"The book is not built: {course.site} has no index.html. Run `python3 course.py book`, then this again."
        )
    chosen = choose(course.root, route, title)
    made = outline(chosen, course.site, mastery)
    file = out or course.build / "scorm" / f"{chosen.name}.zip"
    data = zipped(contents(course.site, chosen, made))
    if out is None:
        atomic.private_folder(file.parent)
    elif not file.parent.is_dir():
        raise CourseError(f"There is no folder {file.parent} to put the package into. Make it, or name another file.")
    atomic.write(file, data, 0o644)
    questions = sum(len(chapter["questions"]) for chapter in made["chapters"])
    return Packed(file, chosen.title, len(chosen.chapters), questions, len(data), longest(made))


def contents(site: Path, chosen: Chosen, made: dict) -> list[tuple[str, bytes]]:
    """Every file of the package with its name, the manifest first."""
    scripts = [(f"{SCRIPTS}/{path.name}", path.read_bytes()) for path in sorted(ASSETS.iterdir()) if path.name != START]
    known = json.dumps(made, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    start = (ASSETS / START).read_text("utf8").replace(OUTLINE, known)
    files = sorted([(START, start.encode("utf8")), *scripts, *_book(site, set(made["pages"]))])
    about = manifest.manifest(chosen.name, chosen.title, made["mastery"], START, [name for name, _ in files])
    return [(manifest.FILE, about), *files]


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The files as a zip, always with the same bytes."""
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return box.getvalue()


def _book(site: Path, pages: set[str]) -> list[tuple[str, bytes]]:
    """The site's files under `book/`; of the pages only those in `pages`, to which its search then leads."""
    there = {path.relative_to(site).with_suffix("").as_posix() for path in site.rglob("*.html")}
    made = []
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name, data = path.relative_to(site).as_posix(), path.read_bytes()
        if name in ONLY_ON_A_SERVER or name.startswith(TAKEN_AWAY):
            continue
        if path.suffix == ".html" and name.removesuffix(".html") not in pages:
            continue
        if path.suffix == ".html":
            data = _with_script(name, true_in_a_package(LINKS.sub("", data.decode("utf8")))).encode("utf8")
        elif name == search_index.FILE and there - pages:
            data = search_index.without(data.decode("utf8"), there - pages).encode("utf8")
        made.append((f"{BOOK}/{name}", data))
    return made


def _with_script(name: str, text: str) -> str:
    """The page with one script more, before all others: it tells the page around it that it is there.

    A worker that keeps the book would stand between the pages and the platform: it is left out.
    """
    if HEAD not in text:
        raise CourseError(f"The page {name} of the built book has no {HEAD}. Build the book again with course.py book.")
    way = "../" * (name.count("/") + 1)
    text = KEPT_OFFLINE.sub("", text)
    return text.replace(HEAD, f'{HEAD}<script defer="defer" src="{way}{SCRIPTS}/page.js"></script>', 1)
