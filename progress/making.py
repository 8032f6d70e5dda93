"""Make pages one after the other: what has not changed stays, and a page that cannot be made stops no other."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from grading.atomic import private_folder, write
from progress.manifest import Manifest, Page

SHOWN = 5  # troubles that are told one by one


class Making:
    """Counts what was made and kept below `folder`, and gathers a sentence for each page that could not be made."""

    def __init__(self, folder: Path, manifest: Manifest):
        self._folder, self._manifest = folder, manifest
        self.made = self.kept = 0
        self._troubles: list[str] = []

    @property
    def troubles(self) -> tuple[str, ...]:
        more = len(self._troubles) - SHOWN
        return (*self._troubles[:SHOWN], *([f"… and {more} more."] if more > 0 else []))

    def all_of(self, pages: Iterable[Page], what: str) -> None:
        """Make those of `pages` that have changed; `what` is what they are together, such as `pages of managers`."""
        try:
            for page in pages:
                self._one(page)
        except Exception as trouble:  # they could not even be begun, and the others have to be made
            self._troubles.append(f"Not all {what} could be made: {_words(trouble)}")

    def _one(self, page: Page) -> None:
        if self._manifest.is_current(page, self._folder):
            self.kept += 1
            return
        path = self._folder / page.place
        try:
            text = page.make()
            private_folder(path.parent)
            write(path, text)
        except Exception as trouble:  # whatever is wrong with one page, the others have to be made
            self._troubles.append(f"The page {page.place} could not be made: {_words(trouble)}")
        else:
            self._manifest.made(page)
            self.made += 1


def _words(trouble: Exception) -> str:
    return f"{type(trouble).__name__}: {trouble}"
