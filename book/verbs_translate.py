"""The verb `translate`: the messages of a page to a file, a filled file into the catalog, and how far every page is."""

from __future__ import annotations

from pathlib import Path

import click

from book.atomic import write
from book.languages import catalog, check, desk
from book.languages.known import TRANSLATED
from book.trouble import BookTrouble

TAKE = "Take the filled file (build/translate/LANGUAGE/PAGE.txt) into the catalog, and check it."
SITE = "Read what cells and charts show from the English book in this folder. Default: build/site."
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("language", required=False)
@click.argument("page", required=False)
@click.option("--take", "taking", is_flag=True, help=TAKE)
@click.option("--site", type=FOLDER, help=SITE)
@click.pass_obj
def translate(course, language: str | None, page: str | None, taking: bool, site: Path | None) -> None:
    """Write the messages of a PAGE (such as chapters/finance) to a file for translation, and take it in again.

    Without a page: how far each page is, and what is wrong.
    """
    try:
        if not page:
            _say_how_far(course.root, [language] if language else [each.code for each in TRANSLATED])
        elif taking:
            _take(course.root, desk.known_language(language), page)
        else:
            _write(course.root, site or course.site, desk.known_language(language), page)
    except ValueError as trouble:
        raise BookTrouble(str(trouble)) from trouble


def _file(root: Path, language: str, page: str) -> Path:
    return root / "build" / "translate" / language / f"{page}.txt"


def _write(root: Path, site: Path, language: str, page: str) -> None:
    if not (root / "book" / f"{page}.md").exists():
        raise ValueError(f"There is no page {page!r} in book/. Name it as in _toc.yml, such as chapters/finance.")
    messages, file = desk.prepare(root, site, language, page), _file(root, language, page)
    file.parent.mkdir(parents=True, exist_ok=True)
    write(file, desk.written(messages, catalog.read(catalog.path_of(root, language, page))))
    click.echo(f"{len(messages)} messages are in {file.relative_to(root)}. Fill the lines with numbers, then: --take")
    if not (site / f"{page}.html").exists():
        click.echo("What its cells and charts show is as the catalog has it: the English book is not built.")


def _take(root: Path, language: str, page: str) -> None:
    file = _file(root, language, page)
    if not file.exists():
        raise ValueError(f"There is no file {file.relative_to(root)}. Write it first: translate {language} {page}")
    click.echo(f"{desk.take(root, language, page, file.read_text('utf8'))} translations taken.")
    for problem in check.page_problems(root, language, page) + check.unfinished(root, language, page):
        click.echo(problem)


def _say_how_far(root: Path, languages: list[str]) -> None:
    for language in map(desk.known_language, languages):
        folder = root / catalog.FOLDER / language
        for path in sorted(folder.rglob("*.po")):
            said = catalog.read(path)
            name, done = path.relative_to(folder).with_suffix(""), sum(map(bool, said.values()))
            click.echo(f"{language:<8} {name.as_posix():<40} {done:>4} of {len(said)}")
    for problem in check.problems(root):
        click.echo(problem)
