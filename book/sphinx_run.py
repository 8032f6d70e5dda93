"""The child process of a book build: runs the chapters side by side, then Sphinx.

It speaks through its exit status and stderr. A process of its own, because Sphinx changes state that the whole process
shares, and kernels write to the terminal.
"""

import json
import sys
from pathlib import Path

from jupyter_book.sphinx import build_sphinx

from book.executed import run_chapters
from book.languages.known import ENGLISH, LANGUAGES
from book.languages.settings import in_language


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


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1])))
