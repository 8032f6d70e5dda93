"""The order of the pages, as _toc.yml has it."""

from pathlib import Path

import yaml

DEPARTMENTS = "Your department"  # caption of the part of which most readers read one chapter, their own


def listed_pages(course: Path) -> list[Path]:
    """The existing files of the table of contents of the course at `course`, in order, the first page included."""
    return [page for part in _parts(course).values() for page in part]


def chapters(course: Path) -> list[Path]:
    """The existing chapters, in order, without the pages to look things up."""
    return [path for path in listed_pages(course) if path.parent.name == "chapters"]


def short_titles(course: Path) -> dict[str, str]:
    """Slug of each chapter → its name in a word or three, as its exercise has it; without one, the slug in words."""
    found = {}
    for path in chapters(course):
        spec = course / "exercises" / path.stem / "mistakes.yml"
        named = yaml.safe_load(spec.read_text("utf8")).get("title") if spec.exists() else None
        found[path.stem] = named or path.stem.replace("-", " ").capitalize()
    return found


def department_chapters(course: Path) -> list[Path]:
    """The existing chapters of the part that has one chapter for each department."""
    return _parts(course).get(DEPARTMENTS, [])


def _parts(course: Path) -> dict[str, list[Path]]:
    """Caption → existing files; the empty caption has the first page and what stands outside of parts."""
    toc = yaml.safe_load((course / "_toc.yml").read_text("utf8"))
    first = [{"file": toc["root"]}] if "root" in toc else []
    names = {"": [entry["file"] for entry in first + toc.get("chapters", [])]}
    for part in toc.get("parts", []):
        names.setdefault(part.get("caption", ""), []).extend(entry["file"] for entry in part["chapters"])
    pages = {part: [(course / "book" / f"{name}.md").resolve() for name in each] for part, each in names.items()}
    return {part: [page for page in each if page.exists()] for part, each in pages.items()}
