"""The verb `paper`: PDF and EPUB of the built book, in one language or in all."""

from __future__ import annotations

import click

from book.languages.known import LANGUAGES
from book.paper.offered import KINDS
from book.trouble import BookTrouble

WHICH = "en, zh-hans, zh-hant, fa, several with commas between them, or all that are built."


@click.command()
@click.option("--language", "languages", metavar="CODE", default="all", show_default=True, help=WHICH)
@click.option("--only", "kinds", type=click.Choice(KINDS), multiple=True, help="Make only this kind of file.")
@click.pass_obj
def paper(course, languages: str, kinds: tuple[str, ...]) -> None:
    """Make a PDF and an EPUB of the built book in build/paper, and offer them on its first page."""
    from book.paper.make import make_paper

    for made in make_paper(course.root, course.site, _wanted(course.site, languages), kinds or KINDS, click.echo):
        click.echo(made)


def _wanted(site, languages: str) -> list[str]:
    if languages == "all":
        built = [code for code, each in LANGUAGES.items() if (site / each.folder / "index.html").exists()]
        return built or ["en"]
    wanted = [word.strip().lower() for word in languages.split(",") if word.strip()]
    unknown = sorted(set(wanted) - set(LANGUAGES))
    if unknown:
        raise BookTrouble(f"The book has no language {', '.join(unknown)}. It has {', '.join(LANGUAGES)}, and all.")
    return wanted
