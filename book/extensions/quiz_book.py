"""All questions of the book together: no id is used twice, and quiz.json lists them for trainers and other programs."""

from __future__ import annotations

import json
from pathlib import Path

from sphinx.util import logging

from book.atomic import write
from book.extensions.quiz_check import Question, repeated_ids

FILE = "quiz.json"
log = logging.getLogger(__name__)


def remember(env, question: Question, place: str) -> None:
    """Note a question of the page that is being read."""
    _pages(env).setdefault(env.docname, []).append((question, place))


def questions_of(env, docname: str) -> list[str]:
    """The ids of the questions of a page, in order."""
    return [question.id for question, _ in _pages(env).get(docname, [])]


def forget_page(app, env, docname):
    _pages(env).pop(docname, None)


def merge_pages(app, env, docnames, other):
    _pages(env).update({name: _pages(other)[name] for name in docnames if name in _pages(other)})


def warn_about_repeated_ids(app, env):
    """A repeated id would make one question show the answer that was given to another."""
    pages = _pages(env)
    for name, first, page in repeated_ids({page: [question.id for question, _ in pages[page]] for page in pages}):
        place = next(place for question, place in reversed(pages[page]) if question.id == name)
        log.warning("quiz %s: the id is used already in %s; each question needs its own", name, first, location=place)


def write_list(app, exception):
    if exception or app.builder.format != "html":
        return
    pages = _pages(app.env)
    data = {page: [question.as_data() for question, _ in pages[page]] for page in sorted(pages)}
    write(Path(app.outdir) / FILE, json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def connect(app) -> None:
    app.connect("env-purge-doc", forget_page)
    app.connect("env-merge-info", merge_pages)
    app.connect("env-check-consistency", warn_about_repeated_ids)
    app.connect("build-finished", write_list)


def _pages(env) -> dict[str, list[tuple[Question, str]]]:
    if not hasattr(env, "cx_quiz"):
        env.cx_quiz = {}
    return env.cx_quiz
