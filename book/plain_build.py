"""The same book by plain Sphinx, as a second check that never stops the first: `course.py book --plain`.

Jupyter Book 1 is maintained, no more. Should it end, the course goes on with this; so we look now and then whether
it still can. Chapters do not run again: the results of the first build are read.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import yaml

from book import freshness
from book.alone import alone
from book.atomic import write
from book.build import CODE, child
from book.languages.known import LANGUAGES
from book.languages.settings import in_language
from book.plain import conf, settings
from book.publish import publish
from book.same_text import differing
from book.trouble import BookTrouble, complaints, sentence


@dataclass(frozen=True)
class Plain:
    """What became of the plain build: where it is, what it took, and what is wrong with it, as sentences."""

    site: Path
    pages: int
    seconds: float
    troubles: tuple[str, ...] = ()

    def __str__(self) -> str:
        """How it went, in a sentence; then what is wrong."""
        begin = "Plain Sphinx, without Jupyter Book,"
        if not self.pages:
            return "\n".join([f"{begin} could not build the book.", *self.troubles])
        made = f"{begin} built {self.pages} pages in {self.seconds:.1f} s"
        if not self.troubles:
            return f"{made}, and all say the same as the book's: {self.site}"
        return "\n".join([f"{made}, but not all is well:", *self.troubles])


def build_plain(course: Path, site: Path, out: Path, languages: tuple[str, ...] = ("en",)) -> Plain:
    """Build the pages of `course` into `out` and compare them with those of the built book at `site`.

    What goes wrong is part of what is returned, never an exception: the book itself is built already.
    """
    started = time.monotonic()
    work = out.parent / f"{out.name}-work"
    troubles: list[str] = []
    try:
        for code in languages:
            ended = run_sphinx(course, site, work, "html", code, languages)
            found = complaints(ended.stderr, str(course / "book"))
            if ended.returncode:
                raise BookTrouble(sentence(found, ended.stderr, LANGUAGES[code].name))
            troubles += [str(each) for each in found]
        publish(_pages(work, "en"), out, {LANGUAGES[code].folder: _pages(work, code) for code in languages[1:]})
    except BookTrouble as trouble:
        return Plain(out, 0, time.monotonic() - started, (str(trouble),))
    others = [f"{name} has another text than in {site}" for name in differing(site, out)]
    return Plain(out, len(list(out.rglob("*.html"))), time.monotonic() - started, (*troubles, *others))


def run_sphinx(
    course: Path, site: Path, work: Path, builder: str, code: str = "en", languages: tuple[str, ...] = ("en",), **more
) -> CompletedProcess:
    """Let sphinx-build write to `work`/BUILDER-LANGUAGE, with the results that the build of `site` has kept.

    `more` are further settings. Raises BookTrouble when a setting of the book is not known here.
    """
    first, conf_folder, doctrees = site.parent / f"{site.name}-work", work / f"conf-{code}", work / f"doctrees-{code}"
    cache = first / f"executed-{freshness.execution_key(CODE, course)}"
    with alone(first), alone(work):
        child(course, ["book.executed", str(course), str(cache)])
        machinery = freshness.language_key(CODE, course, code)
        own = {"cx_languages": list(languages), "nb_execution_cache_path": str(cache), "cx_machinery": machinery}
        _write_conf(course, conf_folder, work, code, {**own, "nitpicky": True, **more})
        folders = ["-c", conf_folder, "-d", doctrees, course / "book", _pages(work, code, builder)]
        return child(course, ["sphinx", "-b", builder, "-q", *map(str, folders)])


def _write_conf(course: Path, folder: Path, work: Path, code: str, more: dict) -> None:
    """Write `folder`/conf.py for one language; `work` takes a translated table of contents."""
    config = yaml.safe_load((course / "_config.yml").read_text("utf8"))
    found = {**settings(config, course / "book"), **in_language(course, work, LANGUAGES[code]), **more}
    paths = [str(CODE), *(str((course / path).resolve()) for path in config["sphinx"]["local_extensions"].values())]
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "conf.py", conf(found, list(dict.fromkeys(paths))))


def _pages(work: Path, code: str, builder: str = "html") -> Path:
    return work / f"{builder}-{code}"
