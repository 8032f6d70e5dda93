"""The verb `links`: within the built book, and with --outside to other hosts."""

from __future__ import annotations

import sys

import click

from book.links import link_problems
from book.links_outside import outside_problems
from book.trouble import BookTrouble


@click.command()
@click.option(
    "--outside", is_flag=True, help="Also ask the other hosts that the book links to. This needs the network."
)
@click.pass_obj
def links(course, outside: bool) -> None:
    """Say which links of the built book lead nowhere: pages, files and places on pages, in all its languages."""
    if not (course.site / "index.html").exists():
        raise BookTrouble("The book is not built yet. Run first: python3 course.py book")
    pages = len(list(course.site.rglob("*.html")))
    found = link_problems(course.site)
    for sentence in found:
        click.echo(sentence)
    click.echo(f"{len(found)} links within the book's {pages} pages lead nowhere." if found
               else f"All links within the book's {pages} pages lead somewhere.")  # fmt: skip
    if outside:
        asked, wrong = outside_problems(course.root, course.site, course.build / "plain-work")
        for sentence in wrong:
            click.echo(sentence)
        click.echo(f"{asked} addresses of other hosts were asked; {len(wrong)} did not answer as they should.")
    sys.exit(2 if found else 0)
