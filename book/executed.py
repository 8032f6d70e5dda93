"""Runs the chapters side by side, before Sphinx reads them: `python -m book.executed COURSE CACHE`."""

import sys
from pathlib import Path

from jupyter_cache import get_cache
from jupyter_cache.executors import load_executor

from book.contents import listed_pages

READER = {"type": "plugin", "name": "myst_nb_md"}


def run_chapters(course: Path, cache_folder: Path) -> None:
    """Run all chapters that the cache does not know, one process each.

    A chapter that fails is run again by Sphinx, which reports it with its place.
    """
    cache = get_cache(cache_folder)
    for page in executed_pages(course):
        cache.add_nb_to_project(str(page), read_data=READER)
    if len(cache.list_unexecuted()) > 1:
        load_executor("local-parallel", cache).run_and_cache(timeout=300)


def executed_pages(course: Path) -> list[Path]:
    """The pages of the table of contents that hold code to run."""
    return [page for page in listed_pages(course) if "file_format: mystnb" in page.read_text("utf8")[:500]]


if __name__ == "__main__":
    run_chapters(*map(Path, sys.argv[1:]))
