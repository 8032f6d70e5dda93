"""Files to take away: each chapter as a notebook, and the tables with their dictionary as one zip.

They are written with the pages, so that a page links only to a file that is there. PDF and EPUB come later
(`course.py paper`); the first page keeps a place for their links.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from sphinx.util import logging

from book import data_zip
from book.languages import catalog, source
from book.languages.figures import Words
from book.languages.known import ENGLISH, LANGUAGES
from book.notebook import ran, works
from book.notebook.made import notebook
from book.notebook.words import Known

FOLDER = "downloads"
NOTEBOOKS = f"{FOLDER}/notebooks"
WITH_DATA = ("index", "data", "about-fernwick", "tables-together")
RUNS = re.compile(r"\A---\n(?:.*\n)*?file_format: mystnb\n")
log = logging.getLogger(__name__)


def offers(app, pagename, templatename, context, doctree):
    """For the template: name and address of each file that this page offers."""
    up, found = "../" * pagename.count("/"), []
    if pagename in _chapters(app):
        found.append(("Notebook", f"{up}{NOTEBOOKS}/{pagename.split('/')[-1]}.ipynb"))
    if pagename in WITH_DATA and (_course(app) / data_zip.TABLES / data_zip.SUMS).exists():
        top = "" if app.config.cx_language == ENGLISH.code else "../"
        found.append(("Data", f"{up}{top}{FOLDER}/{data_zip.NAME}"))
    context["cx_downloads"] = found


def write_files(app, exception):
    """After the build: the notebooks in the language of the pages and, with the English ones, the data."""
    if exception or app.builder.name != "html":
        return
    out = Path(app.outdir) / FOLDER
    shutil.rmtree(out, ignore_errors=True)
    cited = works.cited(app.env)  # once: it takes seconds for a long list of sources
    for page in _chapters(app):
        file = Path(app.outdir) / NOTEBOOKS / f"{page.split('/')[-1]}.ipynb"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_notebook(app, page, cited), "utf8")
    if app.config.cx_language == ENGLISH.code:
        _write_data(app, out)


def _notebook(app, page: str, cited: tuple[dict[str, str], dict[str, str]]) -> str:
    language, course = LANGUAGES[app.config.cx_language], _course(app)
    file = Path(app.env.doc2path(page))
    text, words = file.read_text("utf8"), Words(catalog.read(catalog.path_of(course, language.code, catalog.LAYOUT)))
    said = catalog.of_page(course, language.code, page)
    titles = {name.split("/")[-1]: title.astext() for name, title in app.env.titles.items()}
    known = Known(ran.values(Path(app.config.nb_execution_cache_path), file), titles, *cited, ran.formed)
    tag = language.tag if said else ENGLISH.tag
    return notebook(source.translated(text, said.get) if said else text, known, lambda word: words(word) or word, tag)


def _write_data(app, out: Path) -> None:
    try:
        data = data_zip.data_zip(_course(app))
    except (ValueError, OSError) as changed:
        log.warning("%s", changed)
        return
    if data is not None:
        out.mkdir(parents=True, exist_ok=True)
        (out / data_zip.NAME).write_bytes(data)


def _chapters(app) -> list[str]:
    """Pages that become notebooks: those in chapters/ that hold cells to run."""
    named = [name for name in sorted(app.env.found_docs) if name.startswith("chapters/")]
    return [name for name in named if RUNS.match(Path(app.env.doc2path(name)).read_text("utf8")[:500])]


def _course(app) -> Path:
    return Path(app.srcdir).parent


def setup(app):
    app.connect("html-page-context", offers)
    app.connect("build-finished", write_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
