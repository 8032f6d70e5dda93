"""What Sphinx says about a failed build, made into sentences for the author of a page. Pure."""

import re
from dataclasses import dataclass

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
PLACE = re.compile(r"^(?P<path>[^\s:]+?)(?::(?P<line>\d+))?: (?:WARNING|ERROR|CRITICAL|SEVERE): (?P<what>.*)$")
BARE = re.compile(r"^(?:WARNING|ERROR|CRITICAL|SEVERE): (?P<what>.*)$")
SORT = re.compile(r" \[[a-z_.-]+\]$")
MOST = 12


class BookTrouble(Exception):
    """The book cannot be built: a sentence for each thing that an author has to mend."""

    code = "book"
    exit_status = 2


@dataclass(frozen=True)
class Complaint:
    """One thing that Sphinx complained about. `page` is empty when it named none."""

    page: str
    line: str
    what: str

    def __str__(self) -> str:
        where = f"{self.page}, line {self.line}" if self.line else self.page
        return f"{where}: {self.what}" if where else self.what


def complaints(stderr: str, book: str) -> list[Complaint]:
    """Warnings and errors in what Sphinx wrote, each once, with pages named from the folder `book` on."""
    found = []
    for row in COLOUR.sub("", stderr).splitlines():
        placed, bare = PLACE.match(row), BARE.match(row)
        if placed:
            page = placed["path"].removeprefix(f"{book}/")
            found.append(Complaint(page, placed["line"] or "", SORT.sub("", placed["what"])))
        elif bare:
            found.append(Complaint("", "", SORT.sub("", bare["what"])))
    return [each for each in dict.fromkeys(found) if "Notebook exception traceback saved" not in each.what]


def with_reason(complaint: Complaint, traceback: str) -> Complaint:
    """A complaint about a failing chapter, with the last line of the traceback that its cell left behind."""
    lines = [line for line in COLOUR.sub("", traceback).splitlines() if line.strip()]
    if not lines or "Executing notebook failed" not in complaint.what:
        return complaint
    return Complaint(complaint.page, "", f"a code cell failed: {lines[-1].strip()}")


def sentence(found: list[Complaint], stderr: str, language: str = "English") -> str:
    """What to tell the author, at most twelve complaints; without any, the end of what Sphinx wrote.

    Line numbers of another language count in the translated page, so they are left out.
    """
    if not found:
        return f"The book was not built, and Sphinx names no page:\n{COLOUR.sub('', stderr).strip()[-2000:]}"
    if language != "English":
        found = [Complaint(f"{each.page} ({language})" if each.page else "", "", each.what) for each in found]
    rows = [f"  {each}" for each in found[:MOST]]
    more = [f"  … and {len(found) - MOST} more"] if len(found) > MOST else []
    return "\n".join(["The book was not built; the site is as it was before. Mend this and build again:", *rows, *more])
