"""The child process of a book build: runs the chapters side by side, then Sphinx.

It speaks through its exit status and stderr. A process of its own, because Sphinx changes state that the whole process
shares, and kernels write to the terminal.
"""

import json
import sys
from pathlib import Path

import yaml
from jupyter_book.sphinx import build_sphinx
from jupyter_cache import get_cache
from jupyter_cache.executors import load_executor

from book.contents import listed_pages
from book.languages import catalog
from book.languages.figures import Words
from book.languages.known import ENGLISH, LANGUAGES, Language

READER = {"type": "plugin", "name": "myst_nb_md"}


def main(request: dict) -> int:
    """Build the pages; 0 when all is well. `request` names folders, two keys, the language and all languages."""
    course, work, language = Path(request["course"]), Path(request["work"]), LANGUAGES[request["language"]]
    cache = work / f"executed-{request['execution']}"
    run_chapters(course, cache)
    outcome = build_sphinx(
        course / "book",
        Path(request["pages"]),
        noconfig=True,
        path_config=course / "_config.yml",
        doctreedir=work / ("doctrees" if language == ENGLISH else f"doctrees-{language.code}"),
        confoverrides={
            **in_language(course, work, language),
            "cx_languages": request["languages"],
            "latex_individualpages": False,
            "nitpicky": True,
            "nb_execution_cache_path": str(cache),
            "cx_machinery": request["machinery"],
        },
        quiet=True,
        warningiserror=True,
        keep_going=True,
    )
    return outcome if isinstance(outcome, int) else 1


def in_language(course: Path, work: Path, language: Language) -> dict:
    """Settings of Sphinx that differ from language to language."""
    toc = course / "_toc.yml"
    if language == ENGLISH:
        return {"external_toc_path": str(toc)}
    layout = Words(catalog.read(catalog.path_of(course, language.code, catalog.LAYOUT)))
    contents = yaml.safe_load(toc.read_text("utf8"))
    for part in contents.get("parts", []):  # Sphinx's catalogs do not reach them
        part["caption"] = layout(part["caption"]) or part["caption"]
    own = work / f"toc-{language.code}.yml"
    own.write_text(yaml.safe_dump(contents, allow_unicode=True, sort_keys=False), "utf8")
    title = yaml.safe_load((course / "_config.yml").read_text("utf8"))["title"]
    named = layout(title) or title
    return {
        "external_toc_path": str(own),
        "language": language.sphinx,
        "cx_language": language.code,
        "project": named,
        "html_title": named,
        "smartquotes": False,  # translations bring the marks of their own language
    }


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
    sys.exit(main(json.loads(sys.argv[1])))
