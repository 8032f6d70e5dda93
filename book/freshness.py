"""Keys that change when something changes that a page is made from.

jupyter-cache looks at the code of a chapter only: after a change of the data it would publish the old numbers.
So the folder of its cache carries a key of the data, of our chart code and of the pinned packages.
"""

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path

DATA = ("datasets/tables/**/*.parquet", "datasets/tables/*.json")
CHART_CODE = ("cxlab/**/*.py", "requirements.txt")
MACHINERY = (
    "_config.yml",
    "book/*.py",
    "book/extensions/*.py",
    "book/languages/*.py",
    "book/notebook/*.py",
    "book/templates/**/*",
    "book/assets/*",
)
PAGES = ("_config.yml", "_toc.yml", "book/*.md", "book/*.bib", "book/*.yml", "book/chapters/*", "book/_static/**/*")
CATALOGS = ("book/locale/**/*.po",)
INCLUDED = ("datasets/DICTIONARY.md", "datasets/ABOUT.md", "datasets/fernwick.svg", "exercises/*/mistakes.yml")


def execution_key(code: Path, course: Path) -> str:
    """Names the results of running the chapters: data of the `course`, helper `code`, pins and Python itself."""
    return _short(sys.version, digest(course, DATA), digest(code, CHART_CODE))


def machinery_key(code: Path, course: Path) -> str:
    """Names the way from a page's source to its HTML: settings, extensions, templates and style sheets."""
    return _short(digest(course, ("_config.yml",)), digest(code, MACHINERY))


def language_key(code: Path, course: Path, language: str) -> str:
    """As `machinery_key`, with the words of the layout in one language: they stand on every page."""
    return _short(machinery_key(code, course), digest(course, (f"book/locale/{language}/layout.po",)))


def site_key(code: Path, course: Path, languages: Iterable[str] = ("en",)) -> str:
    """Names a whole site: when it is the same, nothing has to be built."""
    pages = digest(course, PAGES + INCLUDED + CATALOGS)
    return _short(execution_key(code, course), machinery_key(code, course), pages, *languages)


def digest(root: Path, patterns: Iterable[str]) -> str:
    """SHA-256 over the names and contents of the files below `root` that match the patterns."""
    total = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in root.glob(pattern) if path.is_file()}):
        if "__pycache__" not in path.parts:
            total.update(f"{path.relative_to(root).as_posix()}\0".encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _short(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
