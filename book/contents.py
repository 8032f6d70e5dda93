"""The order of the pages, as _toc.yml has it."""

from pathlib import Path

import yaml


def listed_pages(course: Path) -> list[Path]:
    """The existing files of the table of contents of the course at `course`, in order, the first page included."""
    toc = yaml.safe_load((course / "_toc.yml").read_text("utf8"))
    entries = [entry for part in toc.get("parts", []) for entry in part["chapters"]]
    names = [toc["root"], *(entry["file"] for entry in toc.get("chapters", []) + entries)]
    pages = [(course / "book" / f"{name}.md").resolve() for name in names]
    return [page for page in pages if page.exists()]
