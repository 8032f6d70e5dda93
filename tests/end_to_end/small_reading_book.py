"""A book of three short chapters in English and Persian, for the tests of reading progress."""

import shutil
from pathlib import Path

from book.languages import catalog

HOME = Path(__file__).resolve().parents[2]
TITLES = {"begin": "How it begins", "finance": "What Finance owns", "end": "How it ends"}
SECONDS = 30  # a tenth of five minutes
FILL = "\n\n".join(f"Line {number} of a text that is longer than a window is high." for number in range(40))
QUESTION = """\
:::{{quiz}}
:id: {id}
:correct: 2
:concept: small
:level: recall

Which one is {id}?

- The first
  > No.
- The second
  > Yes.
:::
"""
ROUTES = """\
everyone: [begin]
afterwards: [end]
departments:
  - work: Finance
    chapters: [finance]
whole: The whole book
"""
CONTENTS = """\
format: jb-book
root: index
parts:
  - caption: All
    chapters:
      - file: chapters/begin
      - file: chapters/finance
      - file: chapters/end
      - file: your-progress
"""


def write(course: Path) -> None:
    """Write the sources of the book to the folder `course`; the page on progress is the real one."""
    for name in ("_config.yml", "book/your-progress.md", *_catalogs()):
        (course / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(HOME / name, course / name)
    shutil.copytree(HOME / "book/_static", course / "book/_static", dirs_exist_ok=True)
    (course / "datasets/tables").mkdir(parents=True, exist_ok=True)
    (course / "_toc.yml").write_text(CONTENTS, "utf8")
    (course / "book/routes.yml").write_text(ROUTES, "utf8")
    (course / "book/references.bib").write_text("", "utf8")
    first = "# Start\n\n(paths)=\n## I work in\n\n### Finance\n\nMoney.\n\n```{route} Finance\n:folded:\n```\n"
    (course / "book/index.md").write_text(first, "utf8")
    (course / "book/chapters").mkdir(exist_ok=True)
    for slug, title in TITLES.items():
        questions = "\n".join(QUESTION.format(id=id) for id in ids(slug))
        text = (
            f"---\nminutes: 5\n---\n\n# {title}\n\n{FILL}\n\n## Check yourself\n\n{questions}\n## Sources\n\nMade up.\n"
        )
        (course / f"book/chapters/{slug}.md").write_text(text, "utf8")


def ids(slug: str) -> list[str]:
    return [f"{slug}-one", f"{slug}-two"]


def _catalogs() -> list[str]:
    pages = (catalog.LAYOUT, "your-progress")
    return [catalog.path_of(HOME, "fa", page).relative_to(HOME).as_posix() for page in pages]


def go(page, address, slug, folder=""):
    page.goto(f"{address}{folder}chapters/{slug}.html")
    return page.locator(".cx-reading")


def answer(page, id, number=2):
    page.locator(f"label[for={id}-{number}]").click()
    page.locator(f"#quiz-{id} button[type=submit]").click()


def to_the_end(page):
    page.evaluate("scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })")
    kept = "JSON.parse(localStorage['everyone-owns-the-experience:reading'] ?? '{}')"
    page.wait_for_function(f"Object.values({kept}).some(chapter => chapter.end)")


def keep_path(page, address):
    page.goto(address)
    page.locator(".cx-path summary").click()
    page.locator(".cx-keep").click()
