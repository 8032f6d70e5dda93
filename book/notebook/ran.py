"""What the cells of a page gave to its text when the book was built, read from the cache of executed pages."""

from __future__ import annotations

import logging
from pathlib import Path

from jupyter_cache import get_cache
from myst_nb.core.variables import format_plain_text

RECORD = "application/papermill.record/text/plain"


def values(cache: Path, page: Path) -> dict[str, str]:
    """Name → value of everything that the page has glued, as text; nothing for a page that has not run."""
    if not cache.is_dir():
        return {}
    logging.getLogger("jupyter_cache").setLevel(logging.WARNING)
    store = get_cache(cache)
    records = [record for record in store.list_cache_records() if Path(record.uri) == page]
    if not records:
        return {}
    newest = max(records, key=lambda record: record.created)
    found = {}
    for cell in store.get_cache_bundle(newest.pk).nb.cells:
        for output in cell.get("outputs", []):
            name = output.get("metadata", {}).get("scrapbook", {}).get("name")
            if name and RECORD in output.get("data", {}):
                found[name] = "".join(output["data"][RECORD])
    return found


def formed(text: str, form: str) -> str:
    """A value as the page shows it: without the marks of a text, in the form that the role asks for."""
    return format_plain_text(text, form)
