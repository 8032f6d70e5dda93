"""The figures of `bench site` as a table: for each page ours, a stroke, and the default book's. Pure."""

from __future__ import annotations

from collections.abc import Mapping

OURS, DEFAULT = "ours", "default"
WHAT = {  # what is measured → how it stands above its column
    "kB": "kB",
    "requests": "requests",
    "other hosts": "other hosts",
    "axe": "axe",
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "best practices",
    "seo": "SEO",
}
SAID = (
    "Each cell: ours / default Jupyter Book. kB and requests: the page read to its end, nothing cached, gzip.",
    "Other hosts: requests that would leave this machine. None is answered, so what they would bring is not in kB.",
    "axe: rules that are broken. The other columns: Lighthouse, mobile, of 100; – where it got no answer in time.",
)


def named(page: str, whose: str, what: str) -> str:
    """The name of one figure: it holds all that the table needs.

    >>> named("index", "ours", "kB")
    'index: kB, ours'
    """
    return f"{page}: {what}, {whose}"


def table(figures: Mapping[str, float]) -> str:
    """Lines to print, pages in the order of the figures, a column for each thing that was measured."""
    pages = list(dict.fromkeys(name.partition(": ")[0] for name in figures))
    columns = [what for what in WHAT if any(named(page, OURS, what) in figures for page in pages)]
    rows = [["page", *(WHAT[what] for what in columns)]]
    rows += [[page, *(_cell(figures, page, what) for what in columns)] for page in pages]
    widths = [max(len(row[column]) for row in rows) for column in range(len(columns) + 1)]
    lines = ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() for row in rows]
    return "\n".join([*lines, "", *SAID])


def _cell(figures: Mapping[str, float], page: str, what: str) -> str:
    both = (figures.get(named(page, whose, what)) for whose in (OURS, DEFAULT))
    return " / ".join("–" if value is None else f"{value:.0f}" for value in both)
